import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { type WebhookEventType, webhookEventTypes } from '#shared/features/webhooks/event.ts'
import { numberOf } from '../../changes/change-id.ts'
import type { ChangeTables } from '../../changes/tables.ts'
import type { ConsoleOptions } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { baseOf, canary, edit, ocrKey, ocrMesh, ocrRef, proposal, stableText } from '../../test-support/ocr-mesh.ts'
import { propose, reviewedMesh } from '../../test-support/reviewed-mesh.ts'
import { webhookReceiver } from '../../test-support/webhook-receiver.ts'

type Receiver = Awaited<ReturnType<typeof webhookReceiver>>

const console = new URL('https://console.example.org/meshdeck')
const policyUrl =
  'https://console.example.org/meshdeck/meshes/cloud/namespaces/cloud%40production/services/ocr/route-rules/app/revisions'

/** `ocr` in a mesh, and somebody outside who listens. */
async function listenedTo(
  settings: ConsoleOptions['settings'] = {},
  events: readonly WebhookEventType[] = webhookEventTypes,
) {
  const outside = await webhookReceiver()
  const world = await ocrMesh({
    webhooks: [{ ...outside.webhook, events }],
    settings: { consoleUrl: console, ...settings },
  })
  const apply = async (more: object = {}, enabled = true): Promise<ChangeRequest> => {
    const wish = { ...edit(canary, await baseOf(world.api)), enabled }
    const { body } = await world.api
      .post('/api/changes')
      .send({ ...proposal(wish), ...more })
      .expect(200)
    return body as ChangeRequest // the endpoint's own answer
  }
  return { ...world, outside, apply }
}

const come = ({ taken }: Receiver, count: number) =>
  eventually(async () => taken().length >= count && taken(), `${count} events`, 20_000)

/** Whatever would come twice has come by the time at which something later came. */
const typesOf = (outside: Receiver) => outside.taken().map(({ type }) => type)

test('that a review is asked for is told with who asks whom, and again for the next round', async () => {
  const outside = await webhookReceiver()
  const world = await reviewedMesh({}, { webhooks: [outside.webhook], settings: { consoleUrl: console } })
  const [operator] = world.operators
  const change = await propose(operator)

  const [event] = await come(outside, 1)

  expect(event).toMatchObject({
    version: 1,
    type: 'review.asked',
    actor: operator.name,
    data: {
      change: {
        id: change.id,
        title: change.title,
        author: operator.name,
        round: 1,
        url: `https://console.example.org/meshdeck/changes/${change.id}`,
      },
      policies: [{ ...ocrRef, environment: 'production', url: policyUrl }],
      review: { needs: [{ environment: 'production', approvals: 1, role: 'approver' }], requestedReviewers: [] },
    },
  })

  await world.approvers[0].api.post(`/api/changes/${change.id}/send-back`).send({ comment: 'too much' }).expect(200)
  const { body: seen } = await operator.api.get(`/api/changes/${change.id}`).expect(200)
  const wish = { ...proposal(edit(canary, await baseOf(operator.api))), title: 'Less', revision: seen.revision }
  await operator.api.put(`/api/changes/${change.id}`).send(wish).expect(200)

  const [, again] = await come(outside, 2)
  expect(again).toMatchObject({ type: 'review.asked', data: { change: { title: 'Less', round: 2 } } })
})

test('that a change was applied is told once all of it is written, after its review and with who approved it', async () => {
  const outside = await webhookReceiver()
  const world = await reviewedMesh({}, { webhooks: [outside.webhook] })
  const [operator] = world.operators
  const [approver] = world.approvers
  const { id, hash } = await propose(operator)
  await approver.api.post(`/api/changes/${id}/approve`).send({ hash, comment: '' }).expect(200)
  await operator.api.post(`/api/changes/${id}/apply`).expect(200)

  const [, applied] = await come(outside, 2)

  expect(typesOf(outside)).toEqual(['review.asked', 'change.applied'])
  expect(applied).toMatchObject({
    actor: operator.name,
    data: {
      change: { id, author: operator.name },
      policies: [{ ...ocrRef, environment: 'production' }],
      applied: { approvedBy: [approver.name], breakGlass: false },
    },
  })
  expect(JSON.stringify(applied)).not.toMatch(/"url"|weight|destinations|device-os/)
})

test('what cannot be shown to be in force is told as unproven, with why', async () => {
  const { outside, apply } = await listenedTo()
  const change = await apply({}, false)

  const [, unproven] = await come(outside, 2)

  expect(typesOf(outside)).toEqual(['change.applied', 'change.unproven'])
  expect(unproven).toMatchObject({
    data: { change: { id: change.id }, proof: { level: 'stored', why: 'proof-expected', live: 0, readable: 0 } },
  })
})

test('that others changed what was accepted is told as drift, and once; what they give back is none', async () => {
  const { outside, apply, byHand, api } = await listenedTo({ outsidePollMs: 30 })
  await apply()
  await come(outside, 1)
  const [document] = await byHand.documents(ocrKey)
  const write = (text: string) => byHand.update(document?.id ?? '', text)
  const theirs = stableText.replace('100', '60')
  const path = '/api/meshes/cloud/drift'
  const drifting = (count: number) =>
    eventually(async () => (await api.get(path).expect(200)).body.drifting === count, `${count} drifting`)

  await write(theirs)
  const [, drift] = await come(outside, 2)
  await write(document?.value ?? '')
  await drifting(0)
  await write(stableText)
  await come(outside, 3)

  expect(typesOf(outside)).toEqual(['change.applied', 'drift.found', 'drift.found'])
  expect(drift).toMatchObject({
    actor: null,
    data: { policies: [{ ...ocrRef, environment: null, url: policyUrl }], drift: { accepted: 2, found: 3 } },
  })
  expect(outside.takenOf('drift.found').at(-1)?.data.drift).toEqual({ accepted: 2, found: 5 })
  expect(drift?.data).not.toHaveProperty('change')
})

test('what nobody accepted does not drift, and is not told', async () => {
  const { outside, apply, byHand, database } = await listenedTo({ outsidePollMs: 30 })
  const [document] = await byHand.documents(ocrKey)
  const seen = () => database.withTables<ChangeTables>().selectFrom('policy_revision').select('number').execute()
  await eventually(async () => (await seen()).length === 1, 'the first sight')
  await byHand.update(document?.id ?? '', stableText.replace('100', '60'))
  await eventually(async () => (await seen()).length === 2, 'their edit')

  await apply()
  await come(outside, 1)

  expect(typesOf(outside)).toEqual(['change.applied'])
})

test('that a change has ended by itself is told after the change that took it back', async () => {
  const { outside, apply, database, name } = await listenedTo()
  const change = await apply({ revertAt: instantOf(Date.now() + 3_600_000) })
  await come(outside, 1)
  expect(outside.takenOf('change.applied')[0]).toMatchObject({
    actor: name,
    data: { applied: { revertAt: change.revertAt } },
  })

  const now = instantOf(Date.now())
  await database
    .withTables<ChangeTables>()
    .updateTable('timed_revert')
    .set({ at: now, next_at: now })
    .where('change_number', '=', numberOf(change.id))
    .execute()

  await come(outside, 3)
  expect(typesOf(outside)).toEqual(['change.applied', 'change.applied', 'timed_revert.done'])
  expect(outside.takenOf('timed_revert.done')).toMatchObject([
    { actor: null, data: { change: { id: change.id }, timedRevert: { outcome: 'done', change: 'CR-2' } } },
  ])
  expect(outside.takenOf('change.applied').at(-1)).toMatchObject({
    actor: null,
    data: { change: { id: 'CR-2', author: '@meshdeck', reverts: change.id } },
  })
})

test('an end that leaves to others what they made of it is told as partly', async () => {
  const { outside, apply, database, byHand } = await listenedTo()
  const change = await apply({ revertAt: instantOf(Date.now() + 3_600_000) })
  await byHand.update((await byHand.documents(ocrKey))[0]?.id ?? '', stableText.replace('100', '60'))
  const now = instantOf(Date.now())
  await database.withTables<ChangeTables>().updateTable('timed_revert').set({ at: now, next_at: now }).execute()

  await eventually(async () => outside.takenOf('timed_revert.done').length > 0, 'the end')

  expect(outside.takenOf('timed_revert.done')[0]?.data).toMatchObject({
    change: { id: change.id },
    timedRevert: { outcome: 'partly' },
  })
  expect(outside.takenOf('timed_revert.done')[0]?.data.timedRevert).not.toHaveProperty('change')
})

test('a webhook is told only of what it was declared for', async () => {
  const outside = await webhookReceiver()
  const [applied, rest] = [await webhookReceiver('applied'), outside]
  const world = await ocrMesh({
    webhooks: [
      { ...applied.webhook, events: ['change.applied'] },
      { ...rest.webhook, events: ['drift.found'] },
    ],
    settings: { outsidePollMs: 30 },
  })
  const base = await baseOf(world.api)
  await world.api
    .post('/api/changes')
    .send(proposal(edit(canary, base)))
    .expect(200)
  const [document] = await world.byHand.documents(ocrKey)
  await come(applied, 1)
  await world.byHand.update(document?.id ?? '', stableText)
  await come(rest, 1)

  expect(typesOf(applied)).toEqual(['change.applied'])
  expect(typesOf(rest)).toEqual(['drift.found'])
})

test('what no webhook is declared for is done with, and not kept for later', async () => {
  const { outside, apply, database, api } = await listenedTo({}, ['drift.found'])
  await apply()

  const addressed = () => database.withTables<ChangeTables>().selectFrom('webhook_event').select('addressed').execute()
  await eventually(async () => {
    const all = await addressed()
    return all.length > 0 && all.every((event) => event.addressed === 1)
  }, 'that the event is done with')

  expect((await api.get('/api/webhooks/deliveries').expect(200)).body).toEqual({ items: [], total: 0 })
  expect(outside.received).toEqual([])
})
