import { wholeMesh } from '#shared/access/visibility.ts'
import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import type { ObservedShare } from '#shared/features/changes/model.ts'
import type { Fault } from '#shared/features/faults/model.ts'
import { type Match, matchesAll } from '#shared/mesh/match.ts'
import { modelSemantics } from '#shared/mesh/matching.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Evidence } from '../../changes/kind.ts'
import { columnsRead, headersAmong, takenBy } from '../../mesh/taken-calls.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { scopeOfFault } from './scope.ts'

/** Of the calls since a write at most so many are looked at, evenly chosen, and at most those of the last quarter of an hour. */
const mostCalls = 100_000
const longestMs = 900_000
/** Calls that must have come before their shares say anything. */
const minimumCalls = 50
/** Part of the calls that must tell what the fault's match reads. */
const leastRecorded = 0.9

/**
 * Holds the asked percentages against the calls since the fault is live: how many a rule answered with its status instead of the callee,
 * how many took at least as long as they should wait. Calls of which nobody knows whether the match takes them are left out.
 */
export async function observeFault(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  fault: Fault,
  since: Instant,
  signal?: AbortSignal,
): Promise<Evidence> {
  const { abort, delay } = fault
  const { calls, unrecorded, ...met } = await meetings(mesh, ref, fault, since, signal)
  if (calls + unrecorded === 0) return { shares: [], why: { code: 'proof-no-calls', params: {} } }
  const shareOf = (met: number) => (calls === 0 ? 0 : met / calls)
  const aborted = abort && {
    route: 'fault:abort',
    destination: String(abort.status),
    asked: abort.percent / 100,
    observed: shareOf(met.aborted),
    calls,
  }
  const delayed = delay && {
    route: 'fault:delay',
    destination: `${delay.ms} ms`,
    asked: delay.percent / 100,
    observed: shareOf(met.delayed),
    calls,
  }
  const shares = [aborted, delayed].filter((share) => share !== undefined)
  if (calls < (calls + unrecorded) * leastRecorded) {
    const names = headersAmong(columnsRead(fault.match ? [fault.match] : [])).join(', ')
    return { shares, why: { code: 'proof-unrecorded', params: { count: unrecorded, names: names || '–' } } }
  }
  if (calls < minimumCalls) return { shares, why: { code: 'proof-few-faulted', params: { count: calls } } }
  // A callee may be slow by itself, so more calls than asked may have taken as long.
  const isShown =
    (!aborted || Math.abs(gapOf(aborted)) <= chanceOf(aborted)) && (!delayed || gapOf(delayed) >= -chanceOf(delayed))
  return isShown ? { shares } : { shares, why: { code: 'proof-faults-differ', params: {} } }
}

const gapOf = ({ asked, observed }: ObservedShare): number => observed - asked

/** What lies within chance of an asked share: 3.3 standard errors, at least two points of a hundred. */
const chanceOf = ({ asked, calls }: ObservedShare): number =>
  Math.max(0.02, 3.3 * Math.sqrt((asked * (1 - asked)) / calls))

/** What the calls met that the fault's readers made, as far as its match takes them. */
async function meetings(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  { abort, delay, match = { any: [] } }: Fault,
  since: Instant,
  signal?: AbortSignal,
) {
  const found = { calls: 0, unrecorded: 0, aborted: 0, delayed: 0 }
  const takes = takesOf(match)
  const now = Date.now() + 1
  const { batches } = await mesh.calls.scan(
    {
      filter: filterOf(ref),
      window: { from: instantOf(Math.max(epochMs(since), now - longestMs)), to: instantOf(now) },
      maxRows: mostCalls,
    },
    {
      texts: ['callerNamespace', 'caller', 'outcome', ...columnsRead([match])],
      numbers: ['status', 'durationMs'],
      order: 'newest-first',
    },
    wholeMesh(mesh.name),
    signal,
  )
  for await (const batch of batches) {
    const { callerNamespace, outcome } = batch.texts
    for (let row = 0; row < batch.rows; row += 1) {
      if (callerNamespace.values[callerNamespace.codes[row] ?? 0] !== ref.namespace) continue
      const taken = takes(batch, row)
      if (taken === undefined) found.unrecorded += 1
      if (!taken) continue
      const isFault = outcome.values[outcome.codes[row] ?? 0] === 'fault'
      found.calls += 1
      if (isFault && batch.numbers.status[row] === abort?.status) found.aborted += 1
      if ((batch.numbers.durationMs[row] ?? 0) >= (delay?.ms ?? Infinity)) found.delayed += 1
    }
  }
  return found
}

const takesOf = (match: Match) => (matchesAll(match) ? () => true : takenBy(match, modelSemantics))

function filterOf(ref: PolicyRef) {
  const { caller, callee } = scopeOfFault(ref)
  return {
    namespace: [ref.namespace],
    ...(caller === undefined ? {} : { caller: [caller] }),
    ...(callee === undefined ? {} : { callee: [callee] }),
  }
}
