import { Problem } from '#shared/contract/problem.ts'
import * as api from '#shared/features/changes/api.ts'
import type { Changes } from '../../changes/tables.ts'
import { discardDraft, findDraft, keepDraft } from '../../changes/drafts.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import { demandReading, demandWriting } from '../../changes/permission.ts'
import { readAndNote } from '../../changes/outside.ts'
import { revisionsOf } from '../../changes/revisions.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'

export interface PolicyDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** Serves what belongs to a policy of any kind: the caller's draft, and its history. */
export function policyRoutes(routes: Routes, { database, meshes, kinds }: PolicyDeps): void {
  serve(routes, api.readDraft, async ({ params, actor }) => {
    demandWriting(actor, kinds, [params])
    return { draft: (await findDraft(database, actor.name, params)) ?? null }
  })

  serve(routes, api.saveDraft, async ({ params, body, actor }) => {
    demandWriting(actor, kinds, [params])
    meshNamed(meshes, params.mesh)
    await keepDraft(database, actor.name, { ref: params, ...body })
    const draft = await findDraft(database, actor.name, params)
    if (!draft) throw new Problem('not-found', { params: { noun: 'draft', id: params.name } })
    return draft
  })

  serve(routes, api.discardDraft, async ({ params, actor }) => {
    demandWriting(actor, kinds, [params])
    await discardDraft(database, actor.name, params)
  })

  serve(routes, api.listRevisions, async ({ params, query, actor, signal }) => {
    demandReading(actor, kinds, [params])
    // History is told while the mesh is silent, too; then the newest state may be missing.
    await readAndNote({ database, meshes, kinds }, params, signal).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
    const before = query.cursor === undefined ? undefined : Number(query.cursor)
    const { revisions, total, hasMore } = await revisionsOf(database, params, { before, limit: query.limit })
    const last = revisions.at(-1)
    return { revisions, total, ...(hasMore && last ? { next: String(last.number) } : {}) }
  })
}
