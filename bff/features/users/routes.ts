import * as api from '#shared/features/users/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { createUser, resetPassword, updateUser, type UserDeps } from './service.ts'
import { environmentOf, holdersOf, permissionsOfUser, type WhoMayDeps } from './who-may.ts'

export function userRoutes(routes: Routes, deps: UserDeps & WhoMayDeps): void {
  serve(routes, api.listUsers, async () => ({ users: await deps.accounts.list() }))

  serve(routes, api.createUser, ({ body, actor }) => createUser(deps, actor, body))

  serve(routes, api.updateUser, ({ params, body, actor }) => updateUser(deps, actor, params.name, body))

  serve(routes, api.resetPassword, ({ params, body, actor }) => resetPassword(deps, actor, params.name, body.password))

  serve(routes, api.readPermissions, ({ params }) => permissionsOfUser(deps, params.name))

  serve(routes, api.listHolders, async ({ query: { permission, ...place } }) => {
    const [holders, environment] = await Promise.all([
      holdersOf(deps, permission, place),
      environmentOf(deps.world, place),
    ])
    return { holders, ...(environment === undefined ? {} : { environment }) }
  })
}
