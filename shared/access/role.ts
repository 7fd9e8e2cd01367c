import { z } from 'zod'
import { type Permission, permissions } from './permission.ts'

const reading = [
  'meshes:read',
  'services:read',
  'route-rules:read',
  'rate-limits:read',
  'circuit-breakers:read',
  'load-balancing:read',
  'retries:read',
  'faults:read',
  'authorizations:read',
  'instance-status:read',
  'changes:read',
  'drift:read',
  'calls:read',
  'environments:read',
  'freezes:read',
] as const satisfies Permission[]

/** What governs traffic in a mesh. */
const governing = [
  'route-rules:write',
  'rate-limits:write',
  'circuit-breakers:write',
  'load-balancing:write',
  'retries:write',
  'faults:write',
  'instance-status:write',
] as const satisfies Permission[]

/** What each role may do, wherever it is bound. */
export const permissionsOf = {
  administrator: permissions,
  operator: [...reading, 'calls:read-bodies', ...governing, 'drift:write', 'changes:write'],
  approver: [...reading, 'drift:write', 'changes:write', 'changes:approve'],
  auditor: [...reading, 'calls:read-bodies', 'users:read', 'audit:read', 'audit:export'],
  'gateway-administrator': [...reading],
  viewer: [...reading],
} as const satisfies Record<string, readonly Permission[]>

export const roles = Object.keys(permissionsOf) as (keyof typeof permissionsOf)[] // keys of a constant
export const Role = z.enum(roles as [keyof typeof permissionsOf, ...(keyof typeof permissionsOf)[]]) // never empty
export type Role = z.infer<typeof Role>

/** Whether a role carries a permission. */
export const roleHas = (role: Role, permission: Permission): boolean =>
  (permissionsOf[role] as readonly Permission[]).includes(permission)
