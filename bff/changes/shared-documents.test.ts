import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest, Revision } from '#shared/features/changes/model.ts'
import type { Policy, PolicyKind } from '#shared/mesh/policy.ts'
import type { Api } from '../test-support/console-with.ts'
import { eventually } from '../test-support/eventually.ts'
import { edit, ocrMesh, ocrPath, proposal } from '../test-support/ocr-mesh.ts'

// Retries and load balancing of a service lie in one block: whoever writes the one writes the documents of both.
const pathOf = (kind: PolicyKind) => ocrPath.replace('route-rules', kind)

async function read(api: Api, kind: PolicyKind): Promise<Policy | null> {
  const { body } = await api.get(pathOf(kind)).expect(200)
  return (body as { policy: Policy | null }).policy // the endpoint's own answer
}

async function apply(api: Api, kind: PolicyKind, spec: unknown, revertAt?: string): Promise<ChangeRequest> {
  const wish = edit(spec, (await read(api, kind))?.base, { kind })
  const { body } = await api
    .post('/api/changes')
    .send({ ...proposal(wish), ...(revertAt ? { revertAt } : {}) })
    .expect(200)
  return body as ChangeRequest // the endpoint's own answer
}

async function history(api: Api, kind: PolicyKind): Promise<string[]> {
  const { body } = await api.get(`${pathOf(kind)}/revisions`).expect(200)
  return (body as { revisions: Revision[] }).revisions.map(({ origin, change }) => change ?? origin) // as above
}

const twice = { onSame: 0, onNext: 2 }

test('what a change makes of another policy beside its own is that change’s work, not somebody’s outside', async () => {
  const { api } = await ocrMesh({ settings: { outsidePollMs: 20 } })
  const first = await apply(api, 'retries', twice)
  expect(await read(api, 'load-balancing')).toMatchObject({ spec: { strategy: 'round-robin' } })
  await eventually(async () => (await history(api, 'load-balancing')).length > 0, 'the first sight of the strategy')
  expect(await history(api, 'load-balancing')).toEqual([first.id])

  const second = await apply(api, 'load-balancing', { strategy: 'random' })
  const third = await apply(api, 'retries', { ...twice, onNext: 1 })

  expect(await history(api, 'load-balancing')).toEqual([second.id, first.id])
  expect(await history(api, 'retries')).toEqual([third.id, first.id])
})

test('the end of a timed change leaves what was made of the other policy in the same documents since', async () => {
  const { api } = await ocrMesh()
  const timed = await apply(api, 'retries', twice, instantOf(Date.now() + 3_600_000))
  const kept = await apply(api, 'load-balancing', { strategy: 'random' })

  const { body } = await api.post(`/api/changes/${timed.id}/revert-now`).expect(200)

  expect((body as ChangeRequest).timedRevert).toMatchObject({ state: 'done', why: [] })
  expect(await read(api, 'retries')).toBeNull()
  expect(await read(api, 'load-balancing')).toMatchObject({ spec: { strategy: 'random' } })
  expect((await history(api, 'load-balancing'))[0]).toBe(kept.id)
  expect((await history(api, 'retries'))[0]).toBe((body as ChangeRequest).timedRevert?.change)
})

test('what somebody writes to such documents outside is theirs in both', async () => {
  const { api, byHand } = await ocrMesh({ settings: { outsidePollMs: 20 } })
  await apply(api, 'retries', twice)
  const [document] = await byHand.documents('cse.loadbalance.ocr.retryOnNext')
  await byHand.update(document?.id ?? '', '5')

  const newest = (kind: PolicyKind) => history(api, kind).then(([one]) => one)
  await eventually(async () => (await newest('retries')) === 'outside', 'the edit to be seen')
  expect(await newest('load-balancing')).toBe('outside')
})

test('the end of a timed change takes no other policy away with the documents that both share', async () => {
  const { api } = await ocrMesh()
  const timed = await apply(api, 'load-balancing', { strategy: 'random' }, instantOf(Date.now() + 3_600_000))
  const kept = await apply(api, 'retries', twice)

  const { body } = await api.post(`/api/changes/${timed.id}/revert-now`).expect(200)

  expect((body as ChangeRequest).timedRevert).toMatchObject({
    state: 'failed',
    why: [{ code: 'block-shared', params: { service: 'ocr' } }],
  })
  expect(await read(api, 'retries')).toMatchObject({ spec: twice, enabled: true })
  expect((await history(api, 'retries'))[0]).toBe(kept.id)
})
