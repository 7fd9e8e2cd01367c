import { afterEach, expect, test } from 'vitest'
import { type Sidecar, type SidecarOptions, startSidecar } from '../../../../sandbox/sidecar/sidecar.ts'
import type { ObservedRouteRule } from '#shared/features/route-rules/model.ts'
import { type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { type Lab, app, environment, lab, namespace, real } from '../../../test-support/servicecomb-lab.ts'

const ref = (name = 'app'): PolicyRef => ({ mesh: 'lab', namespace, service: 'ocr', kind: 'route-rules', name })

const all = (version: string): ObservedRouteRule => ({
  routes: [{ name: '', match: { any: [] }, destinations: [{ labels: { version }, weight: 100 }], remainder: 0 }],
})

const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close()
})

async function opening(declaration: object = {}): Promise<Lab> {
  const world = await lab({ declaration })
  opened.push(world)
  return world
}

/** A running instance with its sidecar, known to the registry of the lab. */
async function running(
  world: Lab,
  service: string,
  options: { version?: string; flavour?: 'mesher' | 'java-chassis' } & Partial<SidecarOptions> = {},
): Promise<Sidecar> {
  const { version = '1.0.0', flavour = 'mesher', ...rest } = options
  const sidecar = await startSidecar({
    identity: {
      app,
      environment,
      service,
      version,
      properties: { allowCrossApp: 'true' },
      instanceProperties: {},
      hostName: service,
      flavour,
    },
    serviceCenterUrl: world.addresses.center,
    kieUrl: world.addresses.kie,
    ...rest,
  })
  opened.push(sidecar)
  const { instanceId } = sidecar.ids()
  const known = () => [...world.registry.current().instances.values()].flat().some(({ id }) => id === instanceId)
  await expect.poll(known, { timeout: 5000 }).toBe(true)
  return sidecar
}

async function write(world: Lab, spec: ObservedRouteRule | null, name = 'app') {
  const before = await world.target.read(ref(name))
  const result = await world.target.apply({ ref: ref(name), spec, enabled: true, base: before?.base ?? noBase })
  if (result.conflict) throw new Error('the write was not taken')
  return result.stored ?? { ref: ref(name), native: [] }
}

const states = async (world: Lab, policy: Awaited<ReturnType<typeof write>>) => {
  const { instances } = await world.target.proof(policy)
  return Object.fromEntries(instances.map(({ service, state, reason }) => [service, reason ? reason.code : state]))
}

test.skipIf(real)('sidecars that have read a rule hold it, and those that have not yet are told by name', async () => {
  const world = await opening()
  await running(world, 'predict')
  await running(world, 'portal', { kieMode: 'poll', kieIntervalSeconds: 3600 })

  const stored = await write(world, all('1.0.0'))

  await expect.poll(() => states(world, stored), { timeout: 5000 }).toEqual({ predict: 'holds', portal: 'older' })
  expect((await world.target.proof(stored)).instances.find(({ state }) => state === 'holds')).toMatchObject({
    service: 'predict',
    version: '1.0.0',
    readAt: expect.any(String),
  })
})

test.skipIf(real)('a deleted or disabled rule is proven, too: nothing is held any more', async () => {
  const world = await opening()
  await running(world, 'predict')
  const stored = await write(world, all('1.0.0'))
  await expect.poll(() => states(world, stored), { timeout: 5000 }).toEqual({ predict: 'holds' })

  const deleted = await write(world, null)

  await expect.poll(() => states(world, deleted), { timeout: 5000 }).toEqual({ predict: 'holds' })
  expect(await states(world, stored)).toEqual({ predict: 'older' })
})

test.skipIf(real)('java-chassis tells nothing, so its instances are apart and never counted', async () => {
  const world = await opening()
  await running(world, 'predict')
  await running(world, 'billing', { flavour: 'java-chassis' })

  const stored = await write(world, all('1.0.0'))

  await expect
    .poll(() => states(world, stored), { timeout: 5000 })
    .toEqual({ predict: 'holds', billing: 'framework-tells-nothing' })
})

test.skipIf(real)('an instance that follows a rule of its own is not held against the app’s', async () => {
  const world = await opening()
  await running(world, 'predict')
  await running(world, 'portal')
  const own = await write(world, all('1.0.1'), 'caller:predict@1.0.0')
  const whole = await write(world, all('1.0.0'))

  await expect
    .poll(() => states(world, whole), { timeout: 5000 })
    .toEqual({ portal: 'holds', predict: 'own-rule-in-force' })
  await expect.poll(() => states(world, own), { timeout: 5000 }).toEqual({ predict: 'holds' })
})

test.skipIf(real)('an address outside the allowed networks is not asked', async () => {
  const world = await opening({ allowedNetworks: ['10.0.0.0/8'] })
  await running(world, 'predict')

  const stored = await write(world, all('1.0.0'))

  expect(await states(world, stored)).toEqual({ predict: 'address-not-allowed' })
})

test.skipIf(real)(
  'an instance that does not answer, announces nothing or a name that is none is unread, with the reason',
  async () => {
    const world = await opening()
    await world.register('silent', '1.0.0', {}, { endpoints: ['rest-admin://127.0.0.1:1'] })
    await world.register('mute', '1.0.0', {}, { endpoints: ['rest://127.0.0.1:1'] })
    await world.register('nowhere', '1.0.0', {}, { endpoints: ['rest-admin://no-such-host.invalid:1'] })

    const stored = await write(world, all('1.0.0'))

    expect(await states(world, stored)).toEqual({
      silent: 'backend-silent',
      mute: 'no-admin-address',
      nowhere: 'address-unresolved',
    })
  },
)
