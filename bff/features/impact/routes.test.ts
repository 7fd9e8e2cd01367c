import { afterAll, beforeEach, expect, test } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import { settleWindow } from '#shared/contract/window.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { Impact, RouteImpact } from '#shared/features/impact/model.ts'
import type { Route } from '#shared/features/route-rules/model.ts'
import { meshNamed } from '../../ports/mesh.ts'
import { emptyRecords } from '../../test-support/demo-mesh.ts'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { demoMesh } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import {
  android,
  canary,
  edit,
  everything,
  ocrKey,
  ocrLabels,
  ocrRef,
  stable,
  stableText,
  to,
} from '../../test-support/ocr-mesh.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'
import { impactOf } from './service.ts'

const records = emptyRecords()
afterAll(() => records.close())
beforeEach(async () => void (await records.calls.expire('cloud', instantOf(Date.now() + 86_400_000))))

const { namespace } = ocrRef
const predict = { namespace, service: 'predict', version: '1.0.0' }
const callsTo = (count: number, told: Told = {}) =>
  Array.from({ length: count }, (_, index) =>
    reportedCall({ caller: predict, atMs: Date.now() - 60_000 - index, ...told }),
  )
const withDevice = (os: string) => ({ headers: { 'device-os': os } })
const without = { withoutHeaders: ['device-os'] }

/** A console on a mesh with `ocr` in two versions, of which a rule from outside keeps all calls on 1.0.0. */
async function world() {
  const lab = await demoMesh(records)
  const mesher = { framework: { name: 'Mesher', version: 'latest' } }
  for (const [name, version] of [
    ['ocr', '1.0.0'],
    ['ocr', '1.0.1'],
    ['predict', '1.0.0'],
  ] as const)
    await lab.register(name, version, {}, mesher)
  await lab.byHand.create({ key: ocrKey, value: stableText, labels: ocrLabels })
  const console = await consoleWith({ meshes: lab.meshes })
  await eventually(async () => {
    const services = (await lab.meshes.get('cloud')?.registry.snapshot())?.value.services ?? []
    return services.length === 2 && services.some(({ versions }) => versions.length === 2)
  }, 'both services')
  async function impact(edits: unknown[], api = console.api, query = ''): Promise<RouteImpact> {
    const { body } = await api.post(`/api/impact${query}`).send({ edits }).expect(200)
    const { services } = body as Impact
    if (!services[0]) throw new Error('no impact')
    return services[0]
  }
  return { ...lab, ...console, impact }
}

const codes = ({ findings }: RouteImpact) => findings.map(({ code }) => code)
const version = (name: string) => ({ kind: 'version', version: name, labels: {} })

test('the calls that go elsewhere are told with who makes them, and open as records', async () => {
  const { impact, api } = await world()
  const harbour = { id: 't-1', name: 'Harbour' }
  await records.calls.append('cloud', [
    ...callsTo(200, { ...withDevice('android'), tenant: harbour, url: '/ocr/recognize?page=1' }),
    ...callsTo(300, withDevice('ios')),
    ...callsTo(100, without),
    ...callsTo(50, { ...withDevice('android'), caller: undefined }),
    ...callsTo(50, { ...withDevice('android'), caller: { ...predict, namespace: 'cloud@testing' } }),
  ])

  const told = await impact([edit(canary)])

  expect(told).toMatchObject({
    namespace,
    service: 'ocr',
    calls: 600,
    oneIn: 1,
    unrecorded: 0,
    undecided: 0,
    findings: [],
  })
  expect(told.figures).toMatchObject({
    calls: 600,
    moved: expect.closeTo(10, 6),
    unmatched: { before: 0, after: 0 },
    ends: expect.arrayContaining([
      { end: version('1.0.0'), before: 600, after: expect.closeTo(590, 6) },
      { end: version('1.0.1'), before: 0, after: expect.closeTo(10, 6) },
    ]),
    routes: expect.arrayContaining([
      { policy: 'app', name: 'android', after: { index: 0, calls: 200 } },
      { policy: 'app', name: 'everything', before: { index: 0, calls: 600 }, after: { index: 1, calls: 400 } },
    ]),
    moves: [{ from: version('1.0.0'), to: version('1.0.1'), calls: expect.closeTo(10, 6) }],
    callers: {
      named: [{ caller: { service: 'predict', version: '1.0.0' }, calls: 600, moved: expect.closeTo(10, 6) }],
    },
    tenants: { named: [{ tenant: harbour, calls: 200, moved: expect.closeTo(10, 6) }], others: 0 },
  })
  const [example] = told.examples
  expect(example).toMatchObject({
    caller: { service: 'predict', version: '1.0.0' },
    tenant: harbour,
    path: '/ocr/recognize',
    calls: 200,
    before: { route: { policy: 'app', name: '*' }, parts: [{ end: version('1.0.0'), part: 1 }] },
    after: { route: { policy: 'app', name: 'android' } },
  })
  const { body } = await api.get(`/api/meshes/cloud/calls/${example?.id}`).expect(200)
  expect(body).toMatchObject({ headers: { 'device-os': 'android' }, callee: { service: 'ocr' } })
})

test('what is proposed without a change moves nothing', async () => {
  const { impact } = await world()
  await records.calls.append('cloud', callsTo(150, withDevice('android')))

  const told = await impact([edit(stable)])

  expect(told).toMatchObject({ figures: { calls: 150, moved: 0, moves: [] }, examples: [] })
})

test('nothing is told when too few calls were recorded with a header that the rule reads', async () => {
  const { impact } = await world()
  await records.calls.append('cloud', [...callsTo(170, withDevice('android')), ...callsTo(30)])

  const told = await impact([edit(canary)])

  expect(told.figures).toBeUndefined()
  expect(told.findings).toEqual([
    { code: 'impact-header-missing', severity: 'error', params: { header: 'device-os', share: 85 } },
  ])
})

test('calls without a record of the header are left out while they are few, and it is said', async () => {
  const { impact } = await world()
  await records.calls.append('cloud', [...callsTo(190, withDevice('android')), ...callsTo(10)])

  const told = await impact([edit(canary)])

  expect(told).toMatchObject({ calls: 200, unrecorded: 10, figures: { calls: 190, moved: expect.closeTo(9.5, 6) } })
  expect(codes(told)).toEqual(['impact-unrecorded'])
})

test('a header that no call carries is pointed out', async () => {
  const { impact } = await world()
  await records.calls.append('cloud', callsTo(200, without))

  expect(codes(await impact([edit(canary)]))).toEqual(['impact-header-never-seen'])
})

test('calls that would match no route fall to the newest version, and those sent to nobody meet no instance', async () => {
  const { impact } = await world()
  await records.calls.append('cloud', [...callsTo(100, withDevice('android')), ...callsTo(300, withDevice('ios'))])

  const open = await impact([edit({ routes: [android(to('1.0.0', 100))] })])
  const nobody = await impact([edit({ routes: [everything(to('9.9.9', 100))] })])
  const deleted = await impact([edit(null)])

  expect(open.figures).toMatchObject({ moved: 300, unmatched: { before: 0, after: 300 } })
  expect(nobody.figures?.ends).toContainEqual({ end: { kind: 'no-instance' }, before: 0, after: 400 })
  expect(deleted.figures).toMatchObject({ moved: 400, unmatched: { before: 0, after: 400 } })
})

test('a rule for one caller decides its calls alone, and others keep the rule of all', async () => {
  const { impact } = await world()
  const portal = { ...predict, service: 'portal' }
  await records.calls.append('cloud', [...callsTo(200), ...callsTo(100, { caller: portal })])
  const own = edit({ routes: [everything(to('1.0.1', 100))] }, 'none', { name: 'caller:predict@1.0.0' })

  const told = await impact([own])

  expect(told.figures).toMatchObject({
    moved: 200,
    callers: {
      named: [
        { caller: { service: 'predict' }, calls: 200, moved: 200 },
        { caller: { service: 'portal' }, calls: 100, moved: 0 },
      ],
    },
  })
})

test('few calls and none are said to be', async () => {
  const { impact } = await world()
  expect(codes(await impact([edit(canary)]))).toEqual(['impact-no-calls'])

  await records.calls.append('cloud', callsTo(5, withDevice('android')))

  expect(codes(await impact([edit(canary)]))).toEqual(['impact-few-calls'])
})

test('a draft that is not complete is answered with what is missing', async () => {
  const { impact } = await world()
  const half: Route = everything(to('1.0.0', 60))

  const told = await impact([edit({ routes: [half] })])

  expect(told.figures).toBeUndefined()
  expect(told.findings).toMatchObject([{ code: 'weights-miss-100', field: 'edits.0.spec.routes.0.destinations' }])
})

test('who may not see calls is refused, callers out of sight have no name, and other tenants do not count', async () => {
  const { impact, apiAs } = await world()
  await records.calls.append('cloud', [
    ...callsTo(100, { ...withDevice('android'), tenant: { id: 't-1' } }),
    ...callsTo(200, { ...withDevice('android'), tenant: { id: 't-2' } }),
  ])
  const ocrAlone = await apiAs([{ ...everywhere('operator'), service: 'ocr', tenant: 't-1' }])
  const elsewhere = await apiAs([{ ...everywhere('operator'), service: 'vpc' }])

  const told = await impact([edit(canary)], ocrAlone)

  expect(told).toMatchObject({ calls: 100, figures: { moved: expect.closeTo(5, 6) } })
  expect(told.figures?.callers.named).toMatchObject([{ caller: { service: '', hidden: true } }])
  expect(JSON.stringify(told)).not.toContain('predict')
  await elsewhere
    .post('/api/impact')
    .send({ edits: [edit(canary)] })
    .expect(403)
})

test('the window is the one that was asked for', async () => {
  const { impact, api } = await world()
  await records.calls.append('cloud', callsTo(200, { ...withDevice('android'), atMs: Date.now() - 7_200_000 }))

  expect(await impact([edit(canary)])).toMatchObject({ calls: 0 })
  expect(await impact([edit(canary)], api, '?last=6h')).toMatchObject({ calls: 200 })
})

const slow = { field: 'header', name: 'x-evil', operator: 'matches', value: '^(a+)+$', ignoreCase: false } as const
const evil = { headers: { 'x-evil': `${'a'.repeat(200)}!` } }

test('a pattern that would hang a backtracking engine is decided at once', async () => {
  const { impact } = await world()
  await records.calls.append('cloud', callsTo(200, evil))
  const route: Route = { name: 'evil', match: { any: [{ all: [slow] }] }, destinations: [to('1.0.1', 100)] }

  const told = await impact([edit({ routes: [route, everything(to('1.0.0', 100))] })])

  expect(told.figures).toMatchObject({ calls: 200, moved: 0 })
})

test('what time does not suffice for is left out, and it is said', async () => {
  const { meshes } = await world()
  await records.calls.append('cloud', callsTo(200, withDevice('android')))
  const mesh = meshNamed(meshes, 'cloud')
  const target = mesh.target('route-rules')
  if (!target) throw new Error('no route rules')
  const window = settleWindow({ last: '1h' }, Date.now())
  const question = { mesh, target, namespace, service: 'ocr', window, visibility: wholeMesh('cloud'), mayUnmask: true }

  const told = await impactOf(
    {
      ...question,
      edits: [{ edit: { ...edit(canary), ref: ocrRef }, field: 'edits.0' }],
      policies: await target.list(),
      seconds: 0,
    },
    AbortSignal.timeout(5000),
  )

  expect(told).toMatchObject({ calls: 200, findings: [{ code: 'impact-cut-short', params: { count: 200 } }] })
  expect(told).not.toHaveProperty('figures')
})
