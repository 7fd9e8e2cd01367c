import type { Instant } from '#shared/contract/instant.ts'
import type { Revision } from '#shared/features/changes/model.ts'
import { revisionAt } from '../../changes/revisions.ts'
import { type FirstSight, firstSights } from '../../changes/sights.ts'
import type { Changes } from '../../changes/tables.ts'
import { type AskedCalls, type Place, concerns } from '../../mesh/policies-on-way.ts'

/** The policies about some calls in one place of their way, as they were at a time. */
export interface PoliciesAt {
  /** Each with the state that it had; those that were deleted or not there yet are left out. */
  held: Revision[]
  /** The console first saw them later, so that nobody knows whether they were there. */
  unseen: FirstSight[]
}

/** Looks up what stood in one place of a call's way at a time. */
export async function policiesAt(
  database: Changes,
  mesh: string,
  { place, calls, at }: { place: Place; calls: AskedCalls; at: Instant },
): Promise<PoliciesAt> {
  const { kind, reader } = place
  const { service } = calls.callee
  const sights = await firstSights(database, { mesh, namespace: reader.namespace, kind }, [service, '*'])
  const about = sights.filter(({ ref }) => concerns(ref, place, calls))
  const states = await Promise.all(
    about.map(async (sight) => ({ sight, state: await revisionAt(database, sight.ref, at) })),
  )
  return {
    held: states.flatMap(({ state }) => (typeof state === 'object' && state.native.length > 0 ? [state] : [])),
    unseen: states.flatMap(({ sight, state }) => (state === 'unknown' ? [sight] : [])),
  }
}
