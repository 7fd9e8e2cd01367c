import { Problem, reportOf } from '#shared/contract/problem.ts'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { ChangeEdit, ChangeRequest, ChangeStep } from '#shared/features/changes/model.ts'
import { type Policy, type PolicyRef, noBase, policyKey } from '#shared/mesh/policy.ts'
import { type Meshes, meshNamed } from '../ports/mesh.ts'
import type { PolicyTarget } from '../ports/policy-target.ts'
import { endWriting, recordStep } from './change-progress.ts'
import type { Changes } from './tables.ts'
import { recalled, targetOf } from './target.ts'
import { discardDraft, keepDraft } from './drafts.ts'
import { type PolicyKindDefinition, type PolicyKinds, kindNamed } from './kind.ts'
import type { Lease } from './lease.ts'
import { standingOf } from './normal-form.ts'
import { keepRevision } from './revisions.ts'
import { after, outcomeOf } from './state.ts'
import { armTimer, settleTimer } from './timed-reverts.ts'

export interface ApplyDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

type StepProblem = NonNullable<ChangeStep['problem']>
type Outcome = { stored: Policy | undefined } | { problem: StepProblem }

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
    if (outcome !== 'none-written') await armTimer(transaction, change)
    await settleTimer(
      transaction,
      change,
      steps.flatMap(({ problem }) => problem ?? []),
    )
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
  const outcome = await write(target, edit, { begun, begin, isOver, signal: lease.signal })
  // What takes another change back was never anybody's draft, and leaves the one that the author has alone.
  const isWish = change.reverts === undefined
  if ('problem' in outcome) {
    await database.transaction().execute(async (transaction) => {
      await recordStep(transaction, lease, change.id, position, { state: 'failed', problem: outcome.problem })
      if (isWish) await keepDraft(transaction, change.author, draftOf(edit))
    })
    return outcome
  }
  await database.transaction().execute(async (transaction) => {
    const inverse = inverseOf(edit, outcome.stored)
    await recordStep(transaction, lease, change.id, position, { state: 'written', inverse })
    if (edit.after) await remember(transaction, definition, edit.ref, edit.after.spec)
    const policy = outcome.stored && (await recalled(transaction, definition, outcome.stored))
    await keepRevision(transaction, { ref: edit.ref, policy }, { author: change.author, change: change.id })
    if (isWish) await discardDraft(transaction, change.author, edit.ref)
  })
  return {}
}

/** What was found in a mesh once may be more than a person may draft: then there is nothing beside it to keep. */
async function remember(database: Changes, definition: PolicyKindDefinition, ref: PolicyRef, spec: unknown) {
  const drafted = definition.draft.safeParse(spec)
  if (drafted.success) await definition.remember?.(database, ref, drafted.data)
}

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

const conflict: StepProblem = { code: 'conflict', params: {} }
const endPassed: StepProblem = { code: 'end-passed', params: {} }

interface Circumstances {
  /** Somebody began this write before, so it may have arrived. */
  begun: boolean
  begin: () => Promise<void>
  /** What it writes should have ended by now. */
  isOver: boolean
  signal: AbortSignal
}

async function write(
  target: PolicyTarget,
  edit: ChangeEdit,
  { begun, begin, isOver, signal }: Circumstances,
): Promise<Outcome> {
  let base = edit.base
  let half = false
  if (begun) {
    const { now, standing } = await look(target, edit, signal)
    if (standing === 'after') return { stored: now }
    if (standing === 'elsewhere') return { problem: conflict }
    base = now?.base ?? noBase
    half = standing === 'halfway'
  }
  // What is written by half is written whole first: only then it can be taken back.
  if (isOver && !half) return { problem: endPassed }
  await begin()
  signal.throwIfAborted()
  try {
    const wish = { ref: edit.ref, spec: edit.after?.spec ?? null, enabled: edit.after?.enabled ?? false, base }
    const result = await target.apply(wish, signal)
    return result.conflict ? { problem: conflict } : { stored: result.stored }
  } catch (error) {
    // Stopped, not failed: whoever goes on with it finds the step begun.
    signal.throwIfAborted()
    return afterFailure(target, edit, error, signal)
  }
}

/** A write that failed on its way may have arrived all the same. */
async function afterFailure(
  target: PolicyTarget,
  edit: ChangeEdit,
  error: unknown,
  signal: AbortSignal,
): Promise<Outcome> {
  const { params, code, source } = reportOf(
    error instanceof Problem ? error : new Problem('internal', { cause: error }),
  )
  const problem = { code, params, ...(source === undefined ? {} : { source }) }
  const seen = await look(target, edit, signal).catch(() => undefined)
  signal.throwIfAborted()
  if (seen?.standing === 'after') return { stored: seen.now }
  return { problem: seen?.standing === 'halfway' ? { ...problem, code: 'half-written' } : problem }
}

async function look(target: PolicyTarget, { ref, before, after: wanted }: ChangeEdit, signal: AbortSignal) {
  const now = await target.read(ref, signal)
  return { now, standing: standingOf(now?.native ?? [], before?.native ?? [], wanted?.native ?? []) }
}
