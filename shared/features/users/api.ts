import { z } from 'zod'
import { RoleBinding } from '../../access/binding.ts'
import { Permission } from '../../access/permission.ts'
import { endpoint } from '../../contract/endpoint.ts'
import { MeshName, NamespaceName, ServiceName } from '../../mesh/service.ts'
import { EffectivePermissions, Holder, Password, User, UserName } from './model.ts'

const params = z.object({ name: UserName })

/** A place is named from its mesh down. */
const whole = (field: string) => ({ params: { code: 'value-missing' }, path: [field] })

export const listUsers = endpoint({
  method: 'GET',
  path: '/users',
  permission: 'users:read',
  summary: 'Local accounts with their role bindings',
  response: z.object({ users: z.array(User) }),
})

export const createUser = endpoint({
  method: 'POST',
  path: '/users',
  permission: 'users:write',
  summary: 'Makes a local account',
  body: z.object({ name: UserName, password: Password, bindings: z.array(RoleBinding).max(50).default([]) }),
  response: User,
})

export const updateUser = endpoint({
  method: 'PUT',
  path: '/users/:name',
  permission: 'users:write',
  summary: 'Sets an account’s role bindings and whether it may sign in; running sessions follow at once',
  params,
  body: z.object({ disabled: z.boolean(), bindings: z.array(RoleBinding).max(50), revision: z.int().positive() }),
  response: User,
})

export const resetPassword = endpoint({
  method: 'PUT',
  path: '/users/:name/password',
  permission: 'users:write',
  summary: 'Gives an account a new password and ends its sessions',
  params,
  body: z.object({ password: Password }),
})

export const readPermissions = endpoint({
  method: 'GET',
  path: '/users/:name/permissions',
  permission: 'users:read',
  summary: 'What a person may do: where, and from which binding',
  params,
  response: EffectivePermissions,
})

export const listHolders = endpoint({
  method: 'GET',
  path: '/users/permitted',
  permission: 'users:read',
  summary:
    'Who holds a permission in a place, and through which bindings; parts of the place that are left out mean “in any”',
  query: z
    .object({
      permission: Permission,
      mesh: MeshName.optional(),
      namespace: NamespaceName.optional(),
      service: ServiceName.optional(),
    })
    .refine((query) => query.namespace === undefined || query.mesh !== undefined, whole('mesh'))
    .refine((query) => query.service === undefined || query.namespace !== undefined, whole('namespace')),
  response: z.object({
    holders: z.array(Holder),
    /** The environment that the place belongs to; absent where it names no namespace or none covers it. */
    environment: z.string().optional(),
  }),
})
