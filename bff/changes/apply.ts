import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import { type Policy, type PolicyRef, noBase, policyKey } from '#shared/mesh/policy.ts'
import { type Meshes, meshNamed } from '../ports/mesh.ts'
import { theConsole } from '../audit/doer.ts'
import { noteChange, noteStep } from './audit.ts'
import { endWriting, recordStep } from './change-progress.ts'
import type { Changes } from './tables.ts'
import { recalled, targetOf } from './target.ts'
import { discardDraftOf, keepDraftOf } from './drafts.ts'
import { type PolicyKindDefinition, type PolicyKinds, kindNamed } from './kind.ts'
import type { Lease } from './lease.ts'
import { isRestoration } from './restoring.ts'
import { keepRevision } from './revisions.ts'
import { currentChange } from './pipeline.ts'
import { after, outcomeOf } from './state.ts'
import { tellApplied } from './tell-outside.ts'
import { armTimer, settleTimer } from './timed-reverts.ts'
import { markUndone, settleUndo } from './undoing.ts'
import { type StepProblem, writePolicy } from './write-policy.ts'

export interface ApplyDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

/** Milliseconds after the last write for which instances and calls are asked again. */
const provingMs = 15 * 60_000

/**
 * Writes what is left of a request in state `applying`, step by step, each recorded before and after. A step that was begun once, by
 * whomever, is first resolved by reading the mesh. Stops at the first step that fails. Throws when the lease is lost or a
 * backend is silent before anything can be told: then the request stays `applying` and another run goes on with it.
 * `begunJustNow` is the position of a step that was recorded as begun under this very lease.
 */
export async function writeChange(
  deps: ApplyDeps,
  change: ChangeRequest,
  lease: Lease,
  begunJustNow?: number,
): Promise<void> {
  const steps = [...change.steps]
  for (const [position, step] of steps.entries()) {
    if (step.state === 'written') continue
    const end = await writeStep(deps, change, lease, position, position === begunJustNow)
    steps[position] = { ref: step.ref, state: end.problem ? 'failed' : 'written', ...end }
    if (end.problem) break
  }
  const outcome = outcomeOf(steps)
  const now = Date.now()
  const applied = outcome === 'all-written'
  await deps.database.transaction().execute(async (transaction) => {
    await endWriting(transaction, lease, change.id, {
      state: after('applying', outcome) ?? 'failed',
      proof: {
        level: outcome === 'none-written' ? 'none' : 'stored',
        instances: [],
        shares: [],
        why: { code: outcome === 'none-written' ? 'proof-nothing-written' : 'proof-waiting', params: {} },
        at: instantOf(now),
      },
      appliedAt: applied ? instantOf(now) : undefined,
      proveUntil: applied ? instantOf(now + provingMs) : undefined,
    })
    await tellApplied(transaction, await currentChange(transaction, change.id))
    if (outcome !== 'none-written') await armTimer(transaction, change)
    await settleTimer(
      transaction,
      change,
      steps.flatMap(({ problem }) => problem ?? []),
    )
    await settleUndo(transaction, change, steps)
    await noteEnd(transaction, change.id)
  })
}

async function writeStep(
  { database, meshes, kinds }: ApplyDeps,
  change: ChangeRequest,
  lease: Lease,
  position: number,
  begunJustNow: boolean,
): Promise<{ problem?: StepProblem }> {
  const step = change.steps[position]
  const edit = change.edits.find((one) => step && policyKey(one.ref) === policyKey(step.ref))
  if (!step || !edit) throw new Error(`${change.id} has no step ${position}`)
  const definition = kindNamed(kinds, edit.ref.kind)
  const target = targetOf(meshNamed(meshes, change.mesh), definition)

  const begin = async () => {
    if (!begunJustNow) await recordStep(database, lease, change.id, position, { state: 'writing' })
  }
  const begun = step.state !== 'waiting' && !begunJustNow
  const isOver = change.revertAt !== undefined && epochMs(change.revertAt) <= Date.now()
  const outcome = await writePolicy(target, edit, { begun, begin, isOver, signal: lease.signal })
  // What takes another change back, or gives back a state of old, was never anybody's draft, and leaves the one that the author has alone.
  const isWish = change.reverts === undefined && !(await isRestoration(database, change.id))
  if ('problem' in outcome) {
    await database.transaction().execute(async (transaction) => {
      await recordStep(transaction, lease, change.id, position, { state: 'failed', problem: outcome.problem })
      if (isWish) await keepDraftOf(transaction, change, draftOf(edit))
      await noteStep(transaction, change, edit, outcome.problem)
    })
    return outcome
  }
  await database.transaction().execute(async (transaction) => {
    const inverse = inverseOf(edit, outcome.stored)
    await recordStep(transaction, lease, change.id, position, { state: 'written', inverse })
    if (edit.after) await remember(transaction, definition, edit.ref, edit.after.spec)
    const policy = outcome.stored && (await recalled(transaction, definition, outcome.stored))
    await keepRevision(transaction, { ref: edit.ref, policy }, { author: change.author, change: change.id })
    if (isWish) await discardDraftOf(transaction, change, draftOf(edit), (spec) => readAs(definition, spec))
    await markUndone(transaction, change, step.ref)
    await noteStep(transaction, change, edit)
  })
  return {}
}

async function noteEnd(transaction: Changes, id: string): Promise<void> {
  const ended = await currentChange(transaction, id)
  const problems = ended.steps.flatMap(({ problem }) => problem?.code ?? [])
  const isWhole = problems.length === 0
  await noteChange(transaction, 'change-ended', ended, theConsole, {
    result: isWhole ? 'done' : 'failed',
    details: { steps: ended.steps.map(({ state }) => state), problems },
  })
}

/** What was found in a mesh once may be more than a person may draft: then there is nothing beside it to keep. */
async function remember(database: Changes, definition: PolicyKindDefinition, ref: PolicyRef, spec: unknown) {
  const drafted = definition.draft.safeParse(spec)
  if (drafted.success) await definition.remember?.(database, ref, drafted.data)
}

/** A draft as a proposal of it is kept; one that is not fit to be proposed as it stands. */
const readAs = (definition: PolicyKindDefinition, spec: unknown): unknown =>
  definition.draft.safeParse(spec).data ?? spec

/** The edit that takes a written one back, on the base that the write left. */
const inverseOf = ({ ref, before }: ChangeEdit, stored: Policy | undefined) => ({
  ref,
  spec: before?.spec ?? null,
  enabled: before?.enabled ?? false,
  base: stored?.base ?? noBase,
})

/** What the author wished, for the editor to go on with. */
const draftOf = ({ ref, base, after: wish }: ChangeEdit) => ({
  ref,
  base,
  spec: wish?.spec ?? null,
  enabled: wish?.enabled ?? false,
})
