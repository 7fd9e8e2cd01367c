import { expect, test } from 'vitest'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { everywhere } from '../../test-support/console-with.ts'
import {
  baseOf,
  canary,
  edit,
  everything,
  inKie,
  ocrKey,
  ocrPath,
  proposal,
  stable,
  stableText,
  to,
} from '../../test-support/ocr-mesh.ts'
import { type Person, propose, reviewedMesh } from '../../test-support/reviewed-mesh.ts'

const half = { routes: [everything(to('1.0.0', 50), to('1.0.1', 50))] }

const act = ({ api }: Person, { id }: ChangeRequest, what: string, body: object = {}) =>
  api.post(`/api/changes/${id}/${what}`).send(body)

const approve = (person: Person, change: ChangeRequest, more: object = {}) =>
  act(person, change, 'approve', { hash: change.hash, ...more })

const read = async ({ api }: Person, { id }: ChangeRequest): Promise<ChangeRequest> =>
  (await api.get(`/api/changes/${id}`).expect(200)).body as ChangeRequest // the endpoint's own answer

const editOf = async ({ api }: Person, { revision }: ChangeRequest, spec: unknown) => ({
  ...proposal(edit(spec, await baseOf(api))),
  revision,
})

test('where an approval is asked for nothing is written until somebody else has approved it', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer] = world.approvers

  const change = await propose(author)
  expect(change).toMatchObject({
    state: 'in_review',
    round: 1,
    contributors: [author.name],
    needs: [{ environment: 'production', namespaces: ['cloud@production'], approvals: 1, role: 'approver', given: 0 }],
    steps: [{ state: 'waiting' }],
  })
  expect(await inKie(world)).toEqual([stableText])

  const { body: approved } = await approve(reviewer, change, { comment: 'Looks right' }).expect(200)
  expect(approved).toMatchObject({
    state: 'approved',
    needs: [{ given: 1 }],
    reviews: [
      {
        by: reviewer.name,
        verdict: 'approve',
        comment: 'Looks right',
        round: 1,
        hash: change.hash,
        environments: ['production'],
      },
    ],
  })
  expect(await inKie(world)).toEqual([stableText])

  const { body: applied } = await act(author, change, 'apply').expect(200)
  expect(applied).toMatchObject({ state: 'applied', steps: [{ state: 'written' }] })
  expect(await inKie(world)).toEqual(change.edits[0]?.after?.native.map(({ text }) => text))
})

test('the last approval applies it at once where the reviewer says so', async () => {
  const world = await reviewedMesh()
  const change = await propose(world.operators[0])

  const { body } = await approve(world.approvers[0], change, { apply: true }).expect(200)

  expect(body.state).toBe('applied')
})

test('who contributed may not approve, whatever else they are', async () => {
  const world = await reviewedMesh({ approverRole: 'any' })
  const admin = { name: world.name, api: world.api }
  const change = await propose(admin)
  const own = { code: 'own-change', params: { id: change.id } }

  expect((await approve(admin, change).expect(403)).body).toMatchObject(own)
  expect((await act(admin, change, 'reject', { comment: 'no' }).expect(403)).body).toMatchObject(own)
  expect((await act(admin, change, 'send-back', { comment: 'no' }).expect(403)).body).toMatchObject(own)
  // A second session is the same person.
  expect((await approve(await world.person(admin.name), change).expect(403)).body).toMatchObject(own)

  const [editor] = world.operators
  const { body: edited } = await editor.api
    .put(`/api/changes/${change.id}`)
    .send(await editOf(editor, change, half))
    .expect(200)
  expect(edited).toMatchObject({ round: 2, contributors: [admin.name, editor.name] })
  expect((await approve(admin, edited).expect(403)).body).toMatchObject(own)
  expect(await read(admin, change)).toMatchObject({ state: 'in_review', needs: [{ given: 0 }] })
})

test('a request tells when its present round was sent, which an approval leaves as it is', async () => {
  const world = await reviewedMesh({ approvals: 2 })
  const [author] = world.operators
  const [reviewer] = world.approvers
  const change = await propose(author)
  expect(change.roundAt).toBe(change.createdAt)

  const { body: approved } = await approve(reviewer, change).expect(200)
  expect(approved.roundAt).toBe(change.roundAt)

  const edited = await editOf(author, approved, half)
  const { body: second } = await author.api.put(`/api/changes/${change.id}`).send(edited).expect(200)
  expect(second.round).toBe(2)
  expect(second.roundAt >= approved.reviews[0].at).toBe(true)
})

test('an edit by a reviewer makes them a contributor, so that they cannot approve what they wrote', async () => {
  const world = await reviewedMesh({ approverRole: 'any' })
  const admin = { name: world.name, api: world.api }
  const change = await propose(world.operators[0])

  const { body: edited } = await admin.api
    .put(`/api/changes/${change.id}`)
    .send(await editOf(admin, change, half))
    .expect(200)

  expect((await approve(admin, edited).expect(403)).body.code).toBe('own-change')
})

test('only the role that the environment names counts, an administrator too must hold it', async () => {
  const world = await reviewedMesh()
  const change = await propose(world.operators[0])

  const { body } = await approve({ name: world.name, api: world.api }, change).expect(403)
  expect(body).toMatchObject({
    code: 'reviewer-role-missing',
    params: { environment: 'production', role: 'approver' },
  })
  const { body: operator } = await approve(world.operators[1], change).expect(403)
  expect(operator).toMatchObject({ code: 'not-permitted', params: { permission: 'changes:approve' } })
})

test('who tries to review their own change, or without the role, is told in the audit log of that change', async () => {
  const world = await reviewedMesh()
  const [admin] = await world.accountsNamed('second', 1, [everywhere('administrator')])
  const second = await world.person(admin ?? '')
  const change = await propose({ name: world.name, api: world.api })

  await approve({ name: world.name, api: world.api }, change).expect(403)
  await approve(second, change).expect(403)

  const { body } = await world.api.get('/api/audit/entries?event=permission-refused').expect(200)
  const object = { kind: 'change', id: change.id }
  const right = 'changes:approve'
  expect(body.items).toMatchObject([
    { actor: second.name, object, details: { right, place: 'production' } },
    { actor: world.name, object, details: { right } },
  ])
})

test('one person counts once, and two are needed where the environment asks for two', async () => {
  const world = await reviewedMesh({ approvals: 2 })
  const change = await propose(world.operators[0])
  const [first, second] = world.approvers

  expect((await approve(first, change).expect(200)).body).toMatchObject({ state: 'in_review', needs: [{ given: 1 }] })
  expect((await approve(first, change).expect(409)).body.code).toBe('approved-before')
  expect((await approve(second, change).expect(200)).body).toMatchObject({ state: 'approved', needs: [{ given: 2 }] })
})

test('an approval is for what was seen: another hash, and a base that has moved, are refused', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer] = world.approvers
  const change = await propose(author)

  const { body: other } = await approve(reviewer, { ...change, hash: '0'.repeat(64) }).expect(409)
  expect(other).toMatchObject({ code: 'hash-moved', theirs: { id: change.id, hash: change.hash } })

  const theirs = stableText.replace('100', '60')
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', theirs)
  const { body: moved } = await approve(reviewer, change).expect(409)
  expect(moved).toMatchObject({
    code: 'base-moved-since',
    params: { service: 'ocr', name: 'app' },
    theirs: { native: [{ text: theirs }] },
  })
  expect(await read(reviewer, change)).toMatchObject({ state: 'in_review', reviews: [] })
})

test('an approved change whose base has moved stays approved, says so, and writes nothing', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const change = await propose(author)
  await approve(world.approvers[0], change).expect(200)
  const theirs = stableText.replace('100', '60')
  await world.byHand.update((await world.byHand.documents(ocrKey))[0]?.id ?? '', theirs)

  const { body } = await act(author, change, 'apply').expect(409)

  expect(body).toMatchObject({ code: 'base-moved-since', theirs: { native: [{ text: theirs }] } })
  expect(await read(author, change)).toMatchObject({ state: 'approved', waitsFor: { code: 'base-moved-since' } })
  expect(await inKie(world)).toEqual([theirs])

  const { body: again } = await author.api
    .put(`/api/changes/${change.id}`)
    .send(await editOf(author, await read(author, change), half))
    .expect(200)
  expect(again).toMatchObject({ state: 'in_review', round: 2, needs: [{ given: 0 }] })
  expect(again).not.toHaveProperty('waitsFor')
})

test('an approved change that a silent backend keeps from being written says so', async () => {
  const world = await reviewedMesh()
  const change = await propose(world.operators[0])
  await approve(world.approvers[0], change).expect(200)
  await world.kie.pause()

  expect((await act(world.operators[0], change, 'apply').expect(502)).body.code).toBe('backend-silent')

  expect(await read(world.operators[0], change)).toMatchObject({
    state: 'approved',
    waitsFor: { code: 'backend-silent', params: { backend: 'Kie' } },
  })
})

test('what is sent back is edited into a new round, in which old approvals count no more', async () => {
  const world = await reviewedMesh({ approvals: 2 })
  const [author] = world.operators
  const [first, second] = world.approvers
  const change = await propose(author)
  await approve(first, change).expect(200)
  await act(second, change, 'send-back').expect(400)
  const { body: back } = await act(second, change, 'send-back', { comment: 'Begin with half' }).expect(200)
  expect(back).toMatchObject({ state: 'changes_requested' })
  expect((await approve(second, change).expect(409)).body.code).toBe('act-not-now')

  const stale = await author.api
    .put(`/api/changes/${change.id}`)
    .send({ ...(await editOf(author, change, half)), revision: 1 })
    .expect(409)
  expect(stale.body).toMatchObject({ code: 'change-moved', theirs: { revision: back.revision } })
  const { body: round } = await author.api
    .put(`/api/changes/${change.id}`)
    .send(await editOf(author, back, half))
    .expect(200)

  expect(round).toMatchObject({
    state: 'in_review',
    round: 2,
    needs: [{ given: 0 }],
    reviews: [{ round: 1 }, { round: 1 }],
  })
  expect(round.hash).not.toBe(change.hash)
  await approve(first, round).expect(200)
  expect((await approve(second, round).expect(200)).body.state).toBe('approved')
})

test('only its author withdraws a change, and what was rejected or withdrawn is over', async () => {
  const world = await reviewedMesh()
  const [author, other] = world.operators
  const change = await propose(author)

  expect((await act(other, change, 'withdraw').expect(403)).body).toMatchObject({
    code: 'author-only',
    params: { author: author.name },
  })
  expect((await act(author, change, 'withdraw').expect(200)).body.state).toBe('withdrawn')
  expect((await approve(world.approvers[0], change).expect(409)).body).toMatchObject({
    code: 'act-not-now',
    params: { state: 'withdrawn' },
  })

  const second = await propose(author)
  expect(
    (await act(world.approvers[0], second, 'reject', { comment: 'Not this week' }).expect(200)).body,
  ).toMatchObject({
    state: 'rejected',
    reviews: [{ verdict: 'reject', comment: 'Not this week', environments: [] }],
  })
  expect((await act(author, second, 'apply').expect(409)).body.code).toBe('act-not-now')
})

test('whoever may break the glass lets a change pass with a reason, and the mark stays', async () => {
  const world = await reviewedMesh()
  const admin = { name: world.name, api: world.api }
  const change = await propose(admin)
  await act(world.operators[0], change, 'break-glass', { hash: change.hash, reason: 'It burns' }).expect(403)
  await act(admin, change, 'break-glass', { hash: change.hash, reason: '' }).expect(400)

  const { body } = await act(admin, change, 'break-glass', { hash: change.hash, reason: 'It burns' }).expect(200)

  expect(body).toMatchObject({
    state: 'approved',
    needs: [{ given: 0 }],
    breakGlass: { by: admin.name, reason: 'It burns' },
  })
  expect((await act(admin, change, 'apply').expect(200)).body).toMatchObject({ state: 'applied', breakGlass: {} })
})

test('who broke the glass for somebody else applies it, and no other holder of that right', async () => {
  const world = await reviewedMesh()
  const admin = { name: world.name, api: world.api }
  const change = await propose(world.operators[0])
  const [second] = await world.accountsNamed('second', 1, [
    { role: 'administrator', mesh: '*', namespace: '*', environment: '*', service: '*', tenant: '*' },
  ])
  await act(admin, change, 'break-glass', { hash: change.hash, reason: 'It burns' }).expect(200)

  await act(await world.person(second ?? ''), change, 'apply').expect(403)
  expect((await act(admin, change, 'apply').expect(200)).body.state).toBe('applied')
})

test('each may see what the state allows them, and why not the rest', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const change = await propose(author)
  const acts = async ({ api }: Person) => {
    const { body } = await api.get(`/api/changes/${change.id}/acts`).expect(200)
    return Object.fromEntries(
      body.acts.map(({ act: name, may, why }: { act: string; may: boolean; why?: { code: string } }) => [
        name,
        why?.code ?? may,
      ]),
    ) as Record<string, unknown>
  }

  expect(await acts(author)).toEqual({
    approve: 'own-change',
    'send-back': 'own-change',
    reject: 'own-change',
    withdraw: true,
    edit: true,
    'break-glass': 'not-permitted',
  })
  expect(await acts(world.approvers[0])).toEqual({
    approve: true,
    'send-back': true,
    reject: true,
    withdraw: 'author-only',
    edit: 'not-permitted',
    'break-glass': 'not-permitted',
  })
})

test('reviewers are asked by name among those who may review', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer, other] = world.approvers
  const change = await propose(author)

  const { body: candidates } = await author.api.get(`/api/changes/${change.id}/reviewers`).expect(200)
  expect(candidates.candidates).toEqual([
    { name: reviewer.name, environments: ['production'] },
    { name: other.name, environments: ['production'] },
  ])
  const ask = (reviewers: string[]) => author.api.put(`/api/changes/${change.id}/reviewers`).send({ reviewers })
  expect((await ask([reviewer.name]).expect(200)).body.requestedReviewers).toEqual([reviewer.name])
  expect((await ask([author.name]).expect(422)).body).toMatchObject({
    code: 'reviewer-unfit',
    params: { name: author.name },
  })
})

test('nobody is asked who sees only one environment of a change, since they could not open it', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const testing = { name: 'testing', order: 2, meshes: '*', namespaces: '*@testing', approvals: 1 }
  await world.api.post('/api/environments').send(testing).expect(200)
  const [name = ''] = await world.accountsNamed('half', 1, [{ ...everywhere('approver'), namespace: '*@production' }])
  const edits = [edit(canary, await baseOf(author.api)), edit(canary, 'none', { namespace: 'cloud@testing' })]
  const { body: change } = await author.api
    .post('/api/changes')
    .send(proposal(...edits))
    .expect(200)
  expect(change.needs).toMatchObject([{ environment: 'production' }, { environment: 'testing' }])
  const half1 = await world.person(name)
  await half1.api.get(`/api/changes/${change.id}`).expect(404)

  const { body } = await author.api.get(`/api/changes/${change.id}/reviewers`).expect(200)

  const named = body.candidates.map((candidate: { name: string }) => candidate.name)
  expect(named.toSorted()).toEqual(world.approvers.map((approver) => approver.name).toSorted())
  const ask = author.api.put(`/api/changes/${change.id}/reviewers`).send({ reviewers: [name] })
  expect((await ask.expect(422)).body.code).toBe('reviewer-unfit')
})

test('a change is talked about, also about one line of it, by who may take part', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const change = await propose(author)
  const say = ({ api }: Person, body: object) => api.post(`/api/changes/${change.id}/comments`).send(body)

  await say(world.approvers[0], { text: 'Why 5 %?', anchor: { field: 'edits.0.spec.routes.0', line: 4 } }).expect(200)
  await say(author, { text: 'As the plan says' }).expect(200)
  await say(author, { text: '  ' }).expect(400)
  await (await world.apiAs('viewer')).post(`/api/changes/${change.id}/comments`).send({ text: 'Me too' }).expect(403)

  const { body } = await author.api.get(`/api/changes/${change.id}/comments`).expect(200)
  expect(body.comments).toMatchObject([
    {
      author: world.approvers[0].name,
      text: 'Why 5 %?',
      anchor: { field: 'edits.0.spec.routes.0', line: 4 },
      round: 1,
    },
    { author: author.name, text: 'As the plan says' },
  ])
})

test('the inbox tells each what waits for them, and counts it', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const [reviewer] = world.approvers
  const inbox = async ({ api }: Person) => {
    const { body } = await api.get('/api/inbox').expect(200)
    const { body: count } = await api.get('/api/inbox/count').expect(200)
    expect(count.total).toBe(body.items.length)
    return body.items.map(
      ({ kind, change: { id } }: { kind: string; change: { id: string } }) => `${kind} ${id}`,
    ) as string[]
  }
  const change = await propose(author)

  expect(await inbox(reviewer)).toEqual(['review CR-1'])
  expect(await inbox(author)).toEqual([])
  await act(reviewer, change, 'send-back', { comment: 'Half' }).expect(200)
  expect(await inbox(reviewer)).toEqual([])
  expect(await inbox(author)).toEqual(['sent-back CR-1'])
  const { body: round } = await author.api
    .put(`/api/changes/${change.id}`)
    .send(await editOf(author, await read(author, change), half))
    .expect(200)
  await approve(reviewer, round).expect(200)
  expect(await inbox(author)).toEqual(['approved CR-1'])
  await act(author, change, 'apply').expect(200)
  expect(await inbox(author)).toEqual([])
})

test('a change of a policy that the reader does not see has no acts, no comments and no reviewers for them', async () => {
  const world = await reviewedMesh()
  const change = await propose(world.operators[0])
  const hidden = await world.apiAs([
    { role: 'approver', mesh: '*', namespace: '*', environment: '*', service: 'vpc', tenant: '*' },
  ])

  for (const part of ['acts', 'comments', 'reviewers'])
    await hidden.get(`/api/changes/${change.id}/${part}`).expect(404)
  await hidden.post(`/api/changes/${change.id}/approve`).send({ hash: change.hash }).expect(404)
  expect((await hidden.get('/api/inbox').expect(200)).body.items).toEqual([])
})

test('the draft of what is in review stays with its author until it is written', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const draft = { spec: canary, enabled: true, base: await baseOf(author.api) }
  await author.api.put(`${ocrPath}/draft`).send(draft).expect(200)
  const change = await propose(author)
  expect((await author.api.get(`${ocrPath}/draft`).expect(200)).body.draft).toMatchObject(draft)

  await approve(world.approvers[0], change, { apply: true }).expect(200)

  expect((await author.api.get(`${ocrPath}/draft`).expect(200)).body.draft).toBeNull()
})

test('what its author drafted since a change was asked for is kept when that is written', async () => {
  const world = await reviewedMesh()
  const [author] = world.operators
  const newer = { spec: half, enabled: true, base: await baseOf(author.api) }
  const change = await propose(author)
  await author.api.put(`${ocrPath}/draft`).send(newer).expect(200)

  await approve(world.approvers[0], change, { apply: true }).expect(200)

  expect(await read(author, change)).toMatchObject({ state: 'applied' })
  expect((await author.api.get(`${ocrPath}/draft`).expect(200)).body.draft).toMatchObject(newer)
})

test('what its author drafted since a change was asked for is kept when that cannot be written', async () => {
  const world = await reviewedMesh({}, { kieQuota: 1 })
  const [author] = world.operators
  const path = ocrPath.replace('/ocr/', '/vpc/')
  const wish = proposal(edit(stable, 'none', { service: 'vpc' }))
  const { body: change } = await author.api.post('/api/changes').send(wish).expect(200)
  const newer = { spec: half, enabled: true, base: 'none' }
  await author.api.put(`${path}/draft`).send(newer).expect(200)

  await approve(world.approvers[0], change, { apply: true }).expect(200)

  expect(await read(author, change)).toMatchObject({ state: 'failed' })
  expect((await author.api.get(`${path}/draft`).expect(200)).body.draft).toMatchObject(newer)
})

test('in an environment that asks for no approval a change is applied at once', async () => {
  const world = await reviewedMesh({ approvals: 0 })

  expect(await propose(world.operators[0])).toMatchObject({ state: 'applied', needs: [], reviews: [] })
})
