import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Drift } from '#shared/features/drift/model.ts'
import { tableOf } from '../../audit/tables.ts'
import type { AuditTables } from '../../audit/tables.ts'
import type { Api, ConsoleOptions } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import {
  baseOf,
  canary,
  edit,
  everything,
  inKie,
  ocrKey,
  ocrMesh,
  ocrPath,
  ocrRef,
  proposal,
  stable,
  stableText,
  to,
} from '../../test-support/ocr-mesh.ts'
import { propose, reviewedMesh } from '../../test-support/reviewed-mesh.ts'

type World = Awaited<ReturnType<typeof ocrMesh>>

/** A rule that was written here. */
async function accepted(options: ConsoleOptions = {}): Promise<World & { ours: string }> {
  const world = await ocrMesh(options)
  await world.api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(world.api))))
    .expect(200)
  const [ours = ''] = await inKie(world)
  return { ...world, ours }
}

/** Somebody writes the rule behind the console's back. */
async function behindItsBack({ byHand }: World, text: string): Promise<void> {
  const [document] = await byHand.documents(ocrKey)
  await byHand.update(document?.id ?? '', text)
}

async function driftOf(api: Api): Promise<{ state: string; drift?: Drift }> {
  return (await api.get(`${ocrPath}/drift`).expect(200)).body as { state: string; drift?: Drift } // the endpoint's own answer
}

const theirs = stableText.replace('100', '60')
const listed = async (api: Api, query = '') => (await api.get(`/api/meshes/cloud/drift${query}`).expect(200)).body
const inAnHour = () => instantOf(Date.now() + 3_600_000)

test('what others change of a written policy drifts from when it was seen, with both states', async () => {
  const world = await accepted()
  expect(await driftOf(world.api)).toEqual({ state: 'accepted', newest: 2, adoptions: [] })

  await behindItsBack(world, theirs)

  const { state, drift } = await driftOf(world.api)
  expect(state).toBe('drifting')
  expect(drift).toMatchObject({
    ref: ocrRef,
    since: drift?.found.at,
    accepted: { number: 2, origin: 'meshdeck', author: world.name, native: [{ text: world.ours }] },
    found: { number: 3, origin: 'outside', native: [{ text: theirs }] },
    openChanges: [],
  })
  expect(await listed(world.api)).toEqual({ items: [drift], total: 1, drifting: 1, ignored: 0 })
})

test('it is found without anybody asking, and browsers are told', async () => {
  const world = await accepted({ settings: { outsidePollMs: 30 } })
  const before = await revisionOfTopic(world)
  await behindItsBack(world, theirs)

  const { items } = await eventually(async () => {
    const told = await listed(world.api)
    return told.total === 1 && told
  }, 'the drift')

  expect(items).toMatchObject([{ ref: ocrRef, found: { native: [{ text: theirs }] } }])
  // They are told once it is kept.
  await eventually(async () => (await revisionOfTopic(world)) > before, 'another revision of the topic')
})

test('browsers are told of what a reading found before the console looked by itself', async () => {
  const world = await accepted({ settings: { outsidePollMs: 400 } })
  await eventually(async () => (await revisionOfTopic(world)) > 0, 'the topic')
  const before = await revisionOfTopic(world)
  await behindItsBack(world, theirs)
  expect(await driftOf(world.api)).toMatchObject({ state: 'drifting' })

  await eventually(async () => (await revisionOfTopic(world)) > before, 'another revision of the topic')
  expect(await listed(world.api)).toMatchObject({ total: 1 })
})

test('what stood there before, and what nobody accepted, does not drift', async () => {
  const world = await ocrMesh()
  expect(await driftOf(world.api)).toMatchObject({ state: 'unaccepted' })
  await behindItsBack(world, theirs)

  expect(await driftOf(world.api)).toMatchObject({ state: 'unaccepted' })
  expect(await listed(world.api)).toMatchObject({ items: [], total: 0 })
})

test('whoever puts it back by hand ends the drift, and a later edit begins another one', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  const first = await driftOf(world.api)
  await behindItsBack(world, world.ours)
  expect(await driftOf(world.api)).toMatchObject({ state: 'accepted' })

  await behindItsBack(world, stableText)

  const second = await driftOf(world.api)
  expect(second.drift?.since).toBe(second.drift?.found.at)
  expect(second.drift?.found.number).toBe((first.drift?.found.number ?? 0) + 2)
})

test('a policy that others delete drifts, and the accepted state is made again', async () => {
  const world = await accepted()
  await world.byHand.remove((await world.byHand.documents(ocrKey))[0]?.id ?? '')
  expect(await driftOf(world.api)).toMatchObject({ state: 'drifting', drift: { found: { native: [] } } })

  const { body: preview } = await world.api.get(`${ocrPath}/drift/revert`).expect(200)
  expect(preview).toMatchObject({ base: 'none', writes: true, edits: [{ before: [] }] })
  await world.api.post(`${ocrPath}/drift/revert`).send({ base: preview.base, title: 'Again' }).expect(200)

  expect(await inKie(world)).toHaveLength(1)
  expect(await driftOf(world.api)).toMatchObject({ state: 'accepted' })
})

test('a revert is a change of its own that puts back what was accepted', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  const { body: preview } = await world.api.get(`${ocrPath}/drift/revert`).expect(200)
  expect(preview.edits[0]).toMatchObject({ before: [{ text: theirs }] })
  expect(await inKie(world)).toEqual([theirs])

  const { body: change } = await world.api
    .post(`${ocrPath}/drift/revert`)
    .send({ base: preview.base, title: 'Put it back', reason: 'nobody announced it' })
    .expect(200)

  expect(change).toMatchObject({ state: 'applied', title: 'Put it back', reason: 'nobody announced it' })
  const { body: now } = await world.api.get(ocrPath).expect(200)
  expect(now.policy.spec).toMatchObject({ routes: [{ destinations: [{ weight: 95 }, { weight: 5 }] }, {}] })
  expect(await driftOf(world.api)).toMatchObject({ state: 'accepted' })
  await world.api.post(`${ocrPath}/drift/revert`).send({ base: preview.base, title: 'Twice' }).expect(409)
})

test('a revert of what was changed again meanwhile is a conflict that shows theirs, and writes nothing', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  const { body: preview } = await world.api.get(`${ocrPath}/drift/revert`).expect(200)
  await behindItsBack(world, stableText)

  const { body } = await world.api
    .post(`${ocrPath}/drift/revert`)
    .send({ base: preview.base, title: 'Put it back' })
    .expect(409)

  expect(body).toMatchObject({ code: 'conflict', theirs: { native: [{ text: stableText }] } })
  expect(await inKie(world)).toEqual([stableText])
})

test('whoever may settle drift puts back what was accepted without the right to write the kind', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  const approver = await world.apiAs('approver')
  const { body: preview } = await approver.get(`${ocrPath}/drift/revert`).expect(200)

  const change = edit(stable, preview.base)
  await approver.post('/api/changes').send(proposal(change)).expect(403)
  await approver.post(`${ocrPath}/drift/revert`).send({ base: preview.base, title: 'Put it back' }).expect(200)

  const auditor = await world.apiAs('auditor')
  await auditor.get(`${ocrPath}/drift`).expect(200)
  await auditor.post(`${ocrPath}/drift/adoption`).send({ number: 4, reason: 'me, too' }).expect(403)
})

test('where approvals are asked for, one who only settles drift has it put back once another one approves', async () => {
  const world = await reviewedMesh()
  const [settler, reviewer] = world.approvers
  const approveAndApply = async ({ id, hash }: ChangeRequest) =>
    (await reviewer.api.post(`/api/changes/${id}/approve`).send({ hash, apply: true }).expect(200))
      .body as ChangeRequest // the endpoint's own answer
  expect(await approveAndApply(await propose(world.operators[0]))).toMatchObject({ state: 'applied' })
  await behindItsBack(world, theirs)
  const { body: preview } = await settler.api.get(`${ocrPath}/drift/revert`).expect(200)
  const asked = { base: preview.base, title: 'Put it back' }
  const { body: change } = await settler.api.post(`${ocrPath}/drift/revert`).send(asked).expect(200)
  expect(change).toMatchObject({ state: 'in_review', author: settler.name })

  expect(await approveAndApply(change)).toMatchObject({ state: 'applied' })

  expect(await driftOf(world.api)).toMatchObject({ state: 'accepted' })
})

test('an adopted state is the accepted one, with who said so and why, in the history and in the audit log', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  const number = (await driftOf(world.api)).drift?.found.number

  const { body } = await world.api
    .post(`${ocrPath}/drift/adoption`)
    .send({ number, reason: 'agreed by phone' })
    .expect(200)

  expect(body).toMatchObject({
    state: 'accepted',
    adoptions: [{ number, actor: world.name, reason: 'agreed by phone' }],
  })
  expect(await inKie(world)).toEqual([theirs])
  expect(await audited(world)).toMatchObject([{ event: 'drift-adopted', actor: world.name }])

  await behindItsBack(world, world.ours)
  expect((await driftOf(world.api)).drift).toMatchObject({
    accepted: { number },
    adoption: { reason: 'agreed by phone' },
  })
})

test('a policy that nobody ever accepted is looked after once it is adopted', async () => {
  const world = await ocrMesh()
  await driftOf(world.api)

  await world.api.post(`${ocrPath}/drift/adoption`).send({ number: 1, reason: 'ours from now on' }).expect(200)
  await behindItsBack(world, theirs)

  expect(await driftOf(world.api)).toMatchObject({ state: 'drifting', drift: { accepted: { number: 1 } } })
})

test('nobody accepts or lets be what was changed again since it was looked at', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  const number = (await driftOf(world.api)).drift?.found.number
  await behindItsBack(world, stableText)
  await driftOf(world.api)

  const adoption = await world.api.post(`${ocrPath}/drift/adoption`).send({ number, reason: 'fine' }).expect(409)
  expect(adoption.body).toMatchObject({ code: 'drift-moved', params: { number: (number ?? 0) + 1 } })
  await world.api.put(`${ocrPath}/drift/ignored`).send({ number, reason: 'fine', until: inAnHour() }).expect(409)
})

test('what is let be comes back when its time has passed, when it is changed again, and when somebody says so', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  const ignore = async (until: string) => {
    const number = (await driftOf(world.api)).drift?.found.number
    return world.api.put(`${ocrPath}/drift/ignored`).send({ number, reason: 'a test of the night', until })
  }
  expect((await ignore(inAnHour())).body).toMatchObject({
    state: 'ignored',
    drift: { ignored: { actor: world.name, reason: 'a test of the night' } },
  })
  expect(await listed(world.api)).toMatchObject({ items: [], total: 0, drifting: 0, ignored: 1 })
  expect(await listed(world.api, '?state=ignored')).toMatchObject({ items: [{ ref: ocrRef }], total: 1 })
  expect(await audited(world)).toMatchObject([{ event: 'drift-ignored' }])

  await world.api.delete(`${ocrPath}/drift/ignored`).expect(200)
  expect(await driftOf(world.api)).toMatchObject({ state: 'drifting' })

  await ignore(inAnHour())
  await behindItsBack(world, stableText)
  expect(await driftOf(world.api)).toMatchObject({ state: 'drifting' })

  await ignore(instantOf(Date.now() + 400))
  await eventually(async () => (await driftOf(world.api)).state === 'drifting', 'the end of letting it be')

  const past = await ignore(instantOf(Date.now() - 1000))
  expect(past.status).toBe(422)
  expect(past.body).toMatchObject({ code: 'drift-until-passed', field: 'until' })
})

test('drift is seen as far as its policy is', async () => {
  const world = await accepted()
  await behindItsBack(world, theirs)
  await driftOf(world.api)
  const elsewhere = {
    role: 'operator',
    mesh: '*',
    namespace: '*',
    service: 'vpc',
    tenant: '*',
    environment: '*',
  } as const

  const stranger = await world.apiAs([elsewhere])

  expect(await listed(stranger)).toMatchObject({ items: [], total: 0, drifting: 0 })
  await stranger.get(`${ocrPath}/drift`).expect(403)
})

test('many drifts are told page by page, the newest difference first', async () => {
  const world = await ocrMesh()
  const names = ['ocr', 'vpc', 'iam']
  for (const service of names) {
    const path = ocrPath.replace('/ocr/', `/${service}/`)
    const base = ((await world.api.get(path).expect(200)).body as { policy: { base: string } | null }).policy?.base
    const change = edit({ routes: [everything(to('1.0.0', 100))] }, base ?? 'none', { service })
    await world.api.post('/api/changes').send(proposal(change)).expect(200)
    const key = `servicecomb.routeRule.${service}`
    const [document] = await world.byHand.documents(key)
    await world.byHand.update(document?.id ?? '', theirs)
    await world.api.get(`${path}/drift`).expect(200)
  }

  const first = await listed(world.api, '?limit=2')
  const second = await listed(world.api, `?limit=2&cursor=${encodeURIComponent(first.next)}`)

  const told = [...first.items, ...second.items].map(({ ref }: Drift) => ref.service)
  expect(told).toEqual(['iam', 'vpc', 'ocr'])
  expect(first.total).toBe(3)
  expect(second).not.toHaveProperty('next')
})

/** How often browsers were told that drift may have changed. */
async function revisionOfTopic({ database }: World): Promise<number> {
  const topics = database.withTables<{ topic_revision: { topic: string; revision: number } }>()
  const row = await topics
    .selectFrom('topic_revision')
    .select('revision')
    .where('topic', '=', 'drift:cloud')
    .executeTakeFirst()
  return row?.revision ?? 0
}

/** What the audit log has of drift. */
async function audited({ database }: World): Promise<{ event: string; actor: string | null }[]> {
  const table = tableOf(new Date().toISOString().slice(0, 7))
  const log = database.withTables<AuditTables>()
  const rows = await log.selectFrom(table).select(['event', 'actor']).orderBy('number').execute()
  return rows.filter(({ event }) => event.startsWith('drift-'))
}
