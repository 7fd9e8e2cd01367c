import * as api from '#shared/features/users/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { createUser, resetPassword, updateUser, type UserDeps } from './service.ts'

export function userRoutes(routes: Routes, deps: UserDeps): void {
  serve(routes, api.listUsers, async () => ({ users: await deps.accounts.list() }))

  serve(routes, api.createUser, ({ body }) => createUser(deps, body))

  serve(routes, api.updateUser, ({ params, body }) => updateUser(deps, params.name, body))

  serve(routes, api.resetPassword, ({ params, body }) => resetPassword(deps, params.name, body.password))
}
