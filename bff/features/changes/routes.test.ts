import { expect, test } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { everywhere } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import {
  android,
  baseOf,
  canary,
  edit,
  everything,
  inKie,
  ocrKey as key,
  ocrLabels as everyone,
  ocrMesh as mesh,
  ocrPath as rulePath,
  ocrRef as ref,
  proposal,
  stable,
  stableText,
  to,
} from '../../test-support/ocr-mesh.ts'

test('a proposed rule is checked, written to Kie, read back, kept as a revision with its inverse', async () => {
  const { api, name, byHand } = await mesh()
  const base = await baseOf(api)

  const { body: change } = await api
    .post('/api/changes')
    .send(proposal(edit(canary, base)))
    .expect(200)

  expect(change).toMatchObject({ id: 'CR-1', state: 'applied', author: name, steps: [{ state: 'written' }] })
  const [text = ''] = await inKie({ byHand })
  expect(text).toContain('# kept by the platform team')
  expect(text).toContain('Device-Os')
  expect(change.edits[0].after.native[0].text).toBe(text)
  expect(change.inverse).toMatchObject([{ ref, spec: { routes: [{ destinations: [to('1.0.0', 100)] }] } }])
  expect(change.inverse[0].base).toBe(await baseOf(api))

  const { body } = await api.get(`${rulePath}/revisions`).expect(200)
  expect(body.revisions).toMatchObject([
    { number: 2, origin: 'meshdeck', author: name, change: 'CR-1', native: [{ text }] },
    { number: 1, origin: 'outside', native: [{ text: stableText }] },
  ])
})

test('the inverse takes the change back', async () => {
  const { api, byHand } = await mesh()
  const before = await inKie({ byHand })
  const { body: change } = await api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(api))))
    .expect(200)

  const undo = { title: 'Back', edits: change.inverse }
  expect((await api.post('/api/changes').send(undo).expect(200)).body.state).toBe('applied')

  expect(await inKie({ byHand })).toEqual(before)
})

test('a new policy is written, and deleted again', async () => {
  const { api, byHand } = await mesh()
  await byHand.remove((await byHand.documents(key))[0]?.id ?? '')

  const { body: made } = await api
    .post('/api/changes')
    .send(proposal(edit(stable)))
    .expect(200)
  expect(made).toMatchObject({ state: 'applied', edits: [{ before: null }], inverse: [{ spec: null }] })
  expect(await byHand.documents(key)).toMatchObject([{ labels: everyone, status: 'enabled' }])

  await api.post('/api/changes').send({ title: 'Away', edits: made.inverse }).expect(200)
  expect(await byHand.documents(key)).toEqual([])
  expect((await api.get(rulePath).expect(200)).body).toEqual({ policy: null })
})

test('the second of two editors gets 409 with base and theirs, writes nothing and keeps the draft', async () => {
  const { api, apiAs, byHand } = await mesh()
  const second = await apiAs('operator')
  const base = await baseOf(api)
  await api
    .post('/api/changes')
    .send(proposal(edit(canary, base)))
    .expect(200)
  const written = await inKie({ byHand })

  const half = { routes: [everything(to('1.0.0', 50), to('1.0.1', 50))] }
  const { body } = await second
    .post('/api/changes')
    .send(proposal(edit(half, base)))
    .expect(409)

  expect(body).toMatchObject({
    code: 'conflict',
    params: { base },
    theirs: { ref, spec: { routes: [{ destinations: [to('1.0.0', 95), to('1.0.1', 5)] }, {}] } },
  })
  expect(body.theirs.base).not.toBe(base)
  expect(await inKie({ byHand })).toEqual(written)
  expect((await second.get(`${rulePath}/draft`).expect(200)).body.draft).toMatchObject({ spec: half, base })
})

test('of editors who apply at the same moment exactly one wins', async () => {
  const { api, byHand } = await mesh()
  const base = await baseOf(api)
  const share = (weight: number) => ({ routes: [everything(to('1.0.0', weight), to('1.0.1', 100 - weight))] })

  const answers = await Promise.all(
    [10, 20, 30, 40].map((weight) => api.post('/api/changes').send(proposal(edit(share(weight), base)))),
  )

  expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([200, 409, 409, 409])
  const winner = answers.find((answer) => answer.status === 200)?.body as ChangeRequest
  expect(await inKie({ byHand })).toEqual(winner.edits[0]?.after?.native.map(({ text }) => text))
})

test('somebody who wrote to Kie directly is not overwritten, and is a revision from outside', async () => {
  const { api, byHand } = await mesh()
  const base = await baseOf(api)
  const theirs = stableText.replace('100', '60')
  await byHand.update((await byHand.documents(key))[0]?.id ?? '', theirs)

  const { body } = await api
    .post('/api/changes')
    .send(proposal(edit(canary, base)))
    .expect(409)

  expect(body.theirs.native[0].text).toBe(theirs)
  expect(await inKie({ byHand })).toEqual([theirs])
  const { body: history } = await api.get(`${rulePath}/revisions`).expect(200)
  expect(history.revisions[0]).toMatchObject({ origin: 'outside', native: [{ text: theirs }] })
})

test('a check tells what would be written and what is wrong, and writes nothing', async () => {
  const { api, byHand } = await mesh()
  const base = await baseOf(api)

  const { body } = await api
    .post('/api/checks')
    .send({ edits: [edit(canary, base)] })
    .expect(200)

  expect(body.edits).toMatchObject([{ ref, base, before: [{ text: stableText }], after: [{ key, labels: everyone }] }])
  expect(body.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(body.findings).toContainEqual({
    code: 'no-environment',
    severity: 'note',
    params: { namespace: 'cloud@production' },
    field: 'edits.0',
  })
  expect(await inKie({ byHand })).toEqual([stableText])
  expect((await api.get('/api/changes').expect(200)).body.total).toBe(0)
})

test('the hash follows what would be written and on which base, not how it was asked', async () => {
  const { api } = await mesh()
  const base = await baseOf(api)
  const hash = async (spec: unknown, on = base) => {
    const { body } = await api
      .post('/api/checks')
      .send({ edits: [edit(spec, on)] })
      .expect(200)
    return body.hash as string
  }
  const renamed = { routes: [android(to('1.0.0', 94), to('1.0.1', 6)), everything(to('1.0.0', 100))] }

  expect(await hash(canary)).toBe(await hash(structuredClone(canary)))
  expect(await hash(renamed)).not.toBe(await hash(canary))
  expect(await hash(canary, 'another')).not.toBe(await hash(canary))
})

test('weights that miss 100 and a moved base are findings with their place', async () => {
  const { api } = await mesh()
  const wrong = { routes: [android(to('1.0.0', 90), to('1.0.1', 5)), everything(to('1.0.0', 100))] }

  const { body } = await api
    .post('/api/checks')
    .send({ edits: [edit(wrong, 'long ago')] })
    .expect(200)

  expect(body.findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        code: 'weights-miss-100',
        severity: 'error',
        field: 'edits.0.spec.routes.0.destinations',
      }),
      expect.objectContaining({ code: 'base-moved', severity: 'error', field: 'edits.0.base' }),
    ]),
  )
})

test('an edit with errors is refused with its findings, and the draft stays', async () => {
  const { api, byHand } = await mesh()
  const wrong = { routes: [everything(to('1.0.0', 90))] }

  const { body } = await api
    .post('/api/changes')
    .send(proposal(edit(wrong, await baseOf(api))))
    .expect(422)

  expect(body).toMatchObject({ code: 'check-failed', params: { count: 1 }, findings: [{ code: 'weights-miss-100' }] })
  expect(await inKie({ byHand })).toEqual([stableText])
  expect((await api.get(`${rulePath}/draft`).expect(200)).body.draft.spec).toEqual(wrong)
})

test('one request names one mesh, and each policy once', async () => {
  const { api } = await mesh()
  const twice = await api
    .post('/api/checks')
    .send({ edits: [edit(stable), edit(canary)] })
    .expect(400)
  expect(twice.body.findings).toMatchObject([{ code: 'policy-twice', field: 'edits' }])

  const several = await api
    .post('/api/checks')
    .send({ edits: [edit(stable), edit(stable, 'none', { mesh: 'other' })] })
    .expect(400)
  expect(several.body.findings).toMatchObject([{ code: 'several-meshes', field: 'edits' }])
})

test('an unknown mesh, change and kind are not found', async () => {
  const { api } = await mesh()
  const elsewhere = await api
    .post('/api/changes')
    .send(proposal(edit(stable, 'none', { mesh: 'nowhere' })))
    .expect(404)
  expect(elsewhere.body).toMatchObject({ code: 'not-found', params: { noun: 'mesh', id: 'nowhere' } })
  await api.get('/api/changes/CR-77').expect(404)
  await api
    .post('/api/changes')
    .send(proposal(edit(stable, 'none', { kind: 'horoscopes' })))
    .expect(400)
  await api
    .post('/api/changes')
    .send(proposal(edit(null, 'none', { service: 'nobody' })))
    .expect(422)
})

test('who may not write the service is told which permission is missing, and nothing is kept', async () => {
  const { apiAs } = await mesh()
  const viewer = await apiAs('viewer')
  await viewer
    .post('/api/changes')
    .send(proposal(edit(stable)))
    .expect(403)

  const other = await apiAs([{ ...everywhere('operator'), service: 'vpc' }])
  const { body } = await other
    .post('/api/changes')
    .send(proposal(edit(stable)))
    .expect(403)
  expect(body).toMatchObject({
    code: 'not-permitted',
    params: { permission: 'changes:write', place: 'cloud/cloud@production/ocr' },
  })

  const approver = await apiAs('approver')
  const refused = await approver
    .post('/api/changes')
    .send(proposal(edit(stable)))
    .expect(403)
  expect(refused.body.params.permission).toBe('route-rules:write')
})

test('a change is listed for those who see all of its policies, and does not exist for others', async () => {
  const { api, apiAs } = await mesh()
  const { body: change } = await api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(api))))
    .expect(200)

  const sees = await apiAs([{ ...everywhere('viewer'), service: 'oc*' }])
  expect((await sees.get('/api/changes').expect(200)).body).toMatchObject({ total: 1, items: [{ id: change.id }] })
  expect((await sees.get('/api/changes?state=failed').expect(200)).body.total).toBe(0)

  const hidden = await apiAs([{ ...everywhere('viewer'), service: 'vpc' }])
  expect((await hidden.get('/api/changes').expect(200)).body).toEqual({ items: [], total: 0 })
  await hidden.get(`/api/changes/${change.id}`).expect(404)
})

test('changes come newest first, a page at a time', async () => {
  const { api } = await mesh()
  for (const weight of [90, 80, 70]) {
    const share = { routes: [everything(to('1.0.0', weight), to('1.0.1', 100 - weight))] }
    await api
      .post('/api/changes')
      .send(proposal(edit(share, await baseOf(api))))
      .expect(200)
  }

  const { body: first } = await api.get('/api/changes?limit=2&service=ocr').expect(200)
  const { body: rest } = await api.get(`/api/changes?limit=2&service=ocr&cursor=${first.next}`).expect(200)

  expect(first).toMatchObject({ total: 3, items: [{ id: 'CR-3' }, { id: 'CR-2' }] })
  expect(rest).toMatchObject({ total: 3, items: [{ id: 'CR-1' }] })
  expect(rest).not.toHaveProperty('next')
})

test('drafts are kept for each author, told to the others, and go when they are written', async () => {
  const { api, apiAs, name } = await mesh()
  const other = await apiAs('operator')
  const base = await baseOf(api)
  await api
    .put(`${rulePath}/draft`)
    .send({ spec: { routes: [] }, enabled: true, base })
    .expect(200)

  const { body: theirs } = await other.put(`${rulePath}/draft`).send({ spec: stable, enabled: true, base }).expect(200)
  expect(theirs).toMatchObject({ spec: stable, others: [{ author: name }] })
  const { body: checked } = await other
    .post('/api/checks')
    .send({ edits: [edit(stable, base)] })
    .expect(200)
  expect(checked.findings).toContainEqual(expect.objectContaining({ code: 'other-draft', params: { author: name } }))

  await other
    .post('/api/changes')
    .send(proposal(edit(canary, base)))
    .expect(200)
  expect((await other.get(`${rulePath}/draft`).expect(200)).body).toEqual({ draft: null })
  expect((await api.get(`${rulePath}/draft`).expect(200)).body.draft.spec).toEqual({ routes: [] })
  await api.delete(`${rulePath}/draft`).expect(204)
  expect((await api.get(`${rulePath}/draft`).expect(200)).body).toEqual({ draft: null })
})

test('while Kie is silent nothing is written, the draft stays, and the same proposal goes through when it is back', async () => {
  const { api, kie, byHand } = await mesh()
  const wish = proposal(edit(canary, await baseOf(api)))
  await kie.pause()
  const { body } = await api.post('/api/changes').send(wish).expect(502)
  expect(body).toMatchObject({ code: 'backend-silent', params: { backend: 'Kie' } })
  expect((await api.get('/api/changes').expect(200)).body.total).toBe(0)
  expect((await api.get(`${rulePath}/draft`).expect(200)).body.draft.spec).toEqual(canary)

  await kie.resume()
  await eventually(async () => (await api.post('/api/changes').send(wish)).status === 200, 'the proposal to be applied')
  expect((await inKie({ byHand }))[0]).toContain('Device-Os')
})

test('a deleted policy and a partly known history are told while Kie is silent', async () => {
  const { api, kie } = await mesh()
  await api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(api))))
    .expect(200)
  await kie.pause()

  const { body } = await api.get(`${rulePath}/revisions`).expect(200)

  expect(body.revisions).toHaveLength(2)
})

test('without instances that can be asked a change is stored, and says what stands in the way', async () => {
  const { api } = await mesh()
  const { body: change } = await api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(api))))
    .expect(200)

  const { body: proven } = await api.post(`/api/changes/${change.id}/proof`).expect(200)

  expect(proven.proof).toMatchObject({ level: 'stored', why: { code: 'proof-unreadable' } })
  expect(proven.proof.instances.map((one: { state: string }) => one.state)).toEqual(['unread', 'unread'])
})

test('a change that was replaced keeps the proof of its own time', async () => {
  const { api } = await mesh()
  const { body: first } = await api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(api))))
    .expect(200)
  await api
    .post('/api/changes')
    .send(proposal(edit(stable, await baseOf(api))))
    .expect(200)

  const { body } = await api.post(`/api/changes/${first.id}/proof`).expect(200)

  expect(body.proof).toMatchObject({ level: 'stored', why: { code: 'proof-superseded' } })
})

test('only a change that failed or was written in part is gone on with', async () => {
  const { api } = await mesh()
  const { body: change } = await api
    .post('/api/changes')
    .send(proposal(edit(canary, await baseOf(api))))
    .expect(200)

  const { body } = await api.post(`/api/changes/${change.id}/retry`).expect(409)

  expect(body).toMatchObject({ code: 'change-not-open', params: { id: change.id, state: 'applied' } })
})

test('a draft of any kind is kept within limits, and one that is too large or too deep says so', async () => {
  const { api } = await mesh()
  const base = await baseOf(api)
  const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)])
  const refused = async (spec: unknown) => {
    const draft = await api.put(`${rulePath}/draft`).send({ spec, enabled: true, base }).expect(400)
    const asked = await api
      .post('/api/changes')
      .send(proposal(edit(spec, base)))
      .expect(400)
    return [draft, asked].map(({ body }) => body.findings[0])
  }

  expect(await refused({ text: 'x'.repeat(100_000) })).toMatchObject([
    { code: 'spec-too-large', field: 'spec' },
    { code: 'spec-too-large', field: 'edits.0.spec' },
  ])
  expect(await refused(deep(40))).toMatchObject([
    { code: 'spec-too-deep', params: { maximum: 32 }, field: 'spec' },
    { code: 'spec-too-deep', field: 'edits.0.spec' },
  ])
  await api
    .put(`${rulePath}/draft`)
    .send({ spec: deep(20), enabled: true, base })
    .expect(200)
})
