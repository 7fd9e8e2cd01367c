import { settleWindow } from '#shared/contract/window.ts'
import * as api from '#shared/features/calls/api.ts'
import { record } from '../../audit/audit.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import type { Database } from '../../store/database.ts'
import { readCall, searchCalls, stepFor } from './service.ts'

/** Serves the call records of a mesh. Whoever lifts masks is named in the audit log. */
export function callRoutes(routes: Routes, { meshes, database }: { meshes: Meshes; database: Database }): void {
  const callsOf = (mesh: string) => meshNamed(meshes, mesh).calls

  serve(routes, api.searchCalls, ({ params, query, visibility, signal }) => {
    const { last, from, to, cursor, limit, ...filter } = query
    const window = settleWindow({ last, from, to }, Date.now())
    return searchCalls(callsOf(params.mesh), filter, window, { cursor, limit }, visibility, signal)
  })

  serve(routes, api.countCalls, async ({ params, query, visibility, signal }) => {
    const { last, from, to, ...filter } = query
    const window = settleWindow({ last, from, to }, Date.now())
    const stepSeconds = stepFor(window)
    return { ...(await callsOf(params.mesh).histogram(filter, window, stepSeconds, visibility, signal)), stepSeconds }
  })

  serve(routes, api.suggestCallValues, async ({ params, query, visibility, signal }) => {
    const { field, prefix, ...asked } = query
    const window = settleWindow(asked, Date.now())
    return { values: await callsOf(params.mesh).values(field, prefix, window, visibility, signal) }
  })

  serve(routes, api.readCall, async ({ params, query, actor, visibility, signal }) => {
    const unmask = query.unmask ?? false
    const detail = await readCall(callsOf(params.mesh), params, unmask, { actor, visibility, signal })
    if (unmask) {
      const { mesh, id, callee } = detail
      const scope = { mesh, namespace: callee.namespace, service: callee.service }
      await record(database, { event: 'masks-lifted', by: actor, object: { kind: 'call', id, ...scope } })
    }
    return detail
  })
}
