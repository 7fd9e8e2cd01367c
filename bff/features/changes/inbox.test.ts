import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { InboxItem } from '#shared/features/changes/inbox.ts'
import type { ChangeTables } from '../../changes/tables.ts'
import { eventually } from '../../test-support/eventually.ts'
import { baseOf, canary, edit, inKie, ocrKey, proposal, share, stableText } from '../../test-support/ocr-mesh.ts'
import { type Person, propose, reviewedMesh } from '../../test-support/reviewed-mesh.ts'

type World = Awaited<ReturnType<typeof reviewedMesh>>

const inboxOf = async ({ api }: Person): Promise<InboxItem[]> =>
  (await api.get('/api/inbox').expect(200)).body.items as InboxItem[] // the endpoint's own answer

/** Has every end that is still to come looked at now. */
const timeComes = async ({ database }: World): Promise<void> => {
  const now = instantOf(Date.now())
  const timers = database.withTables<ChangeTables>().updateTable('timed_revert')
  await timers.set({ at: now, next_at: now }).where('state', 'in', ['waiting', 'failed']).execute()
}

test('an end that could not be carried out and was dismissed is told again when something else comes of it', async () => {
  const world = await reviewedMesh({ approvals: 0 })
  const [author] = world.operators
  const change = await propose(author, canary, { revertAt: instantOf(Date.now() + 3_600_000) })
  await world.kie.pause()
  await timeComes(world)
  const [failed] = await eventually(async () => {
    const items = await inboxOf(author)
    return items.length > 0 && items
  }, 'the failed end')
  expect(failed).toMatchObject({ kind: 'revert-left', change: { id: change.id }, why: { code: 'backend-silent' } })
  await author.api.post('/api/inbox/dismiss').send({ change: change.id, kind: 'revert-left' }).expect(204)
  const tries = async () => {
    const timers = world.database.withTables<ChangeTables>().selectFrom('timed_revert').select('tries')
    return (await timers.executeTakeFirstOrThrow()).tries
  }
  const before = await tries()
  await timeComes(world)
  await eventually(async () => (await tries()) > before, 'another try in vain')
  expect(await inboxOf(author)).toEqual([])

  await world.kie.resume()
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', stableText.replace('100', '60'))
  await timeComes(world)

  const [left] = await eventually(async () => {
    const items = await inboxOf(author)
    return items.length > 0 && items
  }, 'what was left')
  expect(left).toMatchObject({ kind: 'revert-left', change: { id: change.id }, why: { code: 'revert-moved-outside' } })
  await author.api.post('/api/inbox/dismiss').send({ change: change.id, kind: 'revert-left' }).expect(204)
  expect(await inboxOf(author)).toEqual([])
  expect(await inKie(world)).toHaveLength(1)
})

test('a new round waits for its reviewers since it was sent', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer] = world.approvers
  const { revision } = await propose(author)
  const wish = { ...proposal(edit(share(70), await baseOf(author.api))), revision }
  const { body: second } = await author.api.put('/api/changes/CR-1').send(wish).expect(200)
  expect(second).toMatchObject({ round: 2, reviews: [] })

  expect(await inboxOf(reviewer)).toMatchObject([{ kind: 'review', since: second.roundAt }])
  expect(second.roundAt > second.createdAt).toBe(true)
})

test('what waits is counted up to a limit, however much was asked for, and both say that there may be more', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer] = world.approvers
  const change = await propose(author)
  const count = async ({ api }: Person): Promise<object> => (await api.get('/api/inbox/count').expect(200)).body
  expect(await count(reviewer)).toEqual({ total: 1, reviews: 1, more: false })
  const requests = world.database.withTables<ChangeTables>()
  const { number: _, ...row } = await requests.selectFrom('change_request').selectAll().executeTakeFirstOrThrow()
  for (let batch = 0; batch < 10; batch += 1) {
    const rows = Array.from({ length: 40 }, () => row)
    await requests.insertInto('change_request').values(rows).execute()
  }

  expect(await count(reviewer)).toEqual({ total: 200, reviews: 200, more: true })
  const { body } = await reviewer.api.get('/api/inbox').expect(200)
  expect(body).toMatchObject({ more: true })
  expect(body.items).toHaveLength(200)
  expect(body.items.map((item: InboxItem) => item.change.id)).not.toContain(change.id)
  // Of their own nobody loses sight, whatever others ask for.
  await requests.updateTable('change_request').set({ state: 'suspended' }).where('number', '=', 1).execute()
  expect(await inboxOf(author)).toMatchObject([{ kind: 'suspended', change: { id: change.id } }])
})
