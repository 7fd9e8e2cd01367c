import { expect, test } from 'vitest'
import { consoleWith } from '../../test-support/console-with.ts'

const usual = { approvals: 0, approverRole: 'approver' }
const production = { name: 'production', order: 2, meshes: '*', namespaces: '*@production', ...usual }
const testing = { name: 'testing', order: 1, meshes: '*', namespaces: '*@testing', ...usual }

test('environments come in their order, for everybody who may read them', async () => {
  const { api, apiAs } = await consoleWith()
  await api.post('/api/environments').send(production).expect(200)
  await api.post('/api/environments').send(testing).expect(200)

  const { body } = await (await apiAs('viewer')).get('/api/environments').expect(200)

  expect(body.environments).toEqual([
    { ...testing, revision: 1 },
    { ...production, revision: 1 },
  ])
})

test('only administrators of the whole console add one', async () => {
  const { apiAs } = await consoleWith()

  const { body } = await (await apiAs('operator')).post('/api/environments').send(production).expect(403)

  expect(body).toMatchObject({ code: 'not-permitted', params: { permission: 'environments:write', place: '*' } })
})

test('a name that is taken is refused', async () => {
  const { api } = await consoleWith()
  await api.post('/api/environments').send(production).expect(200)

  const { body } = await api.post('/api/environments').send(production).expect(409)

  expect(body).toMatchObject({ code: 'already-exists', field: 'name' })
})

test('a stale revision is a conflict, and the environment stays as the other editor left it', async () => {
  const { api } = await consoleWith()
  await api.post('/api/environments').send(production).expect(200)
  const { name: _, ...rest } = production
  await api
    .put('/api/environments/production')
    .send({ ...rest, meshes: 'demo', revision: 1 })
    .expect(200)

  const { body } = await api
    .put('/api/environments/production')
    .send({ ...rest, revision: 1 })
    .expect(409)

  expect(body).toMatchObject({ code: 'conflict', theirs: { meshes: 'demo', revision: 2 } })
})

test('one that does not exist cannot be changed', async () => {
  const { api } = await consoleWith()
  const { name: _, ...rest } = production

  await api
    .put('/api/environments/production')
    .send({ ...rest, revision: 1 })
    .expect(404)
})

test('an environment says how many of which role approve, how far a weight moves, and when more are needed', async () => {
  const { api } = await consoleWith()
  const rules = { approvals: 1, approverRole: 'any', largestWeightStep: 20 }
  const moreAbove = { callsPerSecond: 50, approvals: 2 }
  await api
    .post('/api/environments')
    .send({ ...production, ...rules, moreAbove })
    .expect(200)

  const { body } = await api.get('/api/environments').expect(200)
  expect(body.environments).toEqual([{ ...production, ...rules, moreAbove, revision: 1 }])

  const { name: _, ...rest } = production
  const { body: simpler } = await api
    .put('/api/environments/production')
    .send({ ...rest, revision: 1 })
    .expect(200)
  expect(simpler).toEqual({ ...production, revision: 2 })
})

test('rules that nobody could meet or that mean nothing are refused with their field', async () => {
  const { api } = await consoleWith()
  const refused = async (rules: object) => {
    const { body } = await api
      .post('/api/environments')
      .send({ ...production, ...rules })
      .expect(400)
    return body.findings.map(({ code, field }: { code: string; field: string }) => [field, code])
  }

  expect(await refused({ approvals: 6 })).toEqual([['approvals', 'value-too-large']])
  expect(await refused({ largestWeightStep: 0 })).toEqual([['largestWeightStep', 'value-too-small']])
  expect(await refused({ approvals: 2, moreAbove: { callsPerSecond: 1, approvals: 2 } })).toEqual([
    ['moreAbove.approvals', 'approvals-not-more'],
  ])
  expect(await refused({ approverRole: 'viewer' })).toEqual([['approverRole', 'role-cannot-approve']])
})

test('all environments are brought into an order at once, and only those that moved get a new revision', async () => {
  const { api } = await consoleWith()
  const staging = { ...production, name: 'staging', order: 3, namespaces: '*@staging' }
  for (const one of [testing, production, staging]) await api.post('/api/environments').send(one).expect(200)

  const names = ['testing', 'staging', 'production']
  const { body } = await api.post('/api/environments/order').send({ names }).expect(200)

  expect(body.environments).toMatchObject([
    { name: 'testing', order: 1, revision: 1 },
    { name: 'staging', order: 2, revision: 2 },
    { name: 'production', order: 3, revision: 2 },
  ])
  expect((await api.get('/api/environments').expect(200)).body).toEqual(body)
})

test('an order that somebody made without knowing all environments is a conflict', async () => {
  const { api } = await consoleWith()
  for (const one of [testing, production]) await api.post('/api/environments').send(one).expect(200)

  for (const names of [['testing'], ['testing', 'gone'], ['testing', 'testing']]) {
    const { body } = await api.post('/api/environments/order').send({ names }).expect(409)
    expect(body).toMatchObject({
      code: 'conflict',
      theirs: { environments: [{ name: 'testing' }, { name: 'production' }] },
    })
  }
})
