import { useMutation } from '@tanstack/react-query'
import type { RoleBinding } from '#shared/access/binding.ts'
import type { Input } from '#shared/contract/endpoint.ts'
import { listEnvironments } from '#shared/features/environments/api.ts'
import { readSession } from '#shared/features/session/api.ts'
import {
  createUser,
  listHolders,
  listUsers,
  readPermissions,
  resetPassword,
  updateUser,
} from '#shared/features/users/api.ts'
import { call } from '../../api/call.ts'
import { invalidate, query } from '../../api/query.ts'

/** Every account, by name. */
export const allUsers = () => query(listUsers, {})

/** What an account may do, from which binding. */
export const permissionsOf = (name: string) => query(readPermissions, { params: { name } })

/** Who may do something in a place. */
export const holdersOf = (asked: Input<typeof listHolders>['query']) => query(listHolders, { query: asked })

/** The environments that a binding may name. */
export const environments = () => query(listEnvironments, {})

// The signed-in person's own rights may be among what changes.
const onSuccess = () => invalidate(listUsers, readPermissions, listHolders, readSession)

export const useCreateUser = () =>
  useMutation({ mutationFn: (body: Input<typeof createUser>['body']) => call(createUser, { body }), onSuccess })

export const useUpdateUser = (name: string) =>
  useMutation({
    mutationFn: (body: { disabled: boolean; bindings: RoleBinding[]; revision: number }) =>
      call(updateUser, { params: { name }, body }),
    onSuccess,
  })

export const useResetPassword = (name: string) =>
  useMutation({ mutationFn: (password: string) => call(resetPassword, { params: { name }, body: { password } }) })
