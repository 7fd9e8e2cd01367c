import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { type Finding, Problem } from '#shared/contract/problem.ts'
import { type ChangeRequest, type RevertPreview, consoleItself } from '#shared/features/changes/model.ts'
import type { Reason } from '#shared/features/changes/review.ts'
import { findChange } from './change-store.ts'
import { type CheckDeps, type Wish, checkEdits, resultOf } from './check.ts'
import { stableJson } from './normal-form.ts'
import { type RevertPlan, planRevert } from './revert-plan.ts'
import { after } from './state.ts'
import { conflictWith, type Proposed } from './submission.ts'
import type { Changes } from './tables.ts'
import { beginRevert, endTimer, failTimer, holdTimer } from './timed-reverts.ts'

/** How a request is kept and written; `beside` is part of the transaction that keeps it. */
export interface Submission {
  author: string
  proposal: Proposed
  back?: Wish['back']
  beside?: (transaction: Changes, id: string) => Promise<void>
}

export interface RevertDeps extends CheckDeps {
  readonly submit: (submission: Submission, signal?: AbortSignal) => Promise<ChangeRequest>
  readonly publish: (topic: string) => Promise<void>
}

/** Thrown to let go of a revert that somebody else has begun. */
class RevertTaken extends Error {}

/** What taking an applied request back would write and what it would leave. Throws `change-not-open`, `backend-*`. */
export async function previewRevert(
  deps: RevertDeps,
  author: string,
  change: ChangeRequest,
  signal?: AbortSignal,
): Promise<RevertPreview> {
  refuseUnlessApplied(change)
  const plan = await planRevert(deps, change, instantOf(Date.now()), signal)
  const checked = await checkEdits(deps, { author, edits: plan.edits, back: 'by-hand' }, signal)
  return { ...resultOf(checked), left: restOf(plan) }
}

/**
 * Asks for the request that takes an applied one back, the whole of it: where others changed a policy since, that is a conflict with
 * theirs. Throws `change-not-open`, `nothing-to-revert`, `conflict`, `check-failed`, `backend-*`.
 */
export async function revertByHand(
  deps: RevertDeps,
  author: string,
  change: ChangeRequest,
  { reason, revertAt }: { reason: string; revertAt?: Instant | undefined },
  signal?: AbortSignal,
): Promise<ChangeRequest> {
  refuseUnlessApplied(change)
  const plan = await planRevert(deps, change, instantOf(Date.now()), signal)
  refuseUnlessWhole(change, plan)
  const { title, id: reverts } = change
  const proposal = { title, reason, edits: plan.edits, reverts, ...(revertAt === undefined ? {} : { revertAt }) }
  return deps.submit({ author, proposal, back: 'by-hand' }, signal)
}

/**
 * Runs the inverse of a request whose time has come, as far as others have not changed what it wrote; what it left or what stood in its
 * way is kept on the request. Nothing happens where somebody else is at it.
 */
export async function runTimedRevert(
  deps: RevertDeps,
  id: string,
  author: string = consoleItself,
  signal?: AbortSignal,
): Promise<void> {
  const { database } = deps
  const change = await findChange(database, id)
  if (!change || (await isBeingReverted(database, change))) return
  try {
    const plan = await planRevert(deps, change, instantOf(Date.now()), signal)
    const isNews = await carryOut(deps, change, plan, author, signal)
    if (!isNews) return
  } catch (error) {
    if (error instanceof RevertTaken) return
    // Stopped, not failed: whoever takes over finds it due.
    signal?.throwIfAborted()
    const problem = error instanceof Problem ? error : new Problem('internal')
    // What a check found says more than that it found something.
    await failTimer(database, id, (problem.findings ?? [problem]).map(asReason))
    if (!(error instanceof Problem)) throw error
  }
  await deps.publish('changes')
}

const asReason = ({ code, params }: Reason): Reason => ({ code, params })

/** Writes what is to be written. False when all is as it was: the request still waits under the same later change. */
async function carryOut(
  deps: RevertDeps,
  change: ChangeRequest,
  plan: RevertPlan,
  author: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { database } = deps
  const { id, title } = change
  const why = restOf(plan).map((one) => one.why)
  if (plan.edits.length === 0) {
    if (plan.covered.length > 0) await holdTimer(database, id, why)
    else await endTimer(database, id, why)
    return plan.covered.length === 0 || stableJson(change.timedRevert?.why) !== stableJson(why)
  }
  const proposal = { title, reason: '', edits: plan.edits, reverts: id }
  const beside = async (transaction: Changes, revert: string) => {
    if (!(await beginRevert(transaction, change, revert, why))) throw new RevertTaken()
  }
  await deps.submit({ author, proposal, back: 'by-itself', beside }, signal)
  return true
}

/** Whether the request that takes it back is being written at the moment, here or as another copy left it. */
async function isBeingReverted(database: Changes, { timedRevert }: ChangeRequest): Promise<boolean> {
  if (timedRevert?.change === undefined) return false
  return (await findChange(database, timedRevert.change))?.state === 'applying'
}

function refuseUnlessApplied({ id, state }: ChangeRequest): void {
  if (after(state, 'revert') === undefined) throw new Problem('change-not-open', { params: { id, state } })
}

/** Throws the conflict, with everything that stands in the way, unless all of a request can be taken back and something is to be. */
function refuseUnlessWhole({ id, inverse = [] }: ChangeRequest, plan: RevertPlan): void {
  const rest = restOf(plan)
  if (rest.length > 0) {
    const [theirs] = plan.left
    throw conflictWith(inverse[0]?.base ?? '', theirs?.theirs, rest.map(findingOf))
  }
  if (plan.edits.length === 0) throw new Problem('nothing-to-revert', { params: { id } })
}

const restOf = ({ left, covered }: RevertPlan): RevertPreview['left'] =>
  [...left, ...covered].map(({ ref, why }) => ({ ref, why }))

const findingOf = ({ why }: RevertPreview['left'][number]): Finding =>
  // The reasons of a plan are codes of the catalogue.
  ({ code: why.code as Finding['code'], severity: 'error', params: why.params })
