import type { RoleBinding } from '#shared/access/binding.ts'
import { gives, mayDo, type Place } from '#shared/access/may.ts'
import { matchesPattern } from '#shared/access/pattern.ts'
import type { Permission } from '#shared/access/permission.ts'
import { missing } from '#shared/access/refusal.ts'
import type { Role } from '#shared/access/role.ts'
import type { Grant, Visibility } from '#shared/access/visibility.ts'
import { Problem } from '#shared/contract/problem.ts'
import { type Environment, environmentAt } from '#shared/features/environments/model.ts'
import { type Service, serviceKey } from '#shared/mesh/service.ts'
import type { Doer, Whereabouts } from '../audit/doer.ts'
import type { Meshes } from '../ports/mesh.ts'

/** An account as far as access is concerned. */
export interface Account {
  readonly name: string
  readonly bindings: readonly RoleBinding[]
}

/** Who asks, from where, and what that person may do, as of this request. */
export interface Actor extends Account, Doer {
  readonly name: string
  /** Whether the permission is held in a place, by any role or by that one; parts of the place that are left out mean "in any". */
  may(permission: Permission, place?: Omit<Place, 'labels'>, role?: Role): boolean
  /** What of a mesh the permission shows. Bindings by label stand for the services that carry it now. */
  visibility(permission: Permission, mesh: string): Visibility
}

/** Throws `not-permitted`, naming permission, place and who gives it, unless the actor holds the permission there. */
export function demand(actor: Actor, permission: Permission, place: Omit<Place, 'labels'> = {}): void {
  if (actor.may(permission, place)) return
  throw new Problem('not-permitted', { params: missing(permission, place) })
}

/** Nobody: may do nothing that needs a permission. */
export const nobody: Actor = {
  name: '',
  bindings: [],
  may: () => false,
  visibility: (_, mesh) => ({ mesh, grants: [] }),
}

/** What bindings are held against: by label the registered services, by environment the namespaces that belong to it. */
export interface BoundWorld {
  readonly meshes: Meshes
  readonly environments: () => Promise<readonly Environment[]>
}

/** The actor of an account. Reads the last known registries and the environments only where a binding needs them. */
export async function actorOf({ name, bindings }: Account, world: BoundWorld, from?: Whereabouts): Promise<Actor> {
  const services = await servicesFor(bindings, world.meshes)
  const environments = bindings.some(({ environment }) => environment !== '*') ? await world.environments() : []
  const nameAt = (mesh: string, namespace: string) => environmentAt(environments, { mesh, namespace })?.name
  const labels = new Map(services.map((service) => [serviceKey(service), service.labels]))
  return {
    name,
    from,
    bindings,
    may(permission, place = {}, role) {
      const { mesh, namespace, service = '' } = place
      const isPlaced = mesh !== undefined && namespace !== undefined
      const held = role === undefined ? bindings : bindings.filter((binding) => binding.role === role)
      return mayDo(held, permission, {
        environment: isPlaced ? nameAt(mesh, namespace) : undefined,
        labels: isPlaced ? labels.get(serviceKey({ mesh, namespace, name: service })) : undefined,
        ...place,
      })
    },
    visibility: (permission, mesh) => ({
      mesh,
      grants: bindings
        .filter((binding) => gives(binding, permission) && matchesPattern(binding.mesh, mesh))
        .flatMap((binding) =>
          grantsOf(
            binding,
            services.filter((service) => service.mesh === mesh),
            nameAt,
          ),
        ),
    }),
  }
}

async function servicesFor(bindings: readonly RoleBinding[], meshes: Meshes): Promise<Service[]> {
  const asked = bindings.filter(({ label, environment }) => label !== undefined || environment !== '*')
  const named = [...meshes.values()].filter(({ name }) => asked.some(({ mesh }) => matchesPattern(mesh, name)))
  const snapshots = await Promise.all(named.map((mesh) => mesh.registry.snapshot()))
  return snapshots.flatMap((snapshot) => snapshot.value.services)
}

/** What a binding stands for now. Whoever is bound by label or environment sees what is registered, by name. */
function grantsOf(
  { namespace, environment, service, tenant, label }: RoleBinding,
  services: Service[],
  nameAt: (mesh: string, namespace: string) => string | undefined,
): Grant[] {
  if (label === undefined && environment === '*') return [{ namespace, service, tenant }]
  const meant = services
    .filter((one) => matchesPattern(namespace, one.namespace))
    .filter((one) => environment === '*' || matchesPattern(environment, nameAt(one.mesh, one.namespace) ?? ''))
  if (label === undefined)
    return [...new Set(meant.map((one) => one.namespace))].map((each) => ({ namespace: each, service, tenant }))
  return meant
    .filter((one) => one.labels[label.key] === label.value && matchesPattern(service, one.name))
    .map((one) => ({ namespace: one.namespace, service: one.name, tenant }))
}
