import type { Place } from '#shared/access/may.ts'
import { withheldBecause } from '#shared/access/may.ts'
import { type Permission, permissions } from '#shared/access/permission.ts'
import { roleHas } from '#shared/access/role.ts'
import { seesService } from '#shared/access/visibility.ts'
import { Problem } from '#shared/contract/problem.ts'
import { environmentAt } from '#shared/features/environments/model.ts'
import { type EffectivePermissions, type Holder, mostServicesNamed, type User } from '#shared/features/users/model.ts'
import type { RoleBinding } from '#shared/access/binding.ts'
import type { Service } from '#shared/mesh/service.ts'
import { type Actor, actorOf, type BoundWorld } from '../../http/actor.ts'
import type { Accounts } from '../../store/accounts.ts'

export interface WhoMayDeps {
  readonly accounts: Accounts
  readonly world: BoundWorld
}

/** What a person may do, binding by binding. Throws `not-found`. */
export async function permissionsOfUser({ accounts, world }: WhoMayDeps, name: string): Promise<EffectivePermissions> {
  const user = await accounts.find(name)
  if (!user) throw new Problem('not-found', { params: { noun: 'user', id: name }, field: 'name' })
  const [alone, services] = await Promise.all([apart(user, world), registered(world)])
  const scopes = alone.map(({ binding, actor }) => {
    const carried = permissions.filter((permission) => roleHas(binding.role, permission))
    const withheld = carried.flatMap((permission) => {
      const because = withheldBecause(binding, permission)
      return because ? [{ permission, because }] : []
    })
    return {
      binding,
      permissions: carried.filter((permission) => actor.may(permission)),
      withheld,
      services: reached(actor, services),
    }
  })
  return { name, disabled: user.disabled, scopes }
}

/** Who may sign in and holds a permission in a place, and through which bindings; by name. */
export async function holdersOf(
  { accounts, world }: { accounts: Pick<Accounts, 'list'>; world: BoundWorld },
  permission: Permission,
  place: Omit<Place, 'labels'>,
): Promise<Holder[]> {
  const users = (await accounts.list()).filter(({ disabled }) => !disabled)
  const found = users.map(async (user) => {
    const giving = (await apart(user, world)).filter(({ actor }) => actor.may(permission, place))
    return { name: user.name, bindings: giving.map(({ binding }) => binding) }
  })
  return (await Promise.all(found)).filter(({ bindings }) => bindings.length > 0)
}

/** The environment that a place belongs to, where it names a namespace that one covers. */
export async function environmentOf(
  { environments }: BoundWorld,
  { mesh, namespace }: Place,
): Promise<string | undefined> {
  if (mesh === undefined || namespace === undefined) return undefined
  return environmentAt(await environments(), { mesh, namespace })?.name
}

/** Each binding as if the person had no other. */
const apart = ({ name, bindings }: User, world: BoundWorld): Promise<{ binding: RoleBinding; actor: Actor }[]> =>
  Promise.all(
    bindings.map(async (binding) => ({ binding, actor: await actorOf({ name, bindings: [binding] }, world) })),
  )

async function registered({ meshes }: BoundWorld): Promise<Service[]> {
  const snapshots = await Promise.all([...meshes.values()].map((mesh) => mesh.registry.snapshot()))
  return snapshots.flatMap(({ value }) => value.services)
}

function reached(actor: Actor, services: readonly Service[]) {
  const seen = services.filter((service) => seesService(actor.visibility('services:read', service.mesh), service))
  const first = seen.slice(0, mostServicesNamed).map(({ mesh, namespace, name }) => ({ mesh, namespace, name }))
  return { total: seen.length, first }
}
