import type { Visibility } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { Reading } from '#shared/contract/reading.ts'
import { type CircuitState, stateMinutes } from '#shared/features/circuit-breakers/states.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { type WatchedPair, watchCalls } from './circuit-calls.ts'
import { type Breaker, breakersIn } from './breakers-in-force.ts'

/** At most so many pairs are told, open ones first. */
const mostPairs = 200

/** Which circuits are open between whom, as the calls of the last minutes show it. */
export async function circuitStates(
  mesh: ConnectedMesh,
  { namespace, service }: { namespace?: string | undefined; service?: string | undefined },
  visibility: Visibility,
  signal: AbortSignal,
): Promise<Reading<CircuitState[]>> {
  const now = Date.now()
  const window = { from: instantOf(now - stateMinutes * 60_000), to: instantOf(now) }
  const breakers = await breakersIn(mesh)
  const watched = await watchCalls(
    mesh.calls,
    {
      filter: service === undefined ? {} : { callee: [service] },
      window,
      concerns: (ends) =>
        ends.callee !== undefined &&
        (namespace === undefined || ends.callerNamespace === namespace || ends.calleeNamespace === namespace),
    },
    visibility,
    signal,
  )
  const all = watched.pairs
    .map((pair) => stateOf(pair, breakers, mesh.sampling === 'all' && watched.oneIn === 1, watched.oneIn))
    .filter((state) => state.breakers.length > 0 || state.refused > 0)
    .toSorted((one, other) => other.open - one.open || other.refused - one.refused || other.calls - one.calls)
  return { value: all.slice(0, mostPairs), stamps: [watched.stamp] }
}

function stateOf(pair: WatchedPair, breakers: readonly Breaker[], everyCall: boolean, oneIn: number): CircuitState {
  const since = [...pair.circuits.values()].flatMap((circuit) => circuit.openSince() ?? [])
  return {
    ...(pair.caller === undefined ? {} : { caller: end(pair.callerNamespace, pair.caller) }),
    callee: end(pair.calleeNamespace, pair.callee ?? ''),
    state: since.length > 0 ? 'open' : everyCall ? 'closed' : 'unknown',
    ...(since.length > 0 ? { since: instantOf(Math.min(...since)) } : {}),
    open: since.length,
    calls: pair.calls * oneIn,
    refused: pair.refused * oneIn,
    ...(pair.lastRefused === undefined ? {} : { lastRefused: instantOf(pair.lastRefused) }),
    breakers: breakers.flatMap(({ ref, concerned }) =>
      concerned.semanticsOf(pair) ? [{ namespace: ref.namespace, service: ref.service, name: ref.name }] : [],
    ),
  }
}

const end = (namespace: string | undefined, service: string) => ({
  service,
  ...(namespace === undefined ? {} : { namespace }),
})
