import { expect, test } from 'vitest'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import { recordRefusal } from '../../audit/refusals.ts'
import { type Api, consoleWith, everywhere, password } from '../../test-support/console-with.ts'

/** Entries of an event, oldest first. */
async function told(api: Api, event: string): Promise<AuditEntry[]> {
  const { body } = await api.get(`/api/audit/entries?event=${event}`).expect(200)
  return body.items.toReversed()
}

test('signing in and out are told with the client’s address and the request’s id', async () => {
  const { api, stranger, accountsNamed } = await consoleWith({ settings: { trustedProxies: ['127.0.0.1'] } })
  const [name] = await accountsNamed('ada', 1)
  const ada = stranger()

  await ada
    .post('/api/session')
    .set('x-forwarded-for', '203.0.113.9')
    .set('x-request-id', 'request-of-ada')
    .send({ name, password })
    .expect(200)
  await ada.delete('/api/session').expect(204)

  expect((await told(api, 'session-opened')).at(-1)).toMatchObject({
    actor: name,
    address: '203.0.113.9',
    requestId: 'request-of-ada',
    object: { kind: 'user', id: name },
    result: 'done',
  })
  expect(await told(api, 'session-closed')).toMatchObject([{ actor: name }])
})

test('a refused sign-in is told of an account that exists; what else was typed as a name may be a password', async () => {
  const { api, stranger, accountsNamed } = await consoleWith()
  const [name] = await accountsNamed('ada', 1)

  await stranger().post('/api/session').send({ name, password: 'wrong' }).expect(401)
  await stranger().post('/api/session').send({ name: 'hunter2-typed-here', password: 'wrong' }).expect(401)

  const refused = await told(api, 'session-refused')
  expect(refused).toMatchObject([
    { actor: null, result: 'refused', object: { kind: 'user', id: name } },
    { actor: null, result: 'refused', object: { kind: 'user', id: '' } },
  ])
  expect(JSON.stringify(refused)).not.toContain('hunter2')
})

test('who is slowed down is told once a minute, however often they try', async () => {
  const { api, stranger, accountsNamed } = await consoleWith()
  const [name] = await accountsNamed('ada', 1)

  for (let tries = 0; tries < 14; tries += 1) await stranger().post('/api/session').send({ name, password: 'wrong' })

  expect(await told(api, 'session-refused')).toHaveLength(10)
  // The minute may turn while the tries are made.
  expect([1, 2]).toContain((await told(api, 'session-throttled')).length)
})

test('a refusal is told once for each person, right and minute', async () => {
  const { api, database } = await consoleWith()
  const by = { name: 'ada' }
  const at = Date.now() + 3_600_000 - (Date.now() % 60_000)
  const refuse = (right: string, ms: number, who = by) =>
    recordRefusal(database, { by: who, right, place: 'demo' }, at + ms)

  await refuse('calls:read', 0)
  await refuse('calls:read', 59_999)
  await refuse('calls:unmask', 59_999)
  await refuse('calls:read', 59_999, { name: 'eve' })
  await refuse('calls:read', 60_000)

  expect((await told(api, 'permission-refused')).map(({ actor, object }) => [actor, object.id])).toEqual([
    ['ada', 'calls:read'],
    ['ada', 'calls:unmask'],
    ['eve', 'calls:read'],
    ['ada', 'calls:read'],
  ])
})

test('who asks for what is not theirs to see is told, with the right and the place', async () => {
  const { api, apiAs } = await consoleWith()
  const viewer = await apiAs('viewer')

  await viewer.get('/api/users').expect(403)

  expect(await told(api, 'permission-refused')).toMatchObject([
    {
      actor: 'somebody-2',
      result: 'refused',
      object: { kind: 'permission', id: 'users:read' },
      details: { place: '*' },
    },
  ])
})

test('accounts are told as they were and as they are, and no password is', async () => {
  const { api } = await consoleWith()
  const viewing = [everywhere('viewer')]

  await api.post('/api/users').send({ name: 'eve', password, bindings: viewing }).expect(200)
  await api.put('/api/users/eve').send({ disabled: false, bindings: [], revision: 1 }).expect(200)
  await api.put('/api/users/eve').send({ disabled: true, bindings: [], revision: 2 }).expect(200)
  await api.put('/api/users/eve').send({ disabled: false, bindings: [], revision: 2 }).expect(409)
  await api.put('/api/users/eve').send({ disabled: false, bindings: [], revision: 3 }).expect(200)
  await api
    .put('/api/users/eve/password')
    .send({ password: `${password} again` })
    .expect(204)

  const { body } = await api.get('/api/audit/entries?kind=user&object=eve').expect(200)
  const entries: AuditEntry[] = body.items.toReversed()
  expect(entries.map(({ event }) => event)).toEqual([
    'user-created',
    'user-changed',
    'user-disabled',
    'user-enabled',
    'password-reset',
  ])
  expect(entries[1]?.details).toEqual({
    before: { disabled: false, bindings: viewing },
    after: { disabled: false, bindings: [] },
  })
  expect(entries[1]?.before).toBe(entries[0]?.after)
  expect(JSON.stringify(entries)).not.toContain(password)
})

test('an environment is told as it was and as it is', async () => {
  const { api } = await consoleWith()
  const draft = { order: 1, meshes: '*', namespaces: '*@production', approvals: 0 }
  await api
    .post('/api/environments')
    .send({ name: 'production', ...draft })
    .expect(200)
  const { revision: _, name: __, ...first } = (await api.get('/api/environments')).body.environments[0]

  await api
    .put('/api/environments/production')
    .send({ ...first, approvals: 1, revision: 1 })
    .expect(200)

  expect(await told(api, 'environment-changed')).toMatchObject([
    {
      actor: 'somebody-1',
      object: { kind: 'environment', id: 'production' },
      details: { before: { approvals: 0, revision: 1 }, after: { approvals: 1, revision: 2 } },
    },
  ])
})

test('somebody who changes the own password is told', async () => {
  const { api } = await consoleWith()

  await api
    .put('/api/session/password')
    .send({ current: 'wrong', next: `${password} new` })
    .expect(401)
  await api
    .put('/api/session/password')
    .send({ current: password, next: `${password} new` })
    .expect(204)

  expect(await told(api, 'session-refused')).toMatchObject([{ actor: 'somebody-1' }])
  expect(await told(api, 'password-changed')).toMatchObject([{ actor: 'somebody-1' }])
})
