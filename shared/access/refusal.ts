import type { Place } from './may.ts'
import type { Permission } from './permission.ts'
import { roleHas, roles } from './role.ts'

/** Roles whose holders, bound everywhere, may give rights to others. */
export const grantingRoles = roles.filter((role) => roleHas(role, 'users:write'))

/** What a `not-permitted` says: which permission is missing, where, and which roles can give it (their codes, joined by commas). */
export const missing = (permission: Permission, place: Place = {}) => ({
  permission,
  place: nameOf(place),
  grantors: grantingRoles.join(','),
})

/** An environment by its name, another place as an address tells it (`demo/cloud@production/ocr`); `*` for the whole console. */
const nameOf = ({ mesh, namespace, service, environment }: Place): string =>
  environment ?? ([mesh, namespace, service].filter((part) => part !== undefined).join('/') || '*')
