import { wholeMesh } from '#shared/access/visibility.ts'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Evidence } from '../../changes/kind.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { watchCalls } from './circuit-calls.ts'
import { concernedBy } from './concerned.ts'

/**
 * Looks for circuits that opened since a breaker is live. A breaker that has nothing to refuse cannot be told from one that is not there, so
 * quiet calls prove nothing; one that is held open is proven by calls that it refuses, and denied by one that goes through.
 */
export async function observeCircuits(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  spec: CircuitBreaker,
  since: Instant,
  signal?: AbortSignal,
): Promise<Evidence> {
  const holders = (await mesh.target('circuit-breakers')?.circuitsOf?.(ref, spec)) ?? []
  const { filter, semanticsOf } = concernedBy(ref, holders)
  const window = { from: since, to: instantOf(Date.now() + 1) }
  const concerns = (ends: Parameters<typeof semanticsOf>[0]) => semanticsOf(ends) !== undefined
  const { pairs, oneIn } = await watchCalls(mesh.calls, { filter, window, concerns }, wholeMesh(mesh.name), signal)
  const sum = (count: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((all, pair) => all + count(pair), 0) * oneIn
  const [calls, refused] = [sum((pair) => pair.calls), sum((pair) => pair.refused)]
  if (calls === 0) return { shares: [], why: { code: 'proof-no-calls', params: {} } }
  // Which calls a match group takes is not looked at here: others may go through.
  if (spec.forced === 'open' && spec.match === undefined && refused < calls) {
    return { shares: [], why: { code: 'proof-still-passing', params: { count: calls - refused } } }
  }
  return refused > 0 ? { shares: [] } : { shares: [], why: { code: 'proof-circuits-quiet', params: { count: calls } } }
}
