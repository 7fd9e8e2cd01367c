import { Problem } from '#shared/contract/problem.ts'
import * as api from '#shared/features/revisions/api.ts'
import type { KeptRevision } from '#shared/features/revisions/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ChangeEngine } from '../../changes/engine.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import { demandReading, demandWriting, seesPolicy } from '../../changes/permission.ts'
import { revisionNumbered } from '../../changes/revisions.ts'
import type { Changes } from '../../changes/tables.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { pageOfHistory } from './history.ts'

export interface RevisionDeps {
  readonly database: Changes
  readonly kinds: PolicyKinds
  readonly engine: ChangeEngine
}

/** Serves what was made of policies over time, and giving one back a state that it had. */
export function revisionRoutes(routes: Routes, { database, kinds, engine }: RevisionDeps): void {
  serve(routes, api.listHistory, ({ params: { mesh }, query, visibility, actor }) => {
    const mayRead = ({ kind, namespace, service }: PolicyRef) => {
      const permission = kinds.get(kind)?.endpoints.permission
      return permission !== undefined && actor.may(permission, { mesh, namespace, service })
    }
    return pageOfHistory(database, { mesh, ...query }, (ref) => seesPolicy(visibility, ref) && mayRead(ref))
  })

  serve(routes, api.readRevision, ({ params, actor }) => {
    demandReading(actor, kinds, [params])
    return stateOf(database, params)
  })

  serve(routes, api.previewRestore, async ({ params, actor, signal }) => {
    demandReading(actor, kinds, [params])
    return engine.previewRestore({ actor, to: await stateOf(database, params) }, signal)
  })

  serve(routes, api.restoreRevision, async ({ params, body, actor, signal }) => {
    demandWriting(actor, kinds, [params])
    return engine.restore({ actor, to: await stateOf(database, params) }, body, signal)
  })
}

/** Throws `not-found`. */
async function stateOf(database: Changes, { number, ...ref }: PolicyRef & { number: number }): Promise<KeptRevision> {
  const revision = await revisionNumbered(database, ref, number)
  if (!revision) throw new Problem('not-found', { params: { noun: 'revision', id: `r${number}` }, field: 'number' })
  return revision
}
