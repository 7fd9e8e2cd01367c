import { afterAll, expect, test } from 'vitest'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { demoMesh, emptyRecords } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { reportedCall } from '../../test-support/reported-call.ts'

const records = emptyRecords()
afterAll(() => records.close())

const labels = { appId: 'cloud', environment: 'production' }
const end = (service: string) => ({
  namespace: 'cloud@production',
  service,
  version: '1.0.0',
  instance: `${service}-1`,
})

interface Load {
  service: { name: string }
  factor?: number
  path: { name: string }[]
}

/** Portal calls predict, which calls ocr; every proxy tries each call on two further instances. */
async function world() {
  const mesh = await demoMesh(records)
  for (const name of ['portal', 'predict', 'ocr']) await mesh.register(name, '1.0.0', {})
  await mesh.byHand.create({ key: 'cse.loadbalance.retryEnabled', value: 'true', labels })
  await mesh.byHand.create({ key: 'cse.loadbalance.retryOnNext', value: '2', labels })
  await records.calls.append('cloud', [
    reportedCall({ caller: end('portal'), callee: end('predict') }),
    reportedCall({ caller: end('predict'), callee: end('ocr') }),
  ])
  return { ...mesh, ...(await consoleWith({ meshes: mesh.meshes })) }
}

async function loads(api: Awaited<ReturnType<typeof world>>['api']): Promise<Map<string, Load>> {
  const { body } = await api.get('/api/meshes/cloud/retries/worst-load?last=15m').expect(200)
  return new Map((body as { value: Load[] }).value.map((load) => [load.service.name, load])) // the endpoint's own answer
}

test('retries multiply along the graph, and the way on which they do is told', async () => {
  const { api } = await world()
  await eventually(async () => (await loads(api)).get('ocr')?.factor === 9, 'the load of ocr')

  const told = await loads(api)

  expect(told.get('predict')).toMatchObject({ factor: 3 })
  expect(told.get('ocr')?.path.map(({ name }) => name)).toEqual(['portal', 'predict', 'ocr'])
})

test('retries that somebody may not see do not count for him', async () => {
  const { api, apiAs } = await world()
  await eventually(async () => (await loads(api)).get('ocr')?.factor === 9, 'the load of ocr')
  const some = await apiAs(['portal', 'predict', 'ocr'].map((service) => ({ ...everywhere('viewer'), service })))

  expect([...(await loads(some)).values()].every(({ factor = 1 }) => factor === 1)).toBe(true)
})
