import { z } from 'zod'

/**
 * Every right in the console, as `noun:verb`. A right in a mesh itself is never called a permission.
 * `changes:write` is needed to propose at all; the noun's own `write` says what may be proposed.
 */
export const permissions = [
  'meshes:read',
  'meshes:write',
  'services:read',
  'route-rules:read',
  'route-rules:write',
  'rate-limits:read',
  'rate-limits:write',
  'circuit-breakers:read',
  'circuit-breakers:write',
  'load-balancing:read',
  'load-balancing:write',
  'retries:read',
  'retries:write',
  'faults:read',
  'faults:write',
  'authorizations:read',
  'instance-status:read',
  'instance-status:write',
  'changes:read',
  'changes:write',
  'changes:approve',
  'changes:break-glass',
  'drift:read',
  'drift:write',
  'calls:read',
  'calls:read-bodies',
  'calls:unmask',
  'environments:read',
  'environments:write',
  'freezes:read',
  'freezes:write',
  'users:read',
  'users:write',
  'audit:read',
  'audit:export',
  'audit:maintain',
  'webhooks:read',
  'webhooks:write',
  'system:read',
] as const
export const Permission = z.enum(permissions)
export type Permission = z.infer<typeof Permission>

const consoleWide: ReadonlySet<Permission> = new Set([
  'meshes:write',
  'environments:write',
  'users:read',
  'users:write',
  'audit:read',
  'audit:export',
  'audit:maintain',
  'webhooks:read',
  'webhooks:write',
  'system:read',
])

/** Whether a permission concerns the console itself: then only a binding that holds everywhere gives it. */
export const isConsoleWide = (permission: Permission): boolean => consoleWide.has(permission)
