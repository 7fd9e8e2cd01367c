import { exportPolicies, planTransfer } from '#shared/features/policy-transfer/api.ts'
import { record } from '../../audit/audit.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { type Collected, collect, textOf } from './collect.ts'
import { parseTransfer } from './parse.ts'
import { type PlanDeps, planPolicies } from './plan.ts'

/** Serves taking policies from one place to another: as a text, or at once. They are written by `POST /changes` alone. */
export function policyTransferRoutes(routes: Routes, deps: PlanDeps): void {
  serve(routes, exportPolicies, async ({ params: { mesh }, query, actor }) => {
    const { document, unread } = await collect(deps, actor, { mesh, ...query })
    const { namespace, service, policies } = document
    const file = `${[mesh, namespace, service].filter((part) => part !== undefined && part !== '*').join('_')}.yaml`
    const text = textOf(document)
    const scope = { mesh, namespace, service }
    const details = { policies: policies.length, bytes: Buffer.byteLength(text) }
    await record(deps.database, {
      event: 'policies-exported',
      by: actor,
      object: { kind: 'policy', id: file, ...scope },
      details,
    })
    return { file, text, policies: policies.length, unread }
  })

  serve(routes, planTransfer, async ({ params: { mesh }, body: { namespace, from, revertAt }, actor, signal }) => {
    const { document, unread }: Collected =
      'text' in from ? { document: parseTransfer(from.text), unread: [] } : await collect(deps, actor, from)
    const { policies, form: _, ...source } = document
    const planned = await planPolicies(deps, { actor, mesh, namespace, revertAt }, policies, signal)
    return { source, policies: planned, unread }
  })
}
