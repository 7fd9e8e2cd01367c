import * as api from '#shared/features/environments/api.ts'
import { type Events, toldOf } from '../../http/events.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import {
  createEnvironment,
  type EnvironmentDeps,
  orderEnvironments,
  removeEnvironment,
  renameEnvironment,
  updateEnvironment,
} from './service.ts'

export function environmentRoutes(routes: Routes, deps: EnvironmentDeps & Pick<Events, 'publish'>): void {
  /** Once it is done, tells browsers that environments, and what people may do where, are no longer what they were. */
  const told = <Result>(done: Promise<Result>): Promise<Result> => toldOf(deps, 'environments', done)

  serve(routes, api.listEnvironments, async () => ({ environments: await deps.environments.list() }))

  serve(routes, api.createEnvironment, ({ body, actor }) => told(createEnvironment(deps, actor, body)))

  serve(routes, api.orderEnvironments, async ({ body, actor }) => ({
    environments: await told(orderEnvironments(deps, actor, body.names)),
  }))

  serve(routes, api.updateEnvironment, ({ params, body, actor }) =>
    told(updateEnvironment(deps, actor, params.name, body)),
  )

  serve(routes, api.renameEnvironment, ({ params, body, actor }) =>
    told(renameEnvironment(deps, actor, params.name, body)),
  )

  serve(routes, api.removeEnvironment, async ({ params, body, actor }) => {
    await told(removeEnvironment(deps, actor, params.name, body.revision))
    return { removed: params.name }
  })
}
