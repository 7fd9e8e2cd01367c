import { expect, test } from 'vitest'
import type { RoleBinding } from '#shared/access/binding.ts'
import { instantOf } from '#shared/contract/instant.ts'
import { openCallRecords, type OpenCallRecords } from '../../adapters/duckdb/open.ts'
import type { ReportedCall } from '../../ports/call-records.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { dataFolder } from '../../test-support/data-folder.ts'
import { emptyRegistry } from '../../test-support/registry-snapshot.ts'
import { reportedCall } from '../../test-support/reported-call.ts'
import { sharedRecords } from '../../test-support/shared-records.ts'

const records = sharedRecords()

async function consoleWithCalls(...reported: ReportedCall[]) {
  return await consoleOver(await records(), ...reported)
}

async function consoleOver(store: OpenCallRecords, ...reported: ReportedCall[]) {
  const mesh: ConnectedMesh = {
    name: 'cloud',
    kind: 'servicecomb',
    sampling: 'all',
    registry: emptyRegistry(),
    metrics: store.metrics('cloud'),
    calls: store.calls,
    chainOf: () => ({ outgoing: [], incoming: [] }),
    frameworks: () => Promise.resolve([]),
    target: () => undefined,
    connections: () => [],
    test: () => Promise.resolve([]),
  }
  if (reported.length > 0) await store.calls.append('cloud', reported)
  return await consoleWith({ meshes: new Map([['cloud', mesh]]) })
}

const bound = (role: RoleBinding['role'], place: Partial<RoleBinding>): RoleBinding => ({
  ...everywhere(role),
  ...place,
})

const personal = () =>
  reportedCall({
    url: '/login?email=lin%40example.org&page=2',
    requestType: 'application/json',
    requestBytes: 90,
    requestBody: '{"user":{"name":"Lin","phone":"13800138000"},"page":2}',
    responseBytes: 9000,
    responseBody: '{"ok":true',
  })

test('a tenant’s 404s of a window are found page by page, with exact totals and a stamp', async () => {
  const tenant = { id: 't-1', name: 'Harbour' }
  const vpc = { namespace: 'cloud@production', service: 'vpc', version: '1.0.0' }
  const wanted = Array.from({ length: 3 }, () => reportedCall({ tenant, callee: vpc, status: 404 }))
  const { api } = await consoleWithCalls(
    ...wanted,
    reportedCall({ atMs: Date.now() - 600_000 }),
    reportedCall({ tenant }),
    reportedCall({ callee: vpc, status: 404 }),
  )
  const query = { callee: 'vpc', tenant: 't-1', status: '4xx', last: '5m', limit: '2' }

  const first = await api.get('/api/meshes/cloud/calls').query(query).expect(200)
  const { window, next } = first.body as { window: { from: string; to: string }; next: string }
  const { last: _, ...rest } = query
  const second = await api
    .get('/api/meshes/cloud/calls')
    .query({ ...rest, ...window, cursor: next })
    .expect(200)

  expect(first.body).toMatchObject({ total: 3, all: 5, stamp: { source: 'Call records', completeness: 'complete' } })
  const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)
  expect(ids.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
  expect(second.body).not.toHaveProperty('next')
})

test('several values of a field are alternatives, and bars count the same calls', async () => {
  const { api } = await consoleWithCalls(
    reportedCall({ status: 404 }),
    reportedCall({ status: 503, outcome: 'failed' }),
    reportedCall(),
  )

  const search = await api.get('/api/meshes/cloud/calls?status=404&status=5xx&last=5m').expect(200)
  const { body } = await api.get('/api/meshes/cloud/call-histogram?status=404&status=5xx&last=5m').expect(200)

  expect(search.body.total).toBe(2)
  const bars = body.bars as { calls: number; failed: number; clientErrors: number }[]
  expect(bars.length).toBeLessThanOrEqual(90)
  expect(bars.reduce((sum, bar) => sum + bar.calls, 0)).toBe(2)
  expect(bars.reduce((sum, bar) => sum + bar.failed, 0)).toBe(1)
})

test('a filter that does not exist is refused by its name, so that a misspelt one never widens an answer', async () => {
  const { api } = await consoleWithCalls()

  const { body } = await api.get('/api/meshes/cloud/calls?calee=vpc').expect(400)

  expect(body).toMatchObject({ code: 'invalid-input', findings: [{ code: 'value-unknown', params: { key: 'calee' } }] })
})

test.for([
  ['half a window', 'from=2026-11-20T14:00:00Z', 'window-half'],
  ['a status that is none', 'status=9xx', 'value-invalid'],
  ['a cursor of somebody else', 'cursor=abc', 'cursor-invalid'],
])('%s is refused', async ([, query, code]) => {
  const { api } = await consoleWithCalls()

  const { body } = await api.get(`/api/meshes/cloud/calls?${query}`).expect(400)

  expect(JSON.stringify(body)).toContain(`"${code}"`)
})

test('completion offers the frequent values of a field', async () => {
  const { api } = await consoleWithCalls(reportedCall({ tenant: { id: 't-1', name: 'Harbour' } }))

  const { body } = await api.get('/api/meshes/cloud/call-values?field=tenant&prefix=har&last=5m').expect(200)

  expect(body).toEqual({ values: [{ value: 't-1', label: 'Harbour', calls: 1 }] })
})

test('an auditor reads bodies with personal values masked and their paths named', async () => {
  const call = personal()
  const { apiAs } = await consoleWithCalls(call)
  const auditor = await apiAs('auditor')

  const { body } = await auditor.get(`/api/meshes/cloud/calls/${call.id}`).expect(200)

  expect(body).toMatchObject({ url: '/login?email=•••&page=2', response: { cut: true, text: '{"ok":true' } })
  expect(body.request).toEqual({
    type: 'application/json',
    bytes: 90,
    cut: false,
    text: '{"user":{"name":"•••","phone":"•••"},"page":2}',
    masked: ['user.name', 'user.phone'],
  })
})

test.for<[string, string, number, boolean]>([
  ['a form of which a secret was dropped', 'page=2&password=[dropped]', 90, false],
  ['JSON of which a secret was dropped', '{"token":"[dropped]","page":2}', 900, false],
  ['JSON that ends before it is over', '{"token":"[dropped]","page', 900, true],
  ['a text that is shorter than it was', 'page=2', 90, true],
  ['a form that is as long as a record holds', `password=[dropped]&page=${'2'.repeat(4074)}`, 5000, true],
  ['a body of exactly what a record holds', 'a'.repeat(4096), 4096, false],
])('%s is told as cut off only if it is', async ([, requestBody, requestBytes, cut]) => {
  const call = reportedCall({ requestBody, requestBytes })
  const { apiAs } = await consoleWithCalls(call)
  const auditor = await apiAs('auditor')

  const { body } = await auditor.get(`/api/meshes/cloud/calls/${call.id}`).expect(200)

  expect(body.request).toMatchObject({ cut })
})

test('without the permission bodies stay away, and masks stay on', async () => {
  const call = personal()
  const { apiAs } = await consoleWithCalls(call)
  const viewer = await apiAs('viewer')

  const { body } = await viewer.get(`/api/meshes/cloud/calls/${call.id}`).expect(200)
  expect(body.request).not.toHaveProperty('text')
  expect(JSON.stringify(body)).not.toContain('13800138000')

  const refused = await viewer.get(`/api/meshes/cloud/calls/${call.id}?unmask=true`).expect(403)
  expect(refused.body).toMatchObject({ code: 'not-permitted', params: { permission: 'calls:unmask' } })
})

test('bodies are read only of the calls that the permission was given for', async () => {
  const toOcr = personal()
  const billing = { namespace: 'cloud@production', service: 'billing' }
  const toBilling = { ...personal(), caller: billing, callee: billing }
  const { apiAs } = await consoleWithCalls(toOcr, toBilling)
  const api = await apiAs([everywhere('viewer'), bound('auditor', { service: 'ocr' })])

  expect((await api.get(`/api/meshes/cloud/calls/${toOcr.id}`)).body.request).toHaveProperty('text')
  expect((await api.get(`/api/meshes/cloud/calls/${toBilling.id}`)).body.request).not.toHaveProperty('text')
})

test('who may lift masks sees personal values on asking, and the audit log says who it was', async () => {
  const call = personal()
  const { api, log } = await consoleWithCalls(call)

  const masked = await api.get(`/api/meshes/cloud/calls/${call.id}`).expect(200)
  const open = await api.get(`/api/meshes/cloud/calls/${call.id}?unmask=true`).expect(200)

  expect(JSON.stringify(masked.body)).not.toContain('13800138000')
  expect(open.body).toMatchObject({ url: call.url, request: { text: call.requestBody, masked: [] } })
  const { body } = await api.get('/api/audit/entries?event=masks-lifted').expect(200)
  expect(body.items).toMatchObject([
    { actor: 'somebody-1', object: { kind: 'call', id: call.id, mesh: 'cloud', service: 'ocr' } },
  ])
  expect(JSON.stringify(log)).not.toContain('13800138000')
})

test('a call of services that somebody may not see does not exist for them', async () => {
  const call = reportedCall()
  const { apiAs } = await consoleWithCalls(call, reportedCall({ caller: undefined }))
  const api = await apiAs([bound('viewer', { service: 'billing' })])

  await api.get(`/api/meshes/cloud/calls/${call.id}`).expect(404)
  const { body } = await api.get('/api/meshes/cloud/calls').expect(200)
  expect(body).toMatchObject({ items: [], total: 0, all: 0 })
})

test('while the records are silent, the answer says so and since when', async () => {
  const store = openCallRecords({ dataDir: dataFolder(), samplingOf: () => 'all' })
  await store.close()
  const { api } = await consoleOver(store)

  const { body } = await api.get('/api/meshes/cloud/calls').expect(503)

  expect(body).toMatchObject({ code: 'records-silent', params: { since: expect.any(String) } })
  expect(Date.parse(body.params.since)).toBeLessThanOrEqual(Date.parse(instantOf(Date.now())))
})
