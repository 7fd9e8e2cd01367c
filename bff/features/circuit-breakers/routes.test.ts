import { afterAll, expect, test } from 'vitest'
import type { Backtest } from '#shared/features/circuit-breakers/backtest.ts'
import type { CircuitState } from '#shared/features/circuit-breakers/states.ts'
import type { OpenCallRecords } from '../../adapters/duckdb/open.ts'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { demoMesh, emptyRecords } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'

/** One store for all tests of a file; each tells of callees of its own. */
let records: OpenCallRecords | undefined
afterAll(() => records?.close())

const labels = { appId: 'cloud', environment: 'production' }
const java = { framework: { name: 'ServiceComb', version: '3.2.0' } }
const production = (service: string, instance?: string) => ({
  namespace: 'cloud@production',
  service,
  ...(instance === undefined ? {} : { version: '1.0.0', instance }),
})

/** A console on a mesh where `portal` (Mesher) calls and `billing` (java-chassis) is called. */
async function world() {
  const mesh = await demoMesh((records ??= emptyRecords()))
  await mesh.register('portal', '2.3.0', {})
  await mesh.register('billing', '2.0.3', {}, java)
  const console = await consoleWith({ meshes: mesh.meshes })
  await eventually(async () => {
    const snapshot = await mesh.meshes.get('cloud')?.registry.snapshot()
    return snapshot?.value.services.length === 2
  }, 'both services')
  return { ...mesh, ...console, tell: (calls: Told[]) => mesh.records.calls.append('cloud', calls.map(reportedCall)) }
}

const timedOut = {
  outcome: 'failed',
  status: 502,
  error: 'context deadline exceeded (Client.Timeout exceeded)',
} as const
const refused = { outcome: 'open-circuit', status: 503, error: 'is isolated because of error: circuit open' } as const

const ago = (seconds: number) => Date.now() - seconds * 1000

/** So many calls, one each `everyMs`, the last one a minute ago. */
const row = (count: number, everyMs: number, told: Told): Told[] =>
  Array.from({ length: count }, (_, at) => ({ ...told, atMs: ago(60) - (count - at) * everyMs }))

async function circuits(api: Awaited<ReturnType<typeof world>>['api'], service: string): Promise<CircuitState[]> {
  const { body } = await api.get(`/api/meshes/cloud/circuits?service=${service}`).expect(200)
  return (body as { value: CircuitState[] }).value // the endpoint's own answer
}

test('a circuit is open while its caller is refused, since the first refusal, and closed after a call that went well', async () => {
  const { api, tell } = await world()
  const callee = production('ocr-open', 'ocr-1')
  await tell([
    { callee, atMs: ago(50) },
    { callee, ...timedOut, atMs: ago(40) },
    { callee: production('ocr-open'), ...refused, atMs: ago(30) },
    { callee: production('ocr-open'), ...refused, atMs: ago(20) },
  ])

  await eventually(async () => (await circuits(api, 'ocr-open')).length === 1, 'the pair')
  const [open] = await circuits(api, 'ocr-open')

  expect(open).toMatchObject({
    caller: production('portal'),
    state: 'open',
    open: 1,
    calls: 4,
    refused: 2,
  })
  expect(Math.abs(Date.parse(open?.since ?? '') - ago(30))).toBeLessThan(5000)
  await tell([{ callee, atMs: ago(10) }])
  await eventually(async () => (await circuits(api, 'ocr-open'))[0]?.state === 'closed', 'the circuit to be closed')
})

test('a pair that a breaker is in force for is told, and a pair without breaker and refusals is not', async () => {
  const { api, tell, byHand } = await world()
  await tell([{ callee: production('vpc-calm', 'vpc-1'), atMs: ago(30) }])
  expect(await circuits(api, 'vpc-calm')).toEqual([])

  await byHand.create({ key: 'cse.circuitBreaker.Consumer.enabled', value: 'true', labels })

  await eventually(async () => (await circuits(api, 'vpc-calm')).length === 1, 'the pair')
  expect(await circuits(api, 'vpc-calm')).toMatchObject([
    { state: 'closed', refused: 0, breakers: [{ namespace: 'cloud@production', service: '*', name: 'app' }] },
  ])
})

test('a breaker for every service is not named to who sees only some of them, and that is said', async () => {
  const { api, apiAs, tell, byHand } = await world()
  await byHand.create({ key: 'cse.circuitBreaker.Consumer.enabled', value: 'true', labels })
  await tell([{ callee: production('vpc-shy', 'vpc-1'), atMs: ago(30) }])
  await eventually(async () => (await circuits(api, 'vpc-shy')).length === 1, 'the pair')
  const pair = await apiAs(['portal', 'vpc-shy'].map((service) => ({ ...everywhere('viewer'), service })))

  expect(await circuits(api, 'vpc-shy')).toMatchObject([{ withheld: false, breakers: [{ service: '*' }] }])
  expect(await circuits(pair, 'vpc-shy')).toMatchObject([{ state: 'closed', calls: 1, withheld: true, breakers: [] }])
})

test('a breaker for every called service is listed for each of them', async () => {
  const { api, byHand } = await world()
  await byHand.create({ key: 'cse.circuitBreaker.Consumer.enabled', value: 'true', labels })
  await byHand.create({ key: 'cse.isolation.Consumer.vpc.timeoutInMilliseconds', value: '900', labels })
  const listed = async (service: string): Promise<string[]> => {
    const { body } = await api.get(`/api/meshes/cloud/circuit-breakers?service=${service}`).expect(200)
    return (body as { value: { ref: { service: string } }[] }).value.map(({ ref }) => ref.service) // the endpoint's own answer
  }

  await eventually(async () => (await listed('vpc')).length === 2, 'both policies')
  expect(await listed('vpc')).toEqual(['*', 'vpc'])
  expect(await listed('iam')).toEqual(['*'])
})

const backtestOf = (service: string, name: string) =>
  `/api/meshes/cloud/namespaces/cloud@production/services/${encodeURIComponent(service)}/circuit-breakers/${name}/backtest`

test('recorded time-outs run through a draft: when it would have opened, for how long, and whom it would have refused', async () => {
  const { api, tell } = await world()
  const callee = production('ncr-slow', 'ncr-1')
  const tenant = { id: 't-7', name: 'Seven' }
  await tell([
    ...row(10, 100, { callee, ...timedOut, tenant, durationMs: 10 }),
    { callee: production('ncr-slow', 'ncr-1'), status: 500, outcome: 'failed', error: '500', atMs: ago(3000) },
  ])

  const { body } = await api
    .post(backtestOf('*', 'caller:portal'))
    .send({ spec: { trip: { errorShare: 50 }, minimumCalls: 4, sleepMs: 10_000 } })
    .expect(200)
  const { pairs, ...found } = body as Backtest // the endpoint's own answer

  const pair = pairs.find(({ callee: named }) => named === 'ncr-slow')
  expect(pair).toMatchObject({ caller: 'portal', calls: 11, failed: 10, refused: 6, opened: 1, circuits: 1 })
  expect(pair?.spans).toHaveLength(1)
  expect(pair?.spans[0]?.to).toBeUndefined()
  expect(pair?.openSeconds).toBeGreaterThan(50)
  expect(found.tenants).toContainEqual({ tenant, refused: 6 })
  expect(found.findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['backtest-uncounted', 'backtest-refused-unmade']),
  )
})

test('a time-out of the draft makes calls fail that were slower', async () => {
  const { api, tell } = await world()
  await tell(row(8, 100, { callee: production('iam-late', 'iam-1'), durationMs: 90 }))

  const run = async (timeoutMs: number) => {
    const spec = { trip: {}, minimumCalls: 4, timeoutMs }
    const { body } = await api.post(backtestOf('*', 'caller:portal')).send({ spec }).expect(200)
    return (body as Backtest).pairs.find(({ callee }) => callee === 'iam-late') // the endpoint's own answer
  }

  expect(await run(100)).toMatchObject({ failed: 0, refused: 0, opened: 0 })
  expect(await run(80)).toMatchObject({ failed: 8, refused: 4, opened: 1 })
})

test('where calls arrive the statuses of the draft count, for each called instance by itself', async () => {
  const { api, tell } = await world()
  const failing = { outcome: 'failed', status: 500, error: '500' } as const
  const here = { caller: production('predict', 'predict-1') }
  await tell([
    ...row(6, 100, { ...here, callee: production('billing', 'billing-1'), ...failing }),
    ...row(6, 100, { ...here, callee: production('billing', 'billing-2') }),
  ])

  const run = async (failureStatuses: string[]) => {
    const spec = { trip: { errorShare: 50 }, windowCalls: 4, failureStatuses }
    const { body } = await api.post(backtestOf('billing', 'group:usage')).send({ spec }).expect(200)
    return (body as Backtest).pairs[0] // the endpoint's own answer
  }

  expect(await run(['5xx'])).toMatchObject({
    caller: 'predict',
    callee: 'billing',
    calls: 12,
    refused: 2,
    opened: 1,
    circuits: 2,
  })
  expect(await run(['502'])).toMatchObject({ failed: 0, refused: 0 })
})

test('only the calls that the match takes are run through it', async () => {
  const { api, tell } = await world()
  const failing = { outcome: 'failed', status: 500, error: '500', callee: production('billing', 'billing-9') } as const
  await tell([
    ...row(6, 100, { ...failing, url: '/v1/usage/records' }),
    ...row(6, 100, { ...failing, url: '/v1/other' }),
  ])
  const match = {
    any: [{ all: [{ field: 'path', name: '', operator: 'starts-with', value: '/v1/usage', ignoreCase: false }] }],
  }

  const { body } = await api
    .post(backtestOf('billing', 'group:usage'))
    .send({ spec: { trip: {}, windowCalls: 4, failureStatuses: ['500'], match } })
    .expect(200)

  expect((body as Backtest).pairs[0]).toMatchObject({ calls: 6, refused: 2 }) // the endpoint's own answer
})

test('a pattern that would hang a backtracking engine is decided at once', async () => {
  const { api, tell } = await world()
  const failing = { outcome: 'failed', status: 500, error: '500', callee: production('billing', 'billing-8') } as const
  await tell(row(6, 100, { ...failing, headers: { 'x-evil': `${'a'.repeat(200)}!` } }))
  await tell(row(6, 100, { ...failing, headers: { 'x-evil': 'a'.repeat(200) } }))
  const slow = { field: 'header', name: 'x-evil', operator: 'matches', value: '^(a+)+$', ignoreCase: false }

  const { body } = await api
    .post(backtestOf('billing', 'group:evil'))
    .send({ spec: { trip: {}, windowCalls: 4, failureStatuses: ['500'], match: { any: [{ all: [slow] }] } } })
    .expect(200)

  expect((body as Backtest).pairs[0]).toMatchObject({ calls: 6, refused: 2 }) // the endpoint's own answer
})

test('no circuit comes of a breaker for one service that Mesher ignores', async () => {
  const { api, tell } = await world()
  await tell(row(6, 100, { callee: production('ocr-inert', 'ocr-1'), ...timedOut }))
  const spec = { trip: { errorShare: 50 }, minimumCalls: 4 }

  const run = async (service: string) => {
    const { body } = await api.post(backtestOf(service, 'caller:portal')).send({ spec }).expect(200)
    return body as Backtest // the endpoint's own answer
  }

  expect((await run('*')).pairs).toContainEqual(expect.objectContaining({ callee: 'ocr-inert', opened: 1 }))
  expect(await run('ocr-inert')).toMatchObject({ pairs: [], findings: [{ code: 'backtest-no-circuits' }] })
})

test('a backtest needs the right to read calls, and refuses a draft that cannot be written', async () => {
  const { api, apiAs } = await world()
  const spec = { trip: {}, minimumCalls: 4 }
  const stranger = await apiAs([{ ...everywhere('operator'), namespace: 'cloud@testing' }])

  await stranger.post(backtestOf('*', 'caller:portal')).send({ spec }).expect(403)
  await api.post(backtestOf('*', 'caller:portal')).send({ spec: {} }).expect(400)
})

test('a draft that reads masked queries is tried by nobody who may not unmask them', async () => {
  const { api, apiAs } = await world()
  const of = (field: string) => ({
    any: [{ all: [{ field, name: 'phone', operator: 'starts-with', value: '13', ignoreCase: false }] }],
  })
  const spec = (field: string) => ({ trip: {}, windowCalls: 4, failureStatuses: ['500'], match: of(field) })
  const operator = await apiAs([everywhere('operator')])
  const path = backtestOf('billing', 'group:usage')

  const { body } = await operator
    .post(path)
    .send({ spec: spec('query') })
    .expect(403)
  expect(body).toMatchObject({ code: 'backtest-query-masked' })
  await operator
    .post(path)
    .send({ spec: spec('header') })
    .expect(200)
  await api
    .post(path)
    .send({ spec: spec('query') })
    .expect(200)
})

test('circuits of calls that are not seen are not told', async () => {
  const { tell, apiAs } = await world()
  await tell([{ callee: production('ocr-hidden'), ...refused, atMs: ago(30) }])
  const stranger = await apiAs([{ ...everywhere('viewer'), service: 'vpc' }])

  expect(await circuits(stranger, 'ocr-hidden')).toEqual([])
})
