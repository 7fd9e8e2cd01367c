import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestConsole, everywhere, startConsole } from '../../test-support/console-with.ts'
import { type DemoMesh, startDemoMesh } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'

const list = '/api/meshes/cloud/services'
const ocr = '/api/meshes/cloud/namespaces/cloud@production/services/ocr'
const minute = 60_000

const end = (service: string, version: string) => ({
  namespace: 'cloud@production',
  service,
  version,
  instance: `${service}-1`,
})

/** Calls within the last minutes: `portal` and `predict` call `ocr`, which calls `billing`. The records began an hour ago. */
async function called({ records }: DemoMesh): Promise<void> {
  const many = (count: number, told: Told) =>
    Array.from({ length: count }, (_, at) => reportedCall({ atMs: Date.now() - minute - at * 1000, ...told }))
  await records.calls.append('cloud', [
    ...many(60, { durationMs: 10 }),
    ...many(30, { callee: end('ocr', '1.0.1'), durationMs: 30, status: 500, outcome: 'failed' }),
    ...many(10, { caller: end('predict', '1.4.2'), durationMs: 20 }),
    reportedCall({ atMs: Date.now() - 60 * minute }),
    ...many(5, { caller: end('ocr', '1.0.0'), callee: end('billing', '1.0.0') }),
  ])
}

let world: DemoMesh & TestConsole
let close: () => Promise<void>
afterAll(() => close())

/** A console on a mesh with five services, of which `vpc` is called by nobody. */
beforeAll(async () => {
  const lab = await startDemoMesh()
  for (const [name, version] of [
    ['portal', '2.3.0'],
    ['predict', '1.4.2'],
    ['ocr', '1.0.0'],
    ['ocr', '1.0.1'],
    ['billing', '1.0.0'],
    ['vpc', '1.8.0'],
  ] as const) {
    await lab.register(name, version, {}, { service: { area: name === 'ocr' ? 'ai' : 'cloud' } })
  }
  await called(lab)
  const console = await startConsole({ meshes: lab.meshes })
  world = { ...lab, ...console }
  close = async () => {
    await console.close()
    await lab.close()
  }
  await eventually(
    async () => {
      const { body } = await console.api.get(list).expect(200)
      const services = (body as { value: { traffic: { calls: number }; versions: unknown[] }[] }).value // the endpoint's own answer
      return (
        services.length === 5 &&
        services.some(({ traffic, versions }) => traffic.calls === 100 && versions.length === 2)
      )
    },
    'services and calls',
    30_000,
  )
})

type Named = { name: string }
const nameOf = ({ name }: Named) => name

test('registered services come with the traffic that they got, also those that nobody calls', async () => {
  const { api } = world

  const { body } = await api.get(list).expect(200)

  expect(body.value.map(nameOf)).toEqual(['billing', 'ocr', 'portal', 'predict', 'vpc'])
  expect(body.value[1]).toMatchObject({
    versions: [
      { version: '1.0.1', instances: 1, ready: 1 },
      { version: '1.0.0', instances: 1, ready: 1 },
    ],
    traffic: { calls: 100, failed: 30, rate: 100 / 900 },
    health: { state: 'failing', measure: 'failed', share: 0.3 },
  })
  expect(body.value[1].traffic.p50).toBeGreaterThan(0)
  expect(body.value[4]).toMatchObject({ traffic: { calls: 0 }, health: { state: 'idle' } })
  expect(body.stamps.map((stamp: { source: string }) => stamp.source)).toEqual(['Service Center', 'Call records'])
})

test('a service has its versions with their shares, its instances, its callers and its callees', async () => {
  const { api } = world

  const { body } = await api.get(ocr).expect(200)

  expect(body.value).toMatchObject({
    name: 'ocr',
    labels: { area: 'ai' },
    detail: [
      { version: '1.0.1', share: 0.3, traffic: { calls: 30, failed: 30 }, instances: [{ version: '1.0.1' }] },
      { version: '1.0.0', share: 0.7, traffic: { calls: 70, failed: 0 }, instances: [{ version: '1.0.0' }] },
    ],
    callers: [
      { service: { name: 'portal' }, hidden: false, traffic: { calls: 90 } },
      { service: { name: 'predict' }, hidden: false, traffic: { calls: 10 } },
    ],
    callees: [{ service: { name: 'billing' }, hidden: false, traffic: { calls: 5 } }],
  })
})

test('neighbours that may not be seen are one without a name', async () => {
  const { apiAs } = world
  const api = await apiAs([{ ...everywhere('viewer'), service: 'ocr' }])

  const { body: all } = await api.get(list).expect(200)
  const { body } = await api.get(ocr).expect(200)

  expect(all.value.map(nameOf)).toEqual(['ocr'])
  expect(body.value.callers).toMatchObject([{ hidden: true, traffic: { calls: 100 } }])
  expect(body.value.callees).toMatchObject([{ hidden: true, traffic: { calls: 5 } }])
  expect(JSON.stringify(body)).not.toMatch(/portal|predict|billing/)
})

test('rate, failed share and latency over time have one line a version', async () => {
  const { api } = world

  const { body } = await api.get(`${ocr}/series?last=5m`).expect(200)

  const { rate, failed, p95, stepSeconds } = body.value
  expect(rate.map(nameOf)).toEqual(['1.0.0', '1.0.1'])
  const calls = rate.map((line: { values: number[] }) =>
    line.values.reduce((sum, value) => sum + value * stepSeconds, 0),
  )
  expect(calls[0]).toBeCloseTo(70)
  expect(calls[1]).toBeCloseTo(30)
  expect(new Set(failed[1].values)).toEqual(new Set([null, 1]))
  expect(p95[0].values).toHaveLength(rate[0].values.length)
  expect(new Set(rate[1].values)).toContain(0)
  expect(p95[1].values[0]).toBeNull()

  const { body: one } = await api.get(`${ocr}/series?last=5m&caller=predict`).expect(200)
  expect(one.value.rate.map(nameOf)).toEqual(['1.0.0'])
})

test('before the records begin a course has nothing, and figures are over the time since then', async () => {
  const { api } = world

  const { body: course } = await api.get(`${ocr}/series?last=6h`).expect(200)
  const { body: whole } = await api.get(`${ocr}?last=6h`).expect(200)

  const { stepSeconds, rate } = course.value
  const steps = (6 * 3600) / stepSeconds
  expect(rate[0].values.slice(0, (steps * 4) / 6)).toEqual(Array.from({ length: (steps * 4) / 6 }, () => null))
  expect(rate[0].values.at(-1)).not.toBeNull()
  expect(whole.stamps[1]).toMatchObject({ completeness: 'partial', since: expect.any(String) })
  expect(whole.value.traffic.calls).toBe(101)
  expect(whole.value.traffic.rate).toBeGreaterThan(101 / 4000)
  expect(whole.value.callers[0].traffic.rate).toBeGreaterThan(91 / 4000)
})

test.each([
  ['half a window', 'from=2026-11-20T14:00:00Z', 'window-half'],
  ['a window that ends before it begins', 'from=2026-11-20T14:00:00Z&to=2026-11-20T13:00:00Z', 'window-empty'],
])('%s is refused by lists, courses and the overview alike', async (_, query, code) => {
  const { api } = world
  for (const address of [list, ocr, `${ocr}/series`, '/api/meshes/cloud/overview']) {
    const { body } = await api.get(`${address}?${query}`).expect(400)
    expect(body).toMatchObject({ code: 'invalid-input', findings: [{ code, field: 'to' }] })
  }
})

test('a service that is not registered is not found', async () => {
  const { api } = world
  const { body } = await api.get(ocr.replace('ocr', 'nobody')).expect(404)
  expect(body).toMatchObject({ code: 'not-found', params: { noun: 'service', id: 'nobody' } })
})

test('while the registry is silent the last known services stand, and the stamp says since when', async () => {
  const { api, serviceCenter } = world
  await serviceCenter.pause()

  const body = await eventually(async () => {
    const answer = await api.get(ocr).expect(200)
    return answer.body.stamps[0].silent !== undefined && answer.body
  }, 'the silence to be told')

  expect(body.value).toMatchObject({ name: 'ocr', traffic: { calls: 100 } })
  expect(body.stamps[0]).toMatchObject({ source: 'Service Center', silent: { problem: { code: 'backend-silent' } } })
  await serviceCenter.resume()
})

test('while the record store is gone services stand without figures: unknown, not idle', async () => {
  const { api, records } = world
  await records.close()

  const body = await eventually(async () => {
    const answer = await api.get(list)
    return answer.status === 200 && answer.body.stamps[1].silent !== undefined && answer.body
  }, 'the silence to be told')

  expect(body.value.map(nameOf)).toEqual(['billing', 'ocr', 'portal', 'predict', 'vpc'])
  expect(new Set(body.value.map((one: { health: { state: string } }) => one.health.state))).toEqual(
    new Set(['unknown']),
  )
})
