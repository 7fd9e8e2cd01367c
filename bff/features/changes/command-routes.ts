import { previewCommands, readCommands } from '#shared/features/changes/commands-api.ts'
import { byHand, byHandAsChecked } from '../../changes/by-hand.ts'
import type { ChangeEngine } from '../../changes/engine.ts'
import type { PolicyKinds } from '../../changes/kind.ts'
import { refuseErrors } from '../../changes/submission.ts'
import type { Changes } from '../../changes/tables.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import type { Meshes } from '../../ports/mesh.ts'
import { seenChange } from './list.ts'

interface CommandDeps {
  readonly engine: Pick<ChangeEngine, 'check'>
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** Serves what writes a change without the console, to whoever may see its documents. */
export function commandRoutes(routes: Routes, deps: CommandDeps): void {
  const { engine, database } = deps

  serve(routes, readCommands, async ({ params, actor }) =>
    byHand(deps, (await seenChange(database, actor, params.id)).edits),
  )

  serve(routes, previewCommands, async ({ body, actor, signal }) => {
    const { edits, findings } = await engine.check(actor, body, signal)
    // Nobody writes by hand what the console would not write; when that ends is nothing that a command says.
    refuseErrors(findings.filter(({ field }) => field !== 'revertAt'))
    return byHandAsChecked(deps, body.edits, edits)
  })
}
