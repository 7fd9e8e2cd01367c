import { Problem, reportOf } from '#shared/contract/problem.ts'
import type { ChangeEdit, ChangeStep } from '#shared/features/changes/model.ts'
import { type Policy, noBase } from '#shared/mesh/policy.ts'
import type { PolicyTarget } from '../ports/policy-target.ts'
import { standingOf } from './normal-form.ts'

export type StepProblem = NonNullable<ChangeStep['problem']>
/** How the writing of one policy ended. */
type Outcome = { stored: Policy | undefined } | { problem: StepProblem }

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

/** Writes one policy of a request; where that was begun before, after reading how far it came. Throws when the lease is lost. */
export async function writePolicy(
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
