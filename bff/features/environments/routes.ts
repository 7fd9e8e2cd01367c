import * as api from '#shared/features/environments/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { createEnvironment, type EnvironmentDeps, orderEnvironments, updateEnvironment } from './service.ts'

export function environmentRoutes(routes: Routes, deps: EnvironmentDeps): void {
  serve(routes, api.listEnvironments, async () => ({ environments: await deps.environments.list() }))

  serve(routes, api.createEnvironment, ({ body, actor }) => createEnvironment(deps, actor, body))

  serve(routes, api.orderEnvironments, async ({ body, actor }) => ({
    environments: await orderEnvironments(deps, actor, body.names),
  }))

  serve(routes, api.updateEnvironment, ({ params, body, actor }) => updateEnvironment(deps, actor, params.name, body))
}
