import type { RoleBinding } from '#shared/access/binding.ts'
import { gives, mayDo, type Place } from '#shared/access/may.ts'
import { matchesPattern } from '#shared/access/pattern.ts'
import type { Permission } from '#shared/access/permission.ts'
import type { Grant, Visibility } from '#shared/access/visibility.ts'
import { Problem } from '#shared/contract/problem.ts'
import { type Service, serviceKey } from '#shared/mesh/service.ts'
import type { Meshes } from '../ports/mesh.ts'

/** An account as far as access is concerned. */
export interface Account {
  readonly name: string
  readonly bindings: readonly RoleBinding[]
}

/** Who asks, and what that person may do, as of this request. */
export interface Actor extends Account {
  /** Whether the permission is held in a place; parts of the place that are left out mean "in any". */
  may(permission: Permission, place?: Omit<Place, 'labels'>): boolean
  /** What of a mesh the permission shows. Bindings by label stand for the services that carry it now. */
  visibility(permission: Permission, mesh: string): Visibility
}

/** Throws `not-permitted`, naming permission and place, unless the actor holds the permission there. */
export function demand(actor: Actor, permission: Permission, place: Omit<Place, 'labels'> = {}): void {
  if (actor.may(permission, place)) return
  throw new Problem('not-permitted', { params: { permission, place: nameOf(place) } })
}

/** A place as an address tells it (`demo/cloud@production/ocr`); `*` for the whole console. */
const nameOf = ({ mesh, namespace, service }: Place): string =>
  [mesh, namespace, service].filter((part) => part !== undefined).join('/') || '*'

/** Nobody: may do nothing that needs a permission. */
export const nobody: Actor = {
  name: '',
  bindings: [],
  may: () => false,
  visibility: (_, mesh) => ({ mesh, grants: [] }),
}

/** The actor of an account. Reads the last known registry of the meshes that a binding by label needs. */
export async function actorOf({ name, bindings }: Account, meshes: Meshes): Promise<Actor> {
  const services = await labelledServices(bindings, meshes)
  const labels = new Map(services.map((service) => [serviceKey(service), service.labels]))
  return {
    name,
    bindings,
    may(permission, place = {}) {
      const { mesh = '', namespace = '', service = '' } = place
      return mayDo(bindings, permission, {
        ...place,
        labels: labels.get(serviceKey({ mesh, namespace, name: service })),
      })
    },
    visibility: (permission, mesh) => ({
      mesh,
      grants: bindings
        .filter((binding) => gives(binding, permission) && matchesPattern(binding.mesh, mesh))
        .flatMap((binding) => grantsOf(binding, mesh, services)),
    }),
  }
}

async function labelledServices(bindings: readonly RoleBinding[], meshes: Meshes): Promise<Service[]> {
  const asked = bindings.filter((binding) => binding.label !== undefined)
  const named = [...meshes.values()].filter(({ name }) => asked.some(({ mesh }) => matchesPattern(mesh, name)))
  const snapshots = await Promise.all(named.map((mesh) => mesh.registry.snapshot()))
  return snapshots.flatMap((snapshot) => snapshot.value.services)
}

function grantsOf(binding: RoleBinding, mesh: string, services: Service[]): Grant[] {
  const { namespace, service, tenant, label } = binding
  if (label === undefined) return [{ namespace, service, tenant }]
  return services
    .filter((one) => one.mesh === mesh && one.labels[label.key] === label.value)
    .filter((one) => matchesPattern(namespace, one.namespace) && matchesPattern(service, one.name))
    .map((one) => ({ namespace: one.namespace, service: one.name, tenant }))
}
