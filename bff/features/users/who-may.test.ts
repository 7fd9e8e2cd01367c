import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoleBinding } from '#shared/access/binding.ts'
import { permissions } from '#shared/access/permission.ts'
import { roles } from '#shared/access/role.ts'
import { Environment } from '#shared/features/environments/model.ts'
import type { Holder, PermissionScope, User } from '#shared/features/users/model.ts'
import { actorOf } from '../../http/actor.ts'
import { consoleWith, everywhere, password } from '../../test-support/console-with.ts'
import { demoMesh } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { holdersOf } from './who-may.ts'

/** A mesh with `ocr` in the area `ai`, and an environment for its namespace. */
async function withOcr() {
  const { meshes, register } = await demoMesh()
  await register('ocr', '1.0.0', {}, { service: { area: 'ai' } })
  await register('billing', '1.0.0', {}, { service: { area: 'ops' } })
  await eventually(
    async () => (await meshes.get('cloud')?.registry.snapshot())?.value.services.length === 2,
    'both services',
  )
  const console = await consoleWith({ meshes })
  const production = { name: 'production', order: 1, meshes: '*', namespaces: '*@production', approvals: 0 }
  await console.api.post('/api/environments').send(production).expect(200)
  return console
}

const person = (name: string, bindings: RoleBinding[]) => ({ name, password, bindings })

test('what a person may do is told binding by binding, with what a narrow one withholds and which services it reaches', async () => {
  const { api } = await withOcr()
  const narrow = { ...everywhere('administrator'), label: { key: 'area', value: 'ai' } }
  const ofTenant = { ...everywhere('operator'), environment: 'production', tenant: 'acme' }
  await api
    .post('/api/users')
    .send(person('eve', [narrow, ofTenant]))
    .expect(200)

  const { body } = await api.get('/api/users/eve/permissions').expect(200)

  const [first, second] = body.scopes as [PermissionScope, PermissionScope] // the endpoint's own answer
  expect(first.binding).toEqual(narrow)
  expect(first.permissions).toContain('route-rules:write')
  expect(first.withheld).toContainEqual({ permission: 'users:write', because: 'everywhere' })
  expect(first.services).toEqual({ total: 1, first: [{ mesh: 'cloud', namespace: 'cloud@production', name: 'ocr' }] })
  expect(second.permissions).toContain('calls:read')
  expect(second.withheld).toContainEqual({ permission: 'route-rules:write', because: 'every-tenant' })
  expect(second.services.total).toBe(2)
})

test('who may do something is told with the bindings that give it there, without the disabled', async () => {
  const { api, name } = await withOcr()
  const bindings = [everywhere('viewer'), { ...everywhere('operator'), environment: 'production', service: 'ocr' }]
  await api.post('/api/users').send(person('eve', bindings)).expect(200)
  await api
    .post('/api/users')
    .send(person('left', [everywhere('operator')]))
    .expect(200)
  await api
    .put('/api/users/left')
    .send({ disabled: true, bindings: [everywhere('operator')], revision: 1 })
    .expect(200)
  const who = async (service: string) =>
    (
      await api
        .get('/api/users/permitted')
        .query({ ...place, service })
        .expect(200)
    ).body
  const place = { permission: 'route-rules:write', mesh: 'cloud', namespace: 'cloud@production' }

  const root = { name, bindings: [everywhere('administrator')] }
  expect(await who('ocr')).toEqual({
    holders: [{ name: 'eve', bindings: bindings.slice(1) }, root],
    environment: 'production',
  })
  expect((await who('billing')).holders).toEqual([root])
})

test('a place is asked for from its mesh down', async () => {
  const { api } = await consoleWith()

  const { body } = await api.get('/api/users/permitted').query({ permission: 'calls:read', service: 'ocr' }).expect(400)

  expect(body.findings).toMatchObject([{ code: 'value-missing', field: 'namespace' }])
})

test('who may do something agrees with what each person is let do, for every permission and place', async () => {
  const environments = async () => [
    Environment.parse({
      name: 'production',
      order: 1,
      meshes: '*',
      namespaces: '*@production',
      approvals: 0,
      revision: 1,
    }),
    Environment.parse({ name: 'testing', order: 2, meshes: 'demo', namespaces: '*', approvals: 0, revision: 1 }),
  ]
  const world = { meshes: new Map(), environments }
  const pattern = (...names: string[]) => fc.constantFrom('*', ...names, `${names[0]?.slice(0, 2)}*`)
  const binding = fc.record({
    role: fc.constantFrom(...roles),
    mesh: pattern('demo', 'other'),
    namespace: pattern('cloud@production', 'cloud@testing'),
    environment: pattern('production', 'testing'),
    service: pattern('ocr', 'billing'),
    tenant: pattern('acme'),
  })
  const user = fc.record({ bindings: fc.array(binding, { maxLength: 3 }), disabled: fc.boolean() })
  const place = fc.constantFrom(
    {},
    { mesh: 'demo' },
    { mesh: 'demo', namespace: 'cloud@testing' },
    { mesh: 'other', namespace: 'cloud@testing' },
    { mesh: 'demo', namespace: 'cloud@production', service: 'ocr' },
    { mesh: 'demo', namespace: 'cloud@production', service: '*' },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(user, { maxLength: 4 }), place, async (people, where) => {
      const users: User[] = people.map((one, at) => ({ ...one, name: `user-${at}`, createdAt: '', revision: 1 }))
      const accounts = { list: async () => users }
      for (const permission of permissions) {
        const told = await holdersOf({ accounts, world }, permission, where)
        const actors = users.filter(({ disabled }) => !disabled).map((one) => actorOf(one, world))
        const allowed = (await Promise.all(actors)).filter((actor) => actor.may(permission, where))
        expect(told.map(({ name }: Holder) => name)).toEqual(allowed.map(({ name }) => name))
      }
    }),
  )
})

test('a refusal names the roles that can grant, and the people only to who may read accounts', async () => {
  const { apiAs, name } = await consoleWith()

  const auditor = await (await apiAs('auditor')).post('/api/users').send(person('eve', [])).expect(403)
  expect(auditor.body.params).toEqual({
    permission: 'users:write',
    place: '*',
    grantors: 'administrator',
    people: name,
  })
  const viewer = await (await apiAs('viewer')).get('/api/users').expect(403)
  expect(viewer.body.params).toEqual({ permission: 'users:read', place: '*', grantors: 'administrator' })
})
