import type { RoleBinding } from './binding.ts'
import { isEverywhere } from './binding.ts'
import { matchesPattern } from './pattern.ts'
import { type Permission, isConsoleWide } from './permission.ts'
import { roleHas } from './role.ts'

/** Where a permission is asked for; a part left out means "in any". `labels` are the service's, for bindings by label. */
export interface Place {
  mesh?: string | undefined
  namespace?: string | undefined
  service?: string | undefined
  labels?: Readonly<Record<string, string>> | undefined
}

/** Whether bindings give a permission in a place. The server asks again whatever a screen shows. */
export const mayDo = (bindings: readonly RoleBinding[], permission: Permission, place: Place = {}): boolean =>
  bindings.some((binding) => gives(binding, permission) && holdsIn(binding, place))

/** Whether a binding gives a permission at all, wherever it is bound. */
export function gives(binding: RoleBinding, permission: Permission): boolean {
  if (!roleHas(binding.role, permission)) return false
  if (isConsoleWide(permission)) return isEverywhere(binding)
  // A policy touches the calls of every tenant, so a binding for some tenants writes none.
  return !permission.endsWith(':write') || binding.tenant === '*'
}

function holdsIn(binding: RoleBinding, place: Place): boolean {
  const { mesh, namespace, service } = place
  if (mesh !== undefined && !matchesPattern(binding.mesh, mesh)) return false
  if (namespace !== undefined && !matchesPattern(binding.namespace, namespace)) return false
  if (service === undefined) return true
  if (!matchesPattern(binding.service, service)) return false
  return binding.label === undefined || place.labels?.[binding.label.key] === binding.label.value
}
