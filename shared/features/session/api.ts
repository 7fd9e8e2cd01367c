import { z } from 'zod'
import { RoleBinding } from '../../access/binding.ts'
import { Permission } from '../../access/permission.ts'
import { endpoint } from '../../contract/endpoint.ts'
import { Password, UserName } from '../users/model.ts'

/** Who is signed in and what that person may do anywhere. */
export const Session = z.object({
  name: UserName,
  bindings: z.array(RoleBinding),
  permissions: z.array(Permission),
  version: z.string(),
})
export type Session = z.infer<typeof Session>

export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  permission: 'public',
  summary: 'Signs in with a local account and sets the session cookie',
  body: z.object({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) }),
  response: Session,
})

export const readSession = endpoint({
  method: 'GET',
  path: '/session',
  permission: 'signed-in',
  summary: 'Who is signed in',
  response: Session,
})

export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  permission: 'signed-in',
  summary: 'Ends the session',
})

export const changePassword = endpoint({
  method: 'PUT',
  path: '/session/password',
  permission: 'signed-in',
  summary: 'Sets a new password for the caller and ends the other sessions',
  body: z.object({ current: z.string().min(1).max(256), next: Password }),
})
