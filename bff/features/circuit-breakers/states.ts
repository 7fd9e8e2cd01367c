import type { Visibility } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { Reading } from '#shared/contract/reading.ts'
import { type CircuitState, stateMinutes } from '#shared/features/circuit-breakers/states.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { type WatchedPair, watchCalls } from './circuit-calls.ts'
import { type CountedPair, countPairs, pairKey } from './counted-pairs.ts'
import { type Breaker, breakersIn } from './breakers-in-force.ts'

/** At most so many pairs are told, open ones first. */
const mostPairs = 200

/** A circuit that no call has tried for so many milliseconds may have come to the end of its wait since. */
const freshMs = 90_000

/** What one reader may be told. */
interface Reader {
  /** Of calls. */
  visibility: Visibility
  /** Whether a breaker is named. */
  sees(ref: PolicyRef): boolean
}

/** Which circuits are open between whom, as the calls of the last minutes show it. */
export async function circuitStates(
  mesh: ConnectedMesh,
  { namespace, service }: { namespace?: string | undefined; service?: string | undefined },
  { visibility, sees }: Reader,
  signal: AbortSignal,
): Promise<Reading<CircuitState[]>> {
  const now = Date.now()
  const window = { from: instantOf(now - stateMinutes * 60_000), to: instantOf(now) }
  const breakers = await breakersIn(mesh)
  const asked = { filter: service === undefined ? {} : { callee: [service] }, window }
  const counted = await countPairs(mesh.calls, asked, visibility, signal)
  const isAsked = ({ callee, callerNamespace, calleeNamespace }: CountedPair) =>
    callee !== undefined && (namespace === undefined || callerNamespace === namespace || calleeNamespace === namespace)
  const pairs = counted.pairs.filter(isAsked)
  // Only where calls were refused lately can a circuit be open.
  const refused = new Set(pairs.flatMap((pair) => (pair.refused > 0 ? (pair.callee ?? []) : [])))
  const watched =
    refused.size === 0
      ? undefined
      : await watchCalls(mesh.calls, { filter: { callee: [...refused] }, window }, visibility, signal)
  const everyCall = mesh.sampling === 'all' && counted.oneIn === 1
  const all = pairs
    .map((pair) => stateOf(pair, watched?.get(pairKey(pair)), { breakers, everyCall, sees }))
    .filter(({ breakers: named, withheld, refused }) => named.length > 0 || withheld || refused > 0)
    .toSorted((one, other) => other.open - one.open || other.refused - one.refused || other.calls - one.calls)
  return { value: all.slice(0, mostPairs), stamps: [counted.stamp] }
}

function stateOf(
  pair: CountedPair,
  circuits: WatchedPair | undefined,
  { breakers, everyCall, sees }: { breakers: readonly Breaker[]; everyCall: boolean; sees: Reader['sees'] },
): CircuitState {
  const refusing = [...(circuits?.values() ?? [])].filter((circuit) => circuit.openSince() !== undefined)
  const tried = refusing.filter((circuit) => (circuit.lastRefused() ?? 0) > Date.now() - freshMs)
  const since = tried.flatMap((circuit) => circuit.openSince() ?? [])
  const about = breakers.filter(({ concerned }) => concerned.semanticsOf(pair))
  const told = about.filter(({ ref }) => sees(ref))
  return {
    ...(pair.caller === undefined ? {} : { caller: end(pair.callerNamespace, pair.caller) }),
    callee: end(pair.calleeNamespace, pair.callee ?? ''),
    state: since.length > 0 ? 'open' : everyCall && refusing.length === 0 ? 'closed' : 'unknown',
    ...(since.length > 0 ? { since: instantOf(Math.min(...since)) } : {}),
    open: since.length,
    calls: pair.calls,
    refused: pair.refused,
    ...(pair.lastRefused === undefined ? {} : { lastRefused: instantOf(pair.lastRefused) }),
    breakers: told.map(({ ref: { namespace, service, name } }) => ({ namespace, service, name })),
    withheld: told.length < about.length,
  }
}

const end = (namespace: string | undefined, service: string) => ({
  service,
  ...(namespace === undefined ? {} : { namespace }),
})
