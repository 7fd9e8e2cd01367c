import { z } from 'zod'
import { RoleBinding } from '../../access/binding.ts'
import { Permission } from '../../access/permission.ts'
import { Instant } from '../../contract/instant.ts'
import { ServiceRef } from '../../mesh/service.ts'

export const UserName = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._-]*$/)

/** 12 characters at least; length, not ceremony (NIST SP 800-63B, section 5.1.1). */
export const Password = z.string().min(12).max(256)

export const User = z.object({
  name: UserName,
  disabled: z.boolean(),
  bindings: z.array(RoleBinding),
  createdAt: Instant,
  revision: z.int().positive(),
})
export type User = z.infer<typeof User>

/** How many of the services that a binding reaches are named. */
export const mostServicesNamed = 20

/** What one binding of a person amounts to now. */
export const PermissionScope = z.object({
  binding: RoleBinding,
  permissions: z.array(Permission),
  /** What the role carries and the binding does not give, since it would have to hold everywhere or for every tenant. */
  withheld: z.array(z.object({ permission: Permission, because: z.enum(['everywhere', 'every-tenant']) })),
  /** Registered services that it reaches: how many, and the first of them. */
  services: z.object({ total: z.int().nonnegative(), first: z.array(ServiceRef).max(mostServicesNamed) }),
})
export type PermissionScope = z.infer<typeof PermissionScope>

/** What a person may do, where, and from which binding. A disabled account may do nothing of it. */
export const EffectivePermissions = z.object({
  name: UserName,
  disabled: z.boolean(),
  scopes: z.array(PermissionScope),
})
export type EffectivePermissions = z.infer<typeof EffectivePermissions>

/** Somebody who holds a permission in a place, and the bindings that give it there. */
export const Holder = z.object({ name: UserName, bindings: z.array(RoleBinding) })
export type Holder = z.infer<typeof Holder>
