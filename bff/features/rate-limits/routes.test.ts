import { afterAll, beforeEach, expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { Backtest } from '#shared/features/rate-limits/backtest.ts'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { demoMesh, emptyRecords } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'

const records = emptyRecords()
afterAll(() => records.close())
beforeEach(async () => void (await records.calls.expire('cloud', instantOf(Date.now() + 86_400_000))))

const namespace = 'cloud@production'
const list = '/api/meshes/cloud/rate-limits'
const predict = { namespace, service: 'predict', version: '1.0.0', instance: 'predict-1' }
const portal = { namespace, service: 'portal', version: '2.3.0', instance: 'portal-1' }
const billing = { namespace, service: 'billing', version: '1.0.0', instance: 'billing-1' }
const secondMs = 1000

/** The beginning of a minute that is over, so that figures by the minute do not depend on when the test runs. */
const minute = () => Math.floor((Date.now() - 600_000) / 60_000) * 60_000

/** So many calls at one moment. */
const calls = (count: number, atMs: number, told: Told = {}) =>
  Array.from({ length: count }, () => reportedCall({ caller: predict, atMs, ...told }))

/** `ocr` behind Mesher, `billing` in java-chassis, and two callers. */
async function world() {
  const lab = await demoMesh(records)
  const mesher = { framework: { name: 'Mesher', version: 'latest' } }
  for (const name of ['ocr', 'predict', 'portal']) await lab.register(name, '1.0.0', {}, mesher)
  await lab.register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  const console = await consoleWith({ meshes: lab.meshes })
  await eventually(
    async () => (await lab.meshes.get('cloud')?.registry.snapshot())?.value.services.length === 4,
    'every service',
  )
  async function backtest(name: string, spec: unknown, more: { service?: string; api?: typeof console.api } = {}) {
    const { service = 'ocr', api = console.api } = more
    const body = { ref: { namespace, service, name }, spec }
    const answer = await api.post(`${list}/backtest`).send(body)
    return { status: answer.status, body: answer.body as Record<string, unknown>, told: answer.body as Backtest }
  }
  return { ...lab, ...console, backtest }
}

const limit = (number: number, more: object = {}) => ({ limit: number, per: 1, ...more })

test('a limit is listed, read and told what it can say', async () => {
  const { api, apiAs, byHand } = await world()
  await byHand.create({
    key: 'cse.flowcontrol.Consumer.qps.limit.ocr',
    value: '20',
    labels: { appId: 'cloud', environment: 'production' },
  })
  const other = await apiAs([{ ...everywhere('viewer'), service: 'vpc' }])

  const { body } = await api.get(list).expect(200)

  expect(body.value).toMatchObject([{ ref: { service: 'ocr', name: 'app' }, spec: { limit: 20, per: 1 } }])
  expect((await other.get(list).expect(200)).body.value).toEqual([])
  const features = async (service: string) =>
    (await api.get(`/api/meshes/cloud/namespaces/${namespace}/services/${service}/rate-limits?name=all`)).body.features
  expect(await features('ocr')).toMatchObject({
    refusal: { available: 'yes', reason: { code: 'refused-with-502' } },
    burst: { available: 'no', reason: { code: 'burst-is-a-fifth' } },
    'scope.group': { available: 'no' },
    'counting.token-bucket': { available: 'yes' },
  })
  expect(await features('billing')).toMatchObject({
    refusal: { reason: { code: 'refused-with-429' } },
    'scope.group': { available: 'yes' },
    'counting.window-of-first-call': { available: 'yes' },
  })
})

test('recorded calls pass a drafted limit in each sidecar by itself, told by caller, tenant, API and minute', async () => {
  const { backtest } = await world()
  const at = minute()
  const acme = { id: 't-1', name: 'Acme' }
  await records.calls.append('cloud', [
    ...calls(10, at, { tenant: acme, route: '/ocr/{kind}' }),
    ...calls(10, at + 60 * secondMs, { caller: portal }),
    ...calls(3, at, { caller: { ...predict, instance: 'predict-2' } }),
  ])

  const { told } = await backtest('app', limit(20))

  // A bucket of four for each calling sidecar.
  expect(told).toMatchObject({
    total: { calls: 23, before: 0, after: 12 },
    sidecars: 3,
    estimate: false,
    findings: [{ code: 'backtest-records-begin' }],
    callers: {
      named: [
        { service: 'predict', calls: 13, before: 0, after: 6 },
        { service: 'portal', calls: 10, before: 0, after: 6 },
      ],
      others: 0,
    },
    tenants: { named: [{ ...acme, calls: 10, after: 6 }] },
  })
  expect(told.apis.named).toContainEqual({ method: 'POST', path: '/ocr/{kind}', calls: 10, before: 0, after: 6 })
  const refused = told.steps.flatMap(({ after }, index) =>
    after > 0 ? [[Date.parse(told.window.from) + index * told.stepSeconds * 1000 <= at + 60_000, after]] : [],
  )
  expect(refused.map(([, after]) => after)).toEqual([6, 6])
})

test('what the limits of now refuse stands beside it', async () => {
  const { backtest, byHand, api } = await world()
  await records.calls.append('cloud', calls(30, minute()))
  const key = 'cse.flowcontrol.Consumer.qps.limit.ocr'
  await byHand.create({ key, value: '100', labels: { appId: 'cloud', environment: 'production' } })
  await eventually(async () => (await api.get(list)).body.value.length === 1, 'the limit')

  expect((await backtest('app', limit(0))).told.total).toEqual({ calls: 30, before: 10, after: 30 })
  expect((await backtest('app', null)).told.total).toEqual({ calls: 30, before: 10, after: 0 })
  // A caller's own limit takes the place of the one for all.
  expect((await backtest('caller:predict', limit(150))).told.total).toEqual({ calls: 30, before: 10, after: 0 })
})

test('a caller with a limit of its own leaves the bucket that all callers share', async () => {
  const { backtest, byHand, api } = await world()
  await records.calls.append('cloud', [...calls(20, minute()), ...calls(10, minute() + 1, { caller: portal })])
  await byHand.create({
    key: 'cse.flowcontrol.Provider.qps.global.limit',
    value: '100',
    labels: { appId: 'cloud', environment: 'production', serviceName: 'ocr', version: '1.0.0' },
  })
  await eventually(async () => (await api.get(list)).body.value.length === 1, 'the limit')

  const { told } = await backtest('from:predict', limit(0))

  expect(told.callers.named).toMatchObject([
    { service: 'predict', calls: 20, before: 0, after: 20 },
    { service: 'portal', calls: 10, before: 10, after: 0 },
  ])
  expect(told.sidecars).toBe(1)
})

test('java-chassis counts so many calls in the second of the first one', async () => {
  const { backtest } = await world()
  await records.calls.append('cloud', calls(10, minute(), { callee: billing }))

  expect((await backtest('all', limit(4), { service: 'billing' })).told.total).toMatchObject({ after: 6 })
})

const ofTenant = (tenant: string) => ({
  any: [{ all: [{ field: 'header', name: 'x-tenant-id', operator: 'is', value: tenant, ignoreCase: false }] }],
})

test('a group counts the calls that it takes, and refuses to guess where their headers are not recorded', async () => {
  const { backtest } = await world()
  const spec = limit(4, { match: ofTenant('acme') })
  await records.calls.append('cloud', [
    ...calls(10, minute(), { callee: billing, headers: { 'x-tenant-id': 'acme' } }),
    ...calls(10, minute(), { callee: billing, headers: { 'x-tenant-id': 'globex' } }),
    ...calls(10, minute(), { callee: billing, withoutHeaders: ['x-tenant-id'] }),
  ])

  const { told } = await backtest('group:vip', spec, { service: 'billing' })
  expect(told).toMatchObject({
    total: { calls: 10, before: 0, after: 6 },
    findings: [{}, { code: 'backtest-other-limits' }],
  })

  await records.calls.append('cloud', calls(10, minute(), { callee: billing }))
  const { body } = await backtest('group:vip', spec, { service: 'billing' })
  expect(body).toMatchObject({ code: 'backtest-headers-missing', params: { percent: 75, names: 'x-tenant-id' } })
})

test('calls whose sidecar nobody knows are left out, and it is an estimate', async () => {
  const { backtest } = await world()
  const { instance: _, ...somewhere } = predict
  await records.calls.append('cloud', [...calls(10, minute()), ...calls(2, minute(), { caller: somewhere })])

  expect((await backtest('app', limit(0))).told).toMatchObject({
    total: { calls: 10, after: 10 },
    estimate: true,
    findings: [{}, { code: 'backtest-without-instance', params: { count: 2 } }],
  })
})

test('a draft that is none is refused with what is wrong, and so is a reader without the permission', async () => {
  const { backtest, apiAs } = await world()
  const viewer = await apiAs([{ ...everywhere('viewer'), service: 'vpc' }])

  expect((await backtest('app', limit(2.5))).body).toMatchObject({
    code: 'backtest-not-drafted',
    findings: [{ code: 'value-invalid', field: 'limit' }],
  })
  expect((await backtest('app', limit(5), { api: viewer })).status).toBe(403)
})

test('callers out of sight have no name', async () => {
  const { backtest, apiAs } = await world()
  await records.calls.append('cloud', calls(10, minute()))
  const operator = await apiAs([{ ...everywhere('operator'), service: 'ocr' }])

  const { told } = await backtest('all', limit(20), { api: operator })

  expect(told.callers.named).toEqual([{ service: '', hidden: true, calls: 10, before: 0, after: 6 }])
})

test('callers out of sight are not named as services whose counting is assumed', async () => {
  const { backtest, apiAs } = await world()
  const caller = { namespace, service: 'stranger', version: '1.0.0', instance: 'stranger-1' }
  await records.calls.append('cloud', calls(10, minute(), { caller }))
  const operator = await apiAs([{ ...everywhere('operator'), service: 'ocr' }])

  const assumed = { code: 'backtest-counting-assumed', params: { services: 'stranger' } }
  expect((await backtest('app', limit(20))).told.findings).toContainEqual(expect.objectContaining(assumed))
  const { status, body } = await backtest('app', limit(20), { api: operator })
  expect(status).toBe(200)
  expect(JSON.stringify(body)).not.toContain('stranger')
})

test('a pattern that would hang a backtracking engine is decided at once', async () => {
  const { backtest } = await world()
  const slow = { field: 'header', name: 'x-evil', operator: 'matches', value: '^(a+)+$', ignoreCase: false }
  await records.calls.append('cloud', [
    ...calls(6, minute(), { callee: billing, headers: { 'x-evil': `${'a'.repeat(200)}!` } }),
    ...calls(6, minute(), { callee: billing, headers: { 'x-evil': 'a'.repeat(200) } }),
  ])

  const { told } = await backtest('group:vip', limit(4, { match: { any: [{ all: [slow] }] } }), { service: 'billing' })

  expect(told).toMatchObject({ total: { calls: 6, before: 0, after: 2 } })
})
