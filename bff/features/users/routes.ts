import * as api from '#shared/features/users/api.ts'
import { type Events, toldOf } from '../../http/events.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { createUser, resetPassword, updateUser, type UserDeps } from './service.ts'
import { environmentOf, holdersOf, permissionsOfUser, type WhoMayDeps } from './who-may.ts'

export function userRoutes(routes: Routes, deps: UserDeps & WhoMayDeps & Pick<Events, 'publish'>): void {
  /** Once it is done, tells browsers that accounts, and what people may do, are no longer what they were. */
  const told = <Result>(done: Promise<Result>): Promise<Result> => toldOf(deps, 'users', done)

  serve(routes, api.listUsers, async () => ({ users: await deps.accounts.list() }))

  serve(routes, api.createUser, ({ body, actor }) => told(createUser(deps, actor, body)))

  serve(routes, api.updateUser, ({ params, body, actor }) => told(updateUser(deps, actor, params.name, body)))

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
