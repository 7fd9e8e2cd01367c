import type { RoleBinding } from './binding.ts'
import { isEverywhere } from './binding.ts'
import { matchesPattern } from './pattern.ts'
import { type Permission, isConsoleWide } from './permission.ts'
import { roleHas } from './role.ts'

/**
 * Where a permission is asked for; a part left out means "in any". `labels` are the service's, for bindings by label;
 * `environment` is the one that the namespace belongs to, for bindings by environment.
 */
export interface Place {
  mesh?: string | undefined
  namespace?: string | undefined
  environment?: string | undefined
  service?: string | undefined
  labels?: Readonly<Record<string, string>> | undefined
}

/** Whether bindings give a permission in a place. The server asks again whatever a screen shows. */
export const mayDo = (bindings: readonly RoleBinding[], permission: Permission, place: Place = {}): boolean =>
  bindings.some((binding) => gives(binding, permission) && holdsIn(binding, place))

const writing = /:(write|approve|break-glass)$/

/** Whether a binding gives a permission at all, wherever it is bound. */
export const gives = (binding: RoleBinding, permission: Permission): boolean =>
  roleHas(binding.role, permission) && withheldBecause(binding, permission) === undefined

/** Why a binding does not give a permission that its role carries: it would have to hold everywhere, or for every tenant. */
export function withheldBecause(
  binding: RoleBinding,
  permission: Permission,
): 'everywhere' | 'every-tenant' | undefined {
  if (isConsoleWide(permission)) return isEverywhere(binding) ? undefined : 'everywhere'
  // A policy touches the calls of every tenant, so a binding for some tenants writes none and lets none be written.
  return writing.test(permission) && binding.tenant !== '*' ? 'every-tenant' : undefined
}

function holdsIn(binding: RoleBinding, place: Place): boolean {
  const { mesh, namespace, environment, service } = place
  if (mesh !== undefined && !matchesPattern(binding.mesh, mesh)) return false
  if (namespace !== undefined && !matchesPattern(binding.namespace, namespace)) return false
  const isPlaced = namespace !== undefined || environment !== undefined
  if (isPlaced && binding.environment !== '*' && !matchesPattern(binding.environment, environment ?? '')) return false
  if (service === undefined) return true
  if (!matchesPattern(binding.service, service)) return false
  return binding.label === undefined || place.labels?.[binding.label.key] === binding.label.value
}
