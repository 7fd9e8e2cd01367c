import { expect, test } from 'vitest'
import { consoleWith } from '../../test-support/console-with.ts'

const production = { name: 'production', order: 2, meshes: '*', namespaces: '*@production', approvals: 0 }
const testing = { name: 'testing', order: 1, meshes: '*', namespaces: '*@testing', approvals: 0 }

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
