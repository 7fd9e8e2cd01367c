import { expect, test } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import type { CallHandling, HandlingStep } from '#shared/features/call-handling/model.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { revisionsOf } from '../../changes/revisions.ts'
import type { ChangeTables } from '../../changes/tables.ts'
import { type Api, everywhere } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import {
  baseOf,
  canary,
  edit,
  ocrKey,
  ocrLabels,
  ocrMesh,
  ocrRef,
  proposal,
  stableText,
} from '../../test-support/ocr-mesh.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'

const { namespace } = ocrRef
const predict = { namespace, service: 'predict', version: '1.0.0', instance: 'predict-1' }
const androids = { headers: { 'device-os': 'android' } }

/** A console that looks at the mesh by itself, with the rule of `ocr` as revision 1. */
async function world() {
  const lab = await ocrMesh({ settings: { outsidePollMs: 30 } })
  await lab.register('predict', '1.0.0', {})
  const tables = lab.database.withTables<ChangeTables>()
  const history = async (ref = ocrRef) => (await revisionsOf(tables, ref, { limit: 100 })).revisions
  const seen = (count: number, ref = ocrRef) =>
    eventually(async () => (await history(ref)).length >= count, `${count} revisions of ${ref.service}/${ref.name}`)
  await seen(1)
  // Every kind is looked at: only then what is not there is known not to be.
  await eventually(async () => (await tables.selectFrom('policy_watch').selectAll().execute()).length >= 6, 'all kinds')

  /** Records a call from predict to ocr and answers its id. */
  async function recorded(told: Told = {}): Promise<string> {
    const call = reportedCall({ caller: predict, ...told })
    await lab.records.calls.append('cloud', [call])
    // One half alone becomes a record when the other one did not come.
    await eventually(() => lab.records.calls.find(call.id, wholeMesh('cloud')), 'the record')
    return call.id
  }
  async function handling(id: string, api: Api = lab.api): Promise<CallHandling> {
    const { body } = await api.get(`/api/meshes/cloud/calls/${id}/handling`).expect(200)
    return body as CallHandling // the endpoint's own answer
  }
  return {
    ...lab,
    seen,
    recorded,
    handling,
    handled: async (told?: Told, api?: Api) => handling(await recorded(told), api),
  }
}

const stepOf = ({ steps }: CallHandling, kind: HandlingStep['kind'], side: HandlingStep['side'] = 'caller') => {
  const step = steps.find((one) => one.kind === kind && one.side === side)
  if (!step) throw new Error(`no ${kind} of the ${side}`)
  return step
}

const canaryIn = async (api: Api): Promise<ChangeRequest> =>
  (
    await api
      .post('/api/changes')
      .send(proposal(edit(canary, await baseOf(api))))
      .expect(200)
  ).body as ChangeRequest // the endpoint's own answer

test('a call tells the rule and the route that took it, with the part that its version had', async () => {
  const { handled } = await world()

  const step = stepOf(await handled(androids), 'route-rules')

  expect(step).toMatchObject({ known: true, withheld: false })
  expect(step.policies).toMatchObject([{ ref: ocrRef, state: 'in-force', revision: { number: 1, origin: 'outside' } }])
  expect(step.route).toMatchObject({
    outcome: 'routed',
    index: 0,
    destinations: [{ labels: { version: '1.0.0' }, share: 1, went: true }],
  })
})

test('a rule that was changed afterwards is told as it was, with the change that made it', async () => {
  const { api, handled, recorded, handling } = await world()
  const before = await recorded(androids)
  const change = await canaryIn(api)

  const older = stepOf(await handling(before), 'route-rules')
  const newer = stepOf(await handled(androids), 'route-rules')

  expect(older.policies).toMatchObject([{ revision: { number: 1, origin: 'outside' } }])
  expect(older.route).toMatchObject({ outcome: 'routed', match: { any: [] } })
  expect(newer.policies).toMatchObject([
    { revision: { number: 2, origin: 'meshdeck', change: change.id, author: 'somebody-1' } },
  ])
  expect(newer.route).toMatchObject({
    name: 'android',
    destinations: [
      { labels: { version: '1.0.0' }, share: 0.95, went: true },
      { labels: { version: '1.0.1' }, share: 0.05, went: false },
    ],
  })
})

test('what others wrote counts from when it was seen', async () => {
  const { handled, recorded, handling, byHand, seen } = await world()
  const before = await recorded()
  const [document] = await byHand.documents(ocrKey)
  await byHand.update(document?.id ?? '', stableText.replace('1.0.0', '1.0.1'))
  await seen(2)

  const [older, newer] = [await handling(before), await handled()]

  expect(stepOf(older, 'route-rules').policies).toMatchObject([{ revision: { number: 1 } }])
  expect(stepOf(newer, 'route-rules').policies).toMatchObject([{ revision: { number: 2, origin: 'outside' } }])
  // The call went where this rule sends nobody: its proxy may have held the older one still.
  expect(stepOf(newer, 'route-rules').route).toMatchObject({ destinations: [{ went: false }] })
})

test('a call from before the first sight is not known, and neither is what was not there', async () => {
  const { handled } = await world()

  const handling = await handled({ atMs: Date.now() - 60_000 })

  const step = stepOf(handling, 'route-rules')
  expect(step).toMatchObject({ known: false, policies: [{ ref: ocrRef, state: 'unknown' }] })
  expect(step.policies[0]?.firstSeen).toBeDefined()
  expect(step.policies[0]).not.toHaveProperty('revision')
  expect(step).not.toHaveProperty('route')
  expect(stepOf(handling, 'retries')).toMatchObject({ known: false, policies: [] })
})

test('a rule that was deleted before the call did nothing to it', async () => {
  const { handled, byHand, seen } = await world()
  const [document] = await byHand.documents(ocrKey)
  await byHand.remove(document?.id ?? '')
  await seen(2)

  expect(stepOf(await handled(), 'route-rules')).toMatchObject({
    known: true,
    policies: [],
    route: { outcome: 'none' },
  })
})

test('a route that reads a header which was not recorded is not known; one that was absent is', async () => {
  const { api, handled } = await world()
  await canaryIn(api)

  const blind = stepOf(await handled(), 'route-rules').route
  const without = stepOf(await handled({ withoutHeaders: ['device-os'] }), 'route-rules').route

  expect(blind).toMatchObject({ outcome: 'not-recorded', name: 'android', missing: [{ name: 'device-os' }] })
  expect(without).toMatchObject({ outcome: 'routed', index: 1, destinations: [{ share: 1, went: true }] })
})

test('what the weights leave over goes to the instances that nobody names where the caller is of java-chassis', async () => {
  const { handled, byHand, register, seen } = await world()
  await register('billing', '2.0.3', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  const [document] = await byHand.documents(ocrKey)
  await byHand.remove(document?.id ?? '')
  await seen(2)
  const value = '- precedence: 1\n  route: [{weight: 60, tags: {version: "1.0.1"}}]\n'
  await byHand.create({ key: ocrKey, value, labels: { app: 'cloud', environment: 'production' } })
  await seen(3)
  const caller = { namespace: 'cloud@production', service: 'billing', version: '2.0.3' }

  const { route } = stepOf(await handled({ caller }), 'route-rules')

  // The called instance is of 1.0.0: no route names it, and it is not the newest either.
  expect(route).toMatchObject({
    destinations: [
      { labels: { version: '1.0.1' }, share: 0.6, went: false },
      { labels: {}, others: true, share: 0.4, went: true },
    ],
  })
})

test('a pattern that would hang a backtracking engine is decided at once', async () => {
  const { handled, byHand, seen } = await world()
  const [document] = await byHand.documents(ocrKey)
  const value = `- precedence: 2
  match: {headers: {X-Evil: {regex: "^(a+)+$"}}}
  route: [{weight: 100, tags: {version: "1.0.1"}}]
- precedence: 1
  route: [{weight: 100, tags: {version: "1.0.0"}}]
`
  await byHand.update(document?.id ?? '', value)
  await seen(2)

  const { route } = stepOf(await handled({ headers: { 'x-evil': `${'a'.repeat(200)}!` } }), 'route-rules')

  expect(route).toMatchObject({ outcome: 'routed', index: 1 })
})

test('the limit of the side that answered most likely refused a call, and the nearer policy holds', async () => {
  const { handled, byHand, seen } = await world()
  const limit = (key: string, labels: Record<string, string>) => byHand.create({ key, value: '10', labels })
  await limit('cse.flowcontrol.Consumer.qps.limit.ocr', ocrLabels)
  await limit('cse.flowcontrol.Consumer.qps.limit.ocr', { ...ocrLabels, serviceName: 'predict', version: '1.0.0' })
  const ref = { ...ocrRef, kind: 'rate-limits' as const }
  await seen(1, ref)
  await seen(1, { ...ref, name: 'caller:predict' })

  const limited = await handled({ outcome: 'limited', status: 502, halves: 'client' })
  const fine = await handled()
  const early = await handled({ atMs: Date.now() - 60_000 })

  expect(stepOf(limited, 'rate-limits').policies).toMatchObject([
    { ref: { name: 'caller:predict' }, state: 'in-force', likely: true },
    { ref: { name: 'app' }, state: 'overridden', by: { service: 'ocr', name: 'caller:predict' } },
  ])
  expect(JSON.stringify(fine)).not.toContain('likely')
  // They were not there when the console looked first, so for what was before that they are nothing to name.
  expect(stepOf(early, 'rate-limits')).toMatchObject({ known: false, policies: [] })
})

test('a call from outside passed no proxy of a caller', async () => {
  const { handled } = await world()

  const handling = await handled({ caller: undefined })

  expect(handling.blind).toEqual({ caller: 'outside' })
  expect(handling.steps.map(({ side }) => side)).toEqual(['called'])
})

test('who sees the called service alone is told neither the caller nor what is about it', async () => {
  const { handled, apiAs } = await world()
  const ocrAlone = await apiAs([{ ...everywhere('viewer'), service: 'ocr' }])
  const elsewhere = await apiAs([{ ...everywhere('viewer'), service: 'vpc' }])

  const handling = await handled({}, ocrAlone)

  expect(handling.blind).toEqual({ caller: 'hidden' })
  expect(JSON.stringify(handling)).not.toContain('predict')
  await elsewhere.get(`/api/meshes/cloud/calls/${'0'.repeat(32)}-${'0'.repeat(16)}-0/handling`).expect(404)
})

test('a policy about every service is withheld from who sees one, and it is said', async () => {
  const { handled, apiAs, byHand, seen } = await world()
  await byHand.create({ key: 'cse.loadbalance.retryEnabled', value: 'true', labels: ocrLabels })
  await byHand.create({ key: 'cse.loadbalance.retryOnNext', value: '2', labels: ocrLabels })
  await seen(1, { ...ocrRef, service: '*', kind: 'retries' })
  const pair = await apiAs([
    { ...everywhere('viewer'), service: 'ocr' },
    { ...everywhere('viewer'), service: 'predict' },
  ])

  expect(stepOf(await handled(), 'retries').policies).toMatchObject([{ ref: { service: '*' }, state: 'in-force' }])
  expect(stepOf(await handled({}, pair), 'retries')).toMatchObject({ withheld: true, policies: [] })
})
