import { afterEach, expect, test } from 'vitest'
import { serviceKey } from '#shared/mesh/service.ts'
import { type ServiceCenter as Server, startServiceCenter } from '../../../sandbox/service-center/service-center.ts'
import { registryContract } from '../../ports/registry.contract.ts'
import { ServiceCombDeclaration } from './declaration.ts'
import { polledRegistry } from './registry.ts'
import { serviceCenter } from './service-center.ts'
import { registrar } from './registrar.test-support.ts'

const given = process.env['SERVICE_CENTER_URL']
const app = 'contract'
const environment = 'testing'

const declare = (address: string) =>
  ServiceCombDeclaration.parse({
    kind: 'servicecomb',
    name: 'lab',
    registry: { address, pollSeconds: 0.05 },
    policies: { address: 'http://127.0.0.1:9' },
  })

async function open(options: Parameters<typeof startServiceCenter>[0] = { cacheDelayMs: { write: 0, delete: 0 } }) {
  const server = given === undefined ? await startServiceCenter(options) : undefined
  const address = given ?? server?.url ?? ''
  const declaration = declare(address)
  const center = serviceCenter(declaration)
  const registry = polledRegistry(declaration, center)
  const { register, deregister, clean } = registrar(address, { app, environment })
  return {
    registry,
    mesh: 'lab',
    namespace: `${app}@${environment}`,
    register,
    deregister,
    ...(server && { server, stop: () => server.pause(), start: () => server.resume() }),
    async close() {
      registry.close()
      await clean()
      await server?.close()
    },
  }
}

registryContract(given === undefined ? 'Service Center of the sandbox' : 'Service Center', open)

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function sandbox() {
  const world = await open()
  opened.push(world)
  // The suite's own server is there whenever no address was given.
  return world as typeof world & { server: Server }
}

test.skipIf(given !== undefined)('reading makes no dependency and never names a consumer', async () => {
  const { server, register, registry, namespace } = await sandbox()
  await register('ocr', '1.0.0', { zone: 'a' })
  await expect
    .poll(async () =>
      (await registry.snapshot()).value.instances.get(serviceKey({ mesh: 'lab', namespace, name: 'ocr' })),
    )
    .toMatchObject([{ labels: { zone: 'a' } }])

  const relations = await fetch(`${server.url}/v4/default/govern/relations`)

  expect(await relations.json()).toMatchObject({ lines: null })
  const finds = server.requests.entries.filter(({ path }) => path.endsWith('/registry/instances'))
  expect(finds).not.toEqual([])
  expect(finds.every(({ headers }) => headers['x-consumerid'] === undefined)).toBe(true)
})

test.skipIf(given !== undefined)(
  'the registry itself is not listed, and Mesher without a declared version is 1.8.0',
  async () => {
    const { register, registry, namespace } = await sandbox()
    await register('ocr', '1.0.0', {})

    await expect
      .poll(async () => (await registry.snapshot()).value.services)
      .toMatchObject([{ name: 'ocr', namespace, framework: { name: 'Mesher', version: '1.8.0', assumed: true } }])
  },
)

test.skipIf(given !== undefined)('one name in two apps that see each other is a finding', async () => {
  const { server, register, registry } = await sandbox()
  const other = registrar(server.url, { app: 'other', environment })
  await register('ocr', '1.0.0', {})
  await other.register('ocr', '1.0.0', {})

  await expect
    .poll(async () => (await registry.snapshot()).value.findings)
    .toMatchObject([
      { code: 'same-name-in-two-apps', params: { service: 'ocr', namespaces: 'contract@testing, other@testing' } },
    ])
})

test.skipIf(given !== undefined)(
  'a workload and the admin address come from what the instance registered',
  async () => {
    const { register, registry, namespace } = await sandbox()
    await register('billing', '1.0.0', { workload: 'core-suite' })

    await expect
      .poll(async () => (await registry.snapshot()).value.services)
      .toMatchObject([{ name: 'billing', workloads: ['core-suite'] }])
    const { value } = await registry.snapshot()
    expect(value.instances.get(serviceKey({ mesh: 'lab', namespace, name: 'billing' }))).toMatchObject([
      { workload: 'core-suite', admin: { protocol: 'rest-admin', host: '127.0.0.1', port: 30_302 } },
    ])
  },
)
