import { z } from 'zod'
import { RoleBinding } from '../../access/binding.ts'
import { Instant } from '../../contract/instant.ts'

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
