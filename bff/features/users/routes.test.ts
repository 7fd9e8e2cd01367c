import { expect, test } from 'vitest'
import { consoleWith, everywhere, password } from '../../test-support/console-with.ts'

const eve = { name: 'eve', password: 'a phrase of her own', bindings: [everywhere('viewer')] }

test('an account that was made can sign in and do what its role says', async () => {
  const { api, stranger } = await consoleWith()

  const { body } = await api.post('/api/users').send(eve).expect(200)

  expect(body).toMatchObject({ name: 'eve', disabled: false, bindings: [{ role: 'viewer' }], revision: 1 })
  expect(JSON.stringify(body)).not.toContain(eve.password)
  const hers = stranger()
  await hers.post('/api/session').send({ name: 'eve', password: eve.password }).expect(200)
  await hers.get('/api/users').expect(403)
})

test('what a binding leaves out means everywhere, and a label stays with it', async () => {
  const { api } = await consoleWith()
  const bindings = [{ role: 'operator', mesh: 'demo', label: { key: 'area', value: 'ai' } }, { role: 'auditor' }]

  await api
    .post('/api/users')
    .send({ ...eve, bindings })
    .expect(200)

  const { body } = await api.get('/api/users').expect(200)
  expect(body.users.find((user: { name: string }) => user.name === 'eve').bindings).toEqual([
    {
      role: 'operator',
      mesh: 'demo',
      namespace: '*',
      environment: '*',
      service: '*',
      tenant: '*',
      label: { key: 'area', value: 'ai' },
    },
    { role: 'auditor', mesh: '*', namespace: '*', environment: '*', service: '*', tenant: '*' },
  ])
})

test('a name that is taken is refused, and its account stays as it is', async () => {
  const { api, stranger } = await consoleWith()
  await api.post('/api/users').send(eve).expect(200)

  const { body } = await api
    .post('/api/users')
    .send({ ...eve, password: 'somebody else’s phrase' })
    .expect(409)

  expect(body).toMatchObject({ code: 'already-exists', params: { noun: 'user', id: 'eve' } })
  await stranger().post('/api/session').send({ name: 'eve', password: eve.password }).expect(200)
})

test('a short password and an odd name are named as such', async () => {
  const { api } = await consoleWith()

  const { body } = await api.post('/api/users').send({ name: 'Eve Smith', password: 'short' }).expect(400)

  expect(body.findings).toMatchObject([
    { code: 'value-invalid', field: 'name' },
    { code: 'value-too-short', params: { minimum: 12 }, field: 'password' },
  ])
})

test('running sessions follow a change of bindings at once', async () => {
  const { api, stranger } = await consoleWith()
  await api.post('/api/users').send(eve).expect(200)
  const hers = stranger()
  await hers.post('/api/session').send({ name: 'eve', password: eve.password }).expect(200)

  const update = { disabled: false, bindings: [everywhere('administrator')], revision: 1 }
  await api.put('/api/users/eve').send(update).expect(200)

  expect((await hers.get('/api/users').expect(200)).body.users).toHaveLength(2)
})

test('a disabled account is out at once, cannot come back, and is told no more than a stranger', async () => {
  const { api, stranger } = await consoleWith()
  await api.post('/api/users').send(eve).expect(200)
  const hers = stranger()
  await hers.post('/api/session').send({ name: 'eve', password: eve.password }).expect(200)

  await api.put('/api/users/eve').send({ disabled: true, bindings: [], revision: 1 }).expect(200)

  await hers.get('/api/session').expect(401)
  const { body } = await stranger().post('/api/session').send({ name: 'eve', password: eve.password }).expect(401)
  expect(body.code).toBe('wrong-credentials')
})

test('a stale revision is a conflict, and the account stays as the other editor left it', async () => {
  const { api } = await consoleWith()
  await api.post('/api/users').send(eve).expect(200)
  await api
    .put('/api/users/eve')
    .send({ disabled: false, bindings: [everywhere('auditor')], revision: 1 })
    .expect(200)

  const { body } = await api.put('/api/users/eve').send({ disabled: true, bindings: [], revision: 1 }).expect(409)

  expect(body).toMatchObject({ code: 'conflict', theirs: { revision: 2, bindings: [{ role: 'auditor' }] } })
})

test('the last administrator can neither be disabled nor lose the role', async () => {
  const { api, name } = await consoleWith()
  const without = { disabled: false, bindings: [{ ...everywhere('administrator'), mesh: 'demo' }], revision: 1 }

  for (const update of [without, { disabled: true, bindings: [everywhere('administrator')], revision: 1 }]) {
    const { body } = await api.put(`/api/users/${name}`).send(update).expect(409)
    expect(body.code).toBe('last-administrator')
  }
})

test('an administrator gives somebody a new password, and their sessions end', async () => {
  const { api, stranger } = await consoleWith()
  await api.post('/api/users').send(eve).expect(200)
  const hers = stranger()
  await hers.post('/api/session').send({ name: 'eve', password: eve.password }).expect(200)

  await api.put('/api/users/eve/password').send({ password: 'a phrase that was given' }).expect(204)

  await hers.get('/api/session').expect(401)
  await stranger().post('/api/session').send({ name: 'eve', password: 'a phrase that was given' }).expect(200)
})

test('an account that does not exist is said to be missing', async () => {
  const { api } = await consoleWith()
  const update = { disabled: true, bindings: [], revision: 1 }

  const { body } = await api.put('/api/users/nobody-here').send(update).expect(404)

  expect(body).toMatchObject({ code: 'not-found', params: { noun: 'user', id: 'nobody-here' } })
  await api.put('/api/users/nobody-here/password').send({ password }).expect(404)
})
