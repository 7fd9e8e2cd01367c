import { wholeMesh } from '#shared/access/visibility.ts'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Evidence } from '../../changes/kind.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { concernedBy } from './concerned.ts'
import { countPairs } from './counted-pairs.ts'

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
  const counted = await countPairs(mesh.calls, { filter, window }, wholeMesh(mesh.name), signal)
  const pairs = counted.pairs.filter((pair) => semanticsOf(pair) !== undefined)
  const calls = pairs.reduce((sum, pair) => sum + pair.calls, 0)
  const refused = pairs.reduce((sum, pair) => sum + pair.refused, 0)
  if (calls === 0) return { shares: [], why: { code: 'proof-no-calls', params: {} } }
  // Which calls a match group takes is not looked at here: others may go through.
  if (spec.forced === 'open' && spec.match === undefined && refused < calls) {
    return { shares: [], why: { code: 'proof-still-passing', params: { count: calls - refused } } }
  }
  return refused > 0 ? { shares: [] } : { shares: [], why: { code: 'proof-circuits-quiet', params: { count: calls } } }
}
