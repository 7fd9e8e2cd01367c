import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { numberOf } from '../../changes/change-id.ts'
import type { ChangeTables } from '../../changes/tables.ts'
import { eventually } from '../../test-support/eventually.ts'
import {
  baseOf,
  edit,
  everything,
  inKie,
  ocrLabels,
  ocrPath,
  proposal,
  stableText,
  to,
} from '../../test-support/ocr-mesh.ts'
import { type Person, propose, reviewedMesh } from '../../test-support/reviewed-mesh.ts'

type World = Awaited<ReturnType<typeof reviewedMesh>>

const half = { routes: [everything(to('1.0.0', 50), to('1.0.1', 50))] }

const act = ({ api }: Person, { id }: ChangeRequest, what: string, body: object = {}) =>
  api.post(`/api/changes/${id}/${what}`).send(body)

const read = async ({ api }: Person, { id }: ChangeRequest): Promise<ChangeRequest> =>
  (await api.get(`/api/changes/${id}`).expect(200)).body as ChangeRequest // the endpoint's own answer

const mayOf = async ({ api }: Person, { id }: ChangeRequest) => {
  const { body } = await api.get(`/api/changes/${id}/acts`).expect(200)
  const acts = body.acts as { act: string; may: boolean }[] // the endpoint's own answer
  return acts.filter(({ may }) => may).map((one) => one.act)
}

const disable = ({ api }: World, { name }: Person) =>
  api
    .put(`/api/users/${name}`)
    .send({ disabled: true, bindings: [{ role: 'operator' }], revision: 1 })
    .expect(200)

/** A scheduled change that was suspended when its time came, since its author may no longer sign in. */
async function suspended(world: World): Promise<ChangeRequest> {
  const [author] = world.operators
  const change = await propose(author)
  await act(world.approvers[0], change, 'approve', { hash: change.hash }).expect(200)
  await act(author, change, 'schedule', { at: instantOf(Date.now() + 3_600_000), zone: 'UTC' }).expect(200)
  await disable(world, author)
  await world.database
    .withTables<ChangeTables>()
    .updateTable('change_request')
    .set({ scheduled_for: instantOf(Date.now()) })
    .where('number', '=', numberOf(change.id))
    .execute()
  return eventually(async () => {
    const now = await read(world.operators[1], change)
    return now.state === 'suspended' && now
  }, 'the suspension')
}

/** A change that Kie refused as a whole, since it holds all that it may. */
async function failed({ byHand }: World, { api }: Person): Promise<ChangeRequest> {
  await byHand.create({ key: 'filler', value: 'full', labels: ocrLabels })
  const ref = { service: 'vpc' }
  const { body } = await api
    .post('/api/changes')
    .send(proposal(edit(half, 'none', ref)))
    .expect(200)
  expect(body).toMatchObject({ state: 'failed' })
  return body as ChangeRequest // the endpoint's own answer
}

test('once its author is gone, whoever may write its policies withdraws a change; nobody else does', async () => {
  const world = await reviewedMesh()
  const [author, other] = world.operators
  const change = await propose(author)
  expect(await mayOf(other, change)).not.toContain('withdraw')
  await disable(world, author)

  expect(await mayOf(other, change)).toContain('withdraw')
  expect((await act(world.approvers[0], change, 'withdraw').expect(403)).body.code).toBe('not-permitted')
  expect((await act(other, change, 'withdraw').expect(200)).body).toMatchObject({
    state: 'withdrawn',
    author: author.name,
  })
  const { body } = await world.api.get('/api/audit/entries?event=change-withdrawn').expect(200)
  expect(body.items).toMatchObject([{ actor: other.name, object: { id: change.id } }])
})

test('a suspended change of somebody who is gone is taken over by who has it reviewed again', async () => {
  const world = await reviewedMesh()
  const [author, other] = world.operators
  const [reviewer] = world.approvers
  const change = await suspended(world)
  expect(change.waitsFor).toMatchObject({ code: 'author-gone' })
  const waiting = async ({ api }: Person) => (await api.get('/api/inbox').expect(200)).body.items as object[]
  expect(await waiting(other)).toMatchObject([{ kind: 'suspended', change: { id: change.id } }])
  expect(await waiting(reviewer)).toEqual([])

  const { body: again } = await act(other, change, 'review-again').expect(200)

  expect(again).toMatchObject({
    state: 'in_review',
    round: 2,
    author: other.name,
    contributors: [author.name, other.name],
    needs: [{ given: 0 }],
  })
  await act(reviewer, again, 'approve', { hash: again.hash }).expect(200)
  expect((await act(other, again, 'apply').expect(200)).body).toMatchObject({ state: 'applied' })
  expect(await inKie(world)).not.toEqual([stableText])
  const { body } = await world.api.get('/api/audit/entries?event=change-edited').expect(200)
  expect(body.items).toMatchObject([{ actor: other.name, details: { author: other.name, former: author.name } }])
})

test('a failed change of somebody who is gone waits for whoever may go on with it or withdraw it', async () => {
  const world = await reviewedMesh({ approvals: 0 }, { kieQuota: 2 })
  const [author, other] = world.operators
  const change = await failed(world, author)
  const items = async ({ api }: Person) => (await api.get('/api/inbox').expect(200)).body.items as object[]
  expect(await items(other)).toEqual([])
  await disable(world, author)

  expect(await items(other)).toMatchObject([{ kind: 'failed', change: { id: change.id } }])
  expect(await items(world.approvers[0])).toEqual([])
  await act(other, change, 'withdraw').expect(200)
  expect(await items(other)).toEqual([])
})

test('what waits for who stands in is found among however much else stands so, and cut only with a word', async () => {
  const world = await reviewedMesh()
  const [author, other] = world.operators
  const left = await propose(author)
  const requests = world.database.withTables<ChangeTables>()
  const { number: _, ...row } = await requests.selectFrom('change_request').selectAll().executeTakeFirstOrThrow()
  const add = async (count: number, name: string) => {
    const one = { ...row, author: name, state: 'approved' }
    for (let done = 0; done < count; done += 20) {
      await requests
        .insertInto('change_request')
        .values(Array.from({ length: 20 }, () => one))
        .execute()
    }
  }
  await requests.updateTable('change_request').set({ state: 'approved' }).execute()
  await add(320, world.approvers[0].name)
  await disable(world, author)
  const count = async () => (await other.api.get('/api/inbox/count').expect(200)).body as object

  expect((await other.api.get('/api/inbox').expect(200)).body).toMatchObject({
    items: [{ kind: 'approved', change: { id: left.id } }],
    more: false,
  })
  await add(320, author.name)
  expect(await count()).toMatchObject({ more: true })
})

test('an edit takes a change over from an author who is gone, and from nobody else', async () => {
  const world = await reviewedMesh()
  const [author, other] = world.operators
  const change = await propose(author)
  const editOf = async ({ revision }: ChangeRequest) => ({
    ...proposal(edit(half, await baseOf(other.api))),
    revision,
  })
  const { body: theirs } = await other.api
    .put(`/api/changes/${change.id}`)
    .send(await editOf(change))
    .expect(200)
  expect(theirs).toMatchObject({ author: author.name, contributors: [author.name, other.name] })
  await disable(world, author)

  const { body: own } = await other.api
    .put(`/api/changes/${change.id}`)
    .send(await editOf(theirs))
    .expect(200)

  expect(own).toMatchObject({ author: other.name, contributors: [author.name, other.name] })
  await act(world.approvers[0], own, 'approve', { hash: own.hash }).expect(200)
  expect((await act(other, own, 'apply').expect(200)).body).toMatchObject({ state: 'applied' })
})

test('who takes a change over keeps a draft of their own that says something else', async () => {
  const world = await reviewedMesh()
  const [, other] = world.operators
  const draft = { spec: half, enabled: true, base: await baseOf(other.api) }
  await other.api.put(`${ocrPath}/draft`).send(draft).expect(200)
  const change = await suspended(world)

  const { body: again } = await act(other, change, 'review-again').expect(200)
  await act(world.approvers[0], again, 'approve', { hash: again.hash }).expect(200)
  expect((await act(other, again, 'apply').expect(200)).body).toMatchObject({ state: 'applied', author: other.name })

  expect((await other.api.get(`${ocrPath}/draft`).expect(200)).body).toMatchObject({ draft: { spec: half } })
})
