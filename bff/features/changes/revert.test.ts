import { expect, test } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Api } from '../../test-support/console-with.ts'
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
import { reviewedMesh } from '../../test-support/reviewed-mesh.ts'

const half = { routes: [everything(to('1.0.0', 50), to('1.0.1', 50))] }

async function apply(api: Api, spec: unknown): Promise<ChangeRequest> {
  const { body } = await api
    .post('/api/changes')
    .send(proposal(edit(spec, await baseOf(api))))
    .expect(200)
  return body as ChangeRequest // the endpoint's own answer
}

test('a revert is shown before it is made, and then is a change that names the one it takes back', async () => {
  const { api, byHand, name } = await ocrMesh()
  const change = await apply(api, canary)
  const written = await inKie({ byHand })

  const { body: preview } = await api.get(`/api/changes/${change.id}/revert`).expect(200)
  expect(preview).toMatchObject({
    edits: [{ ref: ocrRef, before: [{ text: written[0] }], after: [{ text: stableText }] }],
    left: [],
  })
  expect(await inKie({ byHand })).toEqual(written)

  const { body: back } = await api
    .post(`/api/changes/${change.id}/revert`)
    .send({ reason: 'too many failures' })
    .expect(200)
  expect(back).toMatchObject({
    id: 'CR-2',
    state: 'applied',
    title: change.title,
    reason: 'too many failures',
    author: name,
    reverts: change.id,
    inverse: [{ ref: ocrRef }],
  })
  expect(await inKie({ byHand })).toEqual([stableText])
  expect((await api.get(`/api/changes/${change.id}`).expect(200)).body).toMatchObject({
    state: 'applied',
    revertedBy: 'CR-2',
  })
})

test('a revert is reverted like any change, and then there is nothing left of it to take back', async () => {
  const { api, byHand } = await ocrMesh()
  const change = await apply(api, canary)
  const written = await inKie({ byHand })
  const { body: back } = await api.post(`/api/changes/${change.id}/revert`).send({}).expect(200)

  const { body: forth } = await api.post(`/api/changes/${back.id}/revert`).send({}).expect(200)
  expect(forth).toMatchObject({ state: 'applied', reverts: back.id })
  expect(await inKie({ byHand })).toEqual(written)

  const again = await api.post(`/api/changes/${back.id}/revert`).send({}).expect(409)
  expect(again.body).toMatchObject({ code: 'nothing-to-revert', params: { id: back.id } })
  await api.post(`/api/changes/${change.id}/revert`).send({}).expect(200)
  expect(await inKie({ byHand })).toEqual([stableText])
})

test('a change on which another one was built is not reverted: the conflict says who, and shows theirs', async () => {
  const { api, byHand, name } = await ocrMesh()
  const first = await apply(api, canary)
  const second = await apply(api, half)
  const written = await inKie({ byHand })

  const { body } = await api.post(`/api/changes/${first.id}/revert`).send({}).expect(409)

  expect(body).toMatchObject({
    code: 'conflict',
    theirs: { ref: ocrRef, native: [{ text: written[0] }] },
    findings: [{ code: 'revert-moved-by-change', params: { change: second.id, author: name } }],
  })
  const { body: preview } = await api.get(`/api/changes/${first.id}/revert`).expect(200)
  expect(preview).toMatchObject({ edits: [], left: [{ ref: ocrRef, why: { code: 'revert-moved-by-change' } }] })
  expect(await inKie({ byHand })).toEqual(written)

  await api.post(`/api/changes/${second.id}/revert`).send({}).expect(200)
  await api.post(`/api/changes/${first.id}/revert`).send({}).expect(200)
  expect(await inKie({ byHand })).toEqual([stableText])
})

test('what stood in the mesh is given back even where nobody could draft it', async () => {
  const { api, byHand } = await ocrMesh()
  const lenient = stableText.replace('100', '60')
  await byHand.update((await byHand.documents(ocrKey))[0]?.id ?? '', lenient)
  const change = await apply(api, canary)

  const { body } = await api.post(`/api/changes/${change.id}/revert`).send({}).expect(200)

  expect(body.state).toBe('applied')
  const { body: now } = await api.get(ocrPath).expect(200)
  const weights = now.policy.spec.routes.map(
    ({ remainder, destinations }: { remainder: number; destinations: { weight: number; labels: object }[] }) => ({
      remainder,
      destinations,
    }),
  )
  expect(weights).toEqual([
    { remainder: 0, destinations: [to('1.0.0', 60), { labels: { version: 'latest' }, weight: 40 }] },
  ])
})

test('a revert leaves the author’s draft of the policy alone', async () => {
  const { api } = await ocrMesh()
  const change = await apply(api, canary)
  const draft = { spec: half, enabled: true, base: await baseOf(api) }
  await api.put(`${ocrPath}/draft`).send(draft).expect(200)

  await api.post(`/api/changes/${change.id}/revert`).send({}).expect(200)

  expect((await api.get(`${ocrPath}/draft`).expect(200)).body.draft).toMatchObject(draft)
})

test('only who may write the policies reverts, and only what was applied', async () => {
  const { api, apiAs, kie } = await ocrMesh()
  const change = await apply(api, canary)
  const viewer = await apiAs('viewer')
  const approver = await apiAs('approver')
  await viewer.post(`/api/changes/${change.id}/revert`).send({}).expect(403)
  expect((await approver.post(`/api/changes/${change.id}/revert`).send({}).expect(403)).body.params).toMatchObject({
    permission: 'route-rules:write',
  })
  await viewer.get(`/api/changes/${change.id}/revert`).expect(200)

  await kie.pause()
  const { body } = await api.post(`/api/changes/${change.id}/revert`).send({}).expect(502)
  expect(body.code).toBe('backend-silent')
})

test('the history of a policy comes a page at a time', async () => {
  const { api } = await ocrMesh()
  for (const spec of [canary, half, stable]) await apply(api, spec)

  const { body: first } = await api.get(`${ocrPath}/revisions?limit=3`).expect(200)
  const { body: rest } = await api.get(`${ocrPath}/revisions?limit=3&cursor=${first.next}`).expect(200)

  const numbers = ({ revisions }: { revisions: { number: number }[] }) => revisions.map(({ number }) => number)
  expect({ numbers: numbers(first), total: first.total }).toEqual({ numbers: [4, 3, 2], total: 4 })
  expect({ numbers: numbers(rest), next: rest.next }).toEqual({ numbers: [1], next: undefined })
})

test('an edit of what takes another change back is not offered, since it is always refused', async () => {
  const world = await reviewedMesh({ approvals: 0 })
  const [author] = world.operators
  const change = await apply(author.api, canary)
  const { revision } = (await world.api.get('/api/environments').expect(200)).body.environments[0]
  const asking = { order: 1, meshes: '*', namespaces: '*@production', approvals: 1, revision }
  await world.api.put('/api/environments/production').send(asking).expect(200)

  const { body: back } = await author.api.post(`/api/changes/${change.id}/revert`).send({ reason: 'No' }).expect(200)

  const { body } = await author.api.get(`/api/changes/${back.id}/acts`).expect(200)
  expect(body.acts.map(({ act }: { act: string }) => act)).toEqual([
    'approve',
    'send-back',
    'reject',
    'withdraw',
    'break-glass',
  ])
})
