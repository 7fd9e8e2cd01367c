import { settleWindow } from '#shared/contract/window.ts'
import { readImpact } from '#shared/features/impact/api.ts'
import type { RouteImpact } from '#shared/features/impact/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { type PolicyKinds, kindNamed } from '../../changes/kind.ts'
import { demandReading } from '../../changes/permission.ts'
import type { Changes } from '../../changes/tables.ts'
import { recalled, targetOf } from '../../changes/target.ts'
import { type Actor, demand } from '../../http/actor.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Meshes, meshNamed } from '../../ports/mesh.ts'
import { impactOf } from './service.ts'

export interface ImpactDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** Serves what unsaved edits of route rules would have done to recorded calls. */
export function impactRoutes(routes: Routes, deps: ImpactDeps): void {
  serve(routes, readImpact, async ({ body, query, actor, signal }) => {
    const edits = body.edits.map((edit, index) => ({ edit, field: `edits.${index}` }))
    demandReading(
      actor,
      deps.kinds,
      body.edits.map(({ ref }) => ref),
    )
    for (const { ref } of body.edits) demandCalls(actor, ref)
    const window = settleWindow(query.last || query.from ? query : { last: '1h' }, Date.now())
    // Edits of one request are of one mesh.
    const mesh = meshNamed(deps.meshes, body.edits[0]?.ref.mesh ?? '')
    const definition = kindNamed(deps.kinds, 'route-rules')
    const target = targetOf(mesh, definition)
    const { value, stamps } = await target.list()
    const named = await Promise.all(value.map(async (policy) => recalled(deps.database, definition, policy)))
    const policies = { value: named, stamps }
    const visibility = actor.visibility('calls:read', mesh.name)
    const services: RouteImpact[] = []
    const asked = edits.filter(({ edit }) => edit.ref.kind === 'route-rules')
    for (const [place, group] of Map.groupBy(asked, ({ edit: { ref } }) => `${ref.namespace} ${ref.service}`)) {
      const [namespace = '', service = ''] = place.split(' ')
      const mayUnmask = actor.may('calls:unmask', { mesh: mesh.name, namespace, service })
      const question = { mesh, target, namespace, service, edits: group, policies, window, visibility, mayUnmask }
      // One after the other: each is a heavy read of the same store.
      services.push(await impactOf(question, signal))
    }
    return { window, services }
  })
}

const demandCalls = (actor: Actor, { mesh, namespace, service }: PolicyEdit['ref']): void =>
  demand(actor, 'calls:read', { mesh, namespace, service })
