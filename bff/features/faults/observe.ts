import { wholeMesh } from '#shared/access/visibility.ts'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { ObservedShare } from '#shared/features/changes/model.ts'
import type { Fault } from '#shared/features/faults/model.ts'
import { type Match, matchesAll } from '#shared/mesh/match.ts'
import { matchTakes, modelSemantics } from '#shared/mesh/matching.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Evidence } from '../../changes/kind.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { scopeOfFault } from './scope.ts'

const pageSize = 500
/** At most so many calls are looked at, the newest ones. */
const sampleSize = 2000
/** Calls that must have come before their shares say anything. */
const minimumCalls = 50

/**
 * Holds the asked percentages against the calls since the fault is live: how many a rule answered with its status instead of the callee,
 * how many took at least as long as they should wait.
 */
export async function observeFault(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  { abort, delay, match }: Fault,
  since: Instant,
  signal?: AbortSignal,
): Promise<Evidence> {
  const calls = await governedCalls(mesh, ref, match ?? { any: [] }, since, signal)
  if (calls.length === 0) return { shares: [], why: { code: 'proof-no-calls', params: {} } }
  const shareOf = (is: (call: CallRecord) => boolean) => calls.filter(is).length / calls.length
  const aborted = abort && {
    route: 'fault:abort',
    destination: String(abort.status),
    asked: abort.percent / 100,
    observed: shareOf(({ outcome, status }) => outcome === 'fault' && status === abort.status),
    calls: calls.length,
  }
  const delayed = delay && {
    route: 'fault:delay',
    destination: `${delay.ms} ms`,
    asked: delay.percent / 100,
    observed: shareOf(({ durationMs }) => durationMs >= delay.ms),
    calls: calls.length,
  }
  const shares = [aborted, delayed].filter((share) => share !== undefined)
  if (calls.length < minimumCalls) {
    return { shares, why: { code: 'proof-few-faulted', params: { count: calls.length } } }
  }
  // A callee may be slow by itself, so more calls than asked may have taken as long.
  const isShown =
    (!aborted || Math.abs(gapOf(aborted)) <= chanceOf(aborted)) && (!delayed || gapOf(delayed) >= -chanceOf(delayed))
  return isShown ? { shares } : { shares, why: { code: 'proof-faults-differ', params: {} } }
}

const gapOf = ({ asked, observed }: ObservedShare): number => observed - asked

/** What lies within chance of an asked share: 3.3 standard errors, at least two points of a hundred. */
const chanceOf = ({ asked, calls }: ObservedShare): number =>
  Math.max(0.02, 3.3 * Math.sqrt((asked * (1 - asked)) / calls))

/** The newest calls that the fault's readers made, as far as its match takes them. */
async function governedCalls(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  match: Match,
  since: Instant,
  signal?: AbortSignal,
): Promise<CallRecord[]> {
  const { caller, callee } = scopeOfFault(ref)
  const filter = {
    ...(caller === undefined ? {} : { caller: [caller] }),
    ...(callee === undefined ? {} : { callee: [callee] }),
  }
  const window = { from: since, to: instantOf(Date.now() + 1) }
  const found: CallRecord[] = []
  let cursor: string | undefined
  do {
    const page = await mesh.calls.search(
      filter,
      window,
      { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      wholeMesh(mesh.name),
      signal,
    )
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined && found.length < sampleSize)
  return found.filter((record) => record.caller?.namespace === ref.namespace && takes(match, record))
}

function takes(match: Match, { headers, method, url, caller }: CallRecord): boolean {
  if (matchesAll(match)) return true
  const { pathname, searchParams } = new URL(url, 'http://callee')
  const query = Object.fromEntries(searchParams)
  return matchTakes(match, { headers, method, path: pathname, query, caller: caller?.service }, modelSemantics) === true
}
