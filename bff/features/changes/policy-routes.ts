import { Problem } from '#shared/contract/problem.ts'
import * as api from '#shared/features/changes/api.ts'
import type { Changes } from '../../changes/tables.ts'
import { readPolicy } from '../../changes/target.ts'
import { discardDraft, findDraft, keepDraft } from '../../changes/drafts.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import { demandReading, demandWriting } from '../../changes/permission.ts'
import { keepOutsideRevision, revisionsOf } from '../../changes/revisions.ts'
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

  serve(routes, api.listRevisions, async ({ params, actor, signal }) => {
    demandReading(actor, kinds, [params])
    // History is told while the mesh is silent, too; then the newest state may be missing.
    const now = await readPolicy({ database, meshes, kinds }, params, signal).then(
      (policy) => ({ policy }),
      (error: unknown) => {
        if (error instanceof Problem) return undefined
        throw error
      },
    )
    if (now) await keepOutsideRevision(database, { ref: params, policy: now.policy })
    return { revisions: await revisionsOf(database, params) }
  })
}
