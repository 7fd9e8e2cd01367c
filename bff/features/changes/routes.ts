import * as api from '#shared/features/changes/api.ts'
import type { Changes } from '../../changes/tables.ts'
import type { ChangeEngine } from '../../changes/engine.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { listChanges, seenChange } from './list.ts'

export interface ChangeDeps {
  readonly engine: ChangeEngine
  readonly database: Changes
  /** Tells the browsers that a topic changed. */
  readonly publish: (topic: string) => Promise<void>
}

/** Serves change requests: checking, asking for them, following them. */
export function changeRoutes(routes: Routes, { engine, database }: ChangeDeps): void {
  serve(routes, api.checkEdits, ({ body, actor, signal }) => engine.check(actor, body, signal))

  serve(routes, api.proposeChange, ({ body, actor, signal }) => engine.propose(actor, body, signal))

  serve(routes, api.listChanges, ({ query, actor }) => listChanges(database, actor, query))

  serve(routes, api.readChange, ({ params, actor }) => seenChange(database, actor, params.id))

  serve(routes, api.proveChange, async ({ params, actor, signal }) =>
    engine.proveNow(await seenChange(database, actor, params.id), signal),
  )

  serve(routes, api.previewRevert, async ({ params, actor, signal }) =>
    engine.previewRevert(actor, await seenChange(database, actor, params.id), signal),
  )

  serve(routes, api.revertChange, async ({ params, body, actor, signal }) =>
    engine.revert(actor, await seenChange(database, actor, params.id), body, signal),
  )

  serve(routes, api.endChange, async ({ params, actor, signal }) =>
    engine.endNow(actor, await seenChange(database, actor, params.id), signal),
  )

  serve(routes, api.retryChange, async ({ params, actor }) =>
    engine.retry(actor, await seenChange(database, actor, params.id)),
  )
}
