import { instantOf } from '#shared/contract/instant.ts'
import * as api from '#shared/features/freezes/api.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { createFreeze, type FreezeDeps, liftFreeze, updateFreeze } from './service.ts'
import { freezesIn } from './store.ts'

export function freezeRoutes(routes: Routes, deps: FreezeDeps): void {
  const freezes = freezesIn(deps.database)

  serve(routes, api.listFreezes, async ({ query }) => ({
    freezes: await freezes.list(instantOf(Date.now()), query.environment),
  }))

  serve(routes, api.createFreeze, ({ body, actor }) => createFreeze(deps, body, actor))

  serve(routes, api.updateFreeze, ({ params, body, actor }) => updateFreeze(deps, params.id, body, actor))

  serve(routes, api.liftFreeze, ({ params, body, actor }) => liftFreeze(deps, params.id, body, actor))
}
