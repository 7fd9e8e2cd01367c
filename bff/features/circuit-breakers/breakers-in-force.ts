import { ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { type Concerned, concernedBy } from './concerned.ts'

/** A circuit breaker in force, with the calls that it is about. */
export interface Breaker {
  ref: PolicyRef
  concerned: Concerned
}

/** Every circuit breaker of a mesh that can open a circuit or refuse a call. */
export async function breakersIn(mesh: ConnectedMesh): Promise<Breaker[]> {
  const target = mesh.target('circuit-breakers')
  if (!target) return []
  const { value } = await target.list()
  const found = await Promise.all(
    value.map(async ({ ref, spec, enabled }): Promise<Breaker[]> => {
      const breaker = ObservedCircuitBreaker.safeParse(spec).data
      if (!enabled || (breaker?.trip === undefined && breaker?.maxConcurrency === undefined)) return []
      return [{ ref, concerned: concernedBy(ref, (await target.circuitsOf?.(ref, breaker)) ?? []) }]
    }),
  )
  return found.flat()
}
