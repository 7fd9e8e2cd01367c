import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { type Finding, Problem } from '#shared/contract/problem.ts'
import { type ChangeRequest, type RevertPreview, consoleItself } from '#shared/features/changes/model.ts'
import type { Reason } from '#shared/features/changes/review.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import { findChange } from './change-store.ts'
import { type CheckDeps, checkEdits, resultOf } from './check.ts'
import { stableJson } from './normal-form.ts'
import type { Submit } from './proposing.ts'
import { type RevertPlan, planRevert } from './revert-plan.ts'
import { after } from './state.ts'
import { conflictWith } from './submission.ts'
import type { Changes } from './tables.ts'
import { beginRevert, endTimer, failTimer, holdTimer } from './timed-reverts.ts'

export interface RevertDeps extends CheckDeps {
  readonly submit: Submit
  readonly publish: (topic: string) => Promise<void>
  /** Goes on with an inverse that could not be written before. */
  readonly goOnWith: (change: ChangeRequest, beside: (transaction: Changes) => Promise<void>) => Promise<void>
  /** Takes an inverse that could not be written, and no longer fits, out of the way. */
  readonly letGo: (change: ChangeRequest) => Promise<void>
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
  actor: Actor,
  change: ChangeRequest,
  { reason, revertAt }: { reason: string; revertAt?: Instant | undefined },
  signal?: AbortSignal,
): Promise<ChangeRequest> {
  refuseUnlessApplied(change)
  const plan = await planRevert(deps, change, instantOf(Date.now()), signal)
  refuseUnlessWhole(change, plan)
  const { title, id: reverts } = change
  const proposal = { title, reason, edits: plan.edits, reverts, ...(revertAt === undefined ? {} : { revertAt }) }
  return deps.submit({ author: actor.name, actor, proposal, back: 'by-hand' }, signal)
}

/**
 * Runs the inverse of a request whose time has come, as far as others have not changed what it wrote; what it left or what stood in its
 * way is kept on the request. Nothing happens where somebody else is at it.
 */
export async function runTimedRevert(
  deps: RevertDeps,
  id: string,
  actor: Actor | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const { database } = deps
  const change = await findChange(database, id)
  if (!change || (await isBeingReverted(database, change))) return
  try {
    const plan = await planRevert(deps, change, instantOf(Date.now()), signal)
    const isNews = await carryOut(deps, change, plan, actor, signal)
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
  actor: Actor | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { database } = deps
  const { id, title } = change
  const why = restOf(plan).map((one) => one.why)
  const earlier = await unfinishedInverse(database, change)
  if (earlier && isSameWork(earlier, plan)) {
    await deps.goOnWith(earlier, (transaction) => takeOn(transaction, change, earlier.id, why))
    return true
  }
  if (earlier) await deps.letGo(earlier)
  if (plan.edits.length === 0) {
    if (plan.covered.length > 0) await holdTimer(database, id, why)
    else await endTimer(database, id, why, actor?.name ?? null)
    return plan.covered.length === 0 || stableJson(change.timedRevert?.why) !== stableJson(why)
  }
  const author = actor?.name ?? consoleItself
  const proposal = { title, reason: '', edits: plan.edits, reverts: id }
  const beside = (transaction: Changes, revert: string) => takeOn(transaction, change, revert, why)
  await deps.submit({ author, actor, proposal, back: 'by-itself', beside }, signal)
  return true
}

async function takeOn(transaction: Changes, change: ChangeRequest, revert: string, left: readonly Reason[]) {
  if (!(await beginRevert(transaction, change, revert, left))) throw new RevertTaken()
}

/** The request that was to take one back and could not be written, or not whole. */
async function unfinishedInverse(
  database: Changes,
  { timedRevert }: ChangeRequest,
): Promise<ChangeRequest | undefined> {
  const earlier = timedRevert?.change === undefined ? undefined : await findChange(database, timedRevert.change)
  return earlier && ['failed', 'partially_applied'].includes(earlier.state) ? earlier : undefined
}

/**
 * Whether an inverse that could not be written still is what is to be written: then it is tried again itself, so that tries do not pile
 * up as requests. Where it left half of a policy, only it knows the rest.
 */
function isSameWork({ steps, edits }: ChangeRequest, plan: RevertPlan): boolean {
  if (steps.some(({ problem }) => problem?.code === 'half-written')) return true
  const done = new Set(steps.filter(({ state }) => state === 'written').map(({ ref }) => policyKey(ref)))
  const rest = edits.filter(({ ref }) => !done.has(policyKey(ref)))
  const gist = (all: readonly { ref: PolicyRef; base: string }[]) =>
    stableJson(all.map(({ ref, base }) => `${policyKey(ref)} ${base}`).toSorted())
  return gist(rest) === gist(plan.edits)
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

/** What a plan does not take back, and why. */
export const restOf = ({ left, covered }: RevertPlan): RevertPreview['left'] =>
  [...left, ...covered].map(({ ref, why }) => ({ ref, why }))

/** Why something is not taken back, as a finding beside a conflict. */
export const findingOf = ({ why }: RevertPreview['left'][number]): Finding =>
  // The reasons of a plan are codes of the catalogue.
  ({ code: why.code as Finding['code'], severity: 'error', params: why.params })
