import { z } from 'zod'
import { RoleBinding } from '../../access/binding.ts'
import { endpoint } from '../../contract/endpoint.ts'
import { Password, User, UserName } from './model.ts'

const params = z.object({ name: UserName })

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
