import { expect, test } from 'vitest'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { propose, reviewedMesh } from '../../test-support/reviewed-mesh.ts'

const production = {
  name: 'production',
  order: 1,
  meshes: '*',
  namespaces: '*@production',
  approvals: 0,
  approverRole: 'approver',
}
const hourMs = 3_600_000

async function consoleWithProduction() {
  const world = await consoleWith()
  await world.api.post('/api/environments').send(production).expect(200)
  const freeze = async () => {
    const [from, to] = [-1, 1].map((hours) => new Date(Date.now() + hours * hourMs).toISOString())
    const body = { environment: 'production', from, to, zone: 'UTC', reason: 'Stocktaking' }
    return (await world.api.post('/api/freezes').send(body).expect(200)).body
  }
  return { ...world, freeze }
}

const codesOf = ({ findings }: { findings: { code: string; params: { id: string } }[] }) =>
  findings.map(({ code, params }) => [code, params.id])

test('an environment on which nothing depends is removed, and what has ended of it stays', async () => {
  const { api, freeze } = await consoleWithProduction()
  const { id, revision } = await freeze()
  await api.post(`/api/freezes/${id}/lift`).send({ reason: 'Done', revision }).expect(200)

  await api.post('/api/environments/production/remove').send({ revision: 1 }).expect(200)

  expect((await api.get('/api/environments').expect(200)).body.environments).toEqual([])
  expect((await api.get('/api/freezes').expect(200)).body.freezes).toMatchObject([{ id, environment: 'production' }])
  const { body } = await api.get('/api/audit/entries?event=environment-removed').expect(200)
  expect(body.items).toMatchObject([{ object: { kind: 'environment', id: 'production' } }])
})

test('a freeze and a role that depend on an environment keep it from being removed', async () => {
  const { api, accountsNamed, freeze } = await consoleWithProduction()
  const [bound] = await accountsNamed('bound', 1, [{ ...everywhere('operator'), environment: 'prod*' }])
  const { id } = await freeze()

  const { body } = await api.post('/api/environments/production/remove').send({ revision: 1 }).expect(409)

  expect(body.code).toBe('environment-in-use')
  expect(codesOf(body)).toEqual([
    ['environment-frozen-by', id],
    ['environment-bound-to', bound],
  ])
  expect((await api.get('/api/environments').expect(200)).body.environments).toHaveLength(1)
})

test('a role that holds in another environment as well does not keep one from being removed', async () => {
  const { api, accountsNamed } = await consoleWithProduction()
  await accountsNamed('bound', 1, [{ ...everywhere('operator'), environment: 'prod*' }])
  await api
    .post('/api/environments')
    .send({ ...production, name: 'prod-eu', order: 2 })
    .expect(200)

  await api.post('/api/environments/production/remove').send({ revision: 1 }).expect(200)
})

test('an open request keeps its environment and the name of it, until it is over', async () => {
  const world = await reviewedMesh()
  const change = await propose(world.operators[0])
  const { revision } = (await world.api.get('/api/environments').expect(200)).body.environments[0]
  const to = { name: 'live', revision }

  const { body: removal } = await world.api.post('/api/environments/production/remove').send({ revision }).expect(409)
  const { body: renaming } = await world.api.post('/api/environments/production/rename').send(to).expect(409)
  expect(codesOf(removal)).toEqual([['environment-asked-by', change.id]])
  expect(codesOf(renaming)).toEqual([['environment-asked-by', change.id]])

  await world.operators[0].api.post(`/api/changes/${change.id}/withdraw`).send({}).expect(200)
  await world.api.post('/api/environments/production/rename').send(to).expect(200)
  const { body: over } = await world.api.get(`/api/changes/${change.id}`).expect(200)
  expect(over.needs).toMatchObject([{ environment: 'production' }])
})

test('freezes and the roles that name an environment follow it to its new name', async () => {
  const { api, accountsNamed, freeze } = await consoleWithProduction()
  const [bound] = await accountsNamed('bound', 1, [{ ...everywhere('operator'), environment: 'production' }])
  const { id, revision } = await freeze()

  const { body } = await api.post('/api/environments/production/rename').send({ name: 'live', revision: 1 }).expect(200)

  expect(body).toMatchObject({ name: 'live', namespaces: '*@production', revision: 2 })
  expect((await api.get('/api/freezes').expect(200)).body.freezes).toMatchObject([{ id, environment: 'live' }])
  // Who looked at it before would have written the old name.
  await api.post(`/api/freezes/${id}/lift`).send({ reason: 'Done', revision }).expect(409)
  const { users } = (await api.get('/api/users').expect(200)).body
  expect(users.find((one: { name: string }) => one.name === bound)).toMatchObject({
    bindings: [{ environment: 'live' }],
    revision: 2,
  })
  const told = (await api.get('/api/audit/entries?event=environment-renamed').expect(200)).body.items
  expect(told).toMatchObject([
    { details: { before: { name: 'production' }, after: { name: 'live' }, people: [bound] } },
  ])
})

test('a role whose pattern fits only one of the names keeps an environment from being renamed', async () => {
  const { api, accountsNamed } = await consoleWithProduction()
  const [bound] = await accountsNamed('bound', 1, [{ ...everywhere('operator'), environment: 'prod*' }])

  const { body } = await api.post('/api/environments/production/rename').send({ name: 'live', revision: 1 }).expect(409)
  expect(codesOf(body)).toEqual([['environment-bound-to', bound]])

  await api.post('/api/environments/production/rename').send({ name: 'prod', revision: 1 }).expect(200)
})

test('a name that is taken, a stale revision and an environment that is gone are refused', async () => {
  const { api } = await consoleWithProduction()
  await api
    .post('/api/environments')
    .send({ ...production, name: 'testing', order: 2 })
    .expect(200)

  const taken = await api.post('/api/environments/production/rename').send({ name: 'testing', revision: 1 }).expect(409)
  const stale = await api.post('/api/environments/production/remove').send({ revision: 2 }).expect(409)

  expect(taken.body).toMatchObject({ code: 'already-exists', field: 'name' })
  expect(stale.body).toMatchObject({ code: 'conflict', theirs: { revision: 1 } })
  await api.post('/api/environments/gone/remove').send({ revision: 1 }).expect(404)
})
