import { z } from 'zod'
import type { HandlingState } from '#shared/features/call-handling/model.ts'
import { type RecordedTraits, takingOf } from '#shared/features/call-handling/recorded.ts'
import { Match } from '#shared/mesh/match.ts'
import type { Semantics } from '#shared/mesh/matching.ts'

/** Every kind that can be for a part of the calls says which under this name. */
const Grouped = z.object({ match: Match })

/** What becomes of a policy in force for one call: it may be for a match group that does not take it. */
export function groupTaking(
  { spec }: { spec?: unknown },
  recorded: RecordedTraits,
  semantics: Semantics,
): HandlingState {
  const { data } = Grouped.safeParse(spec)
  if (!data) return 'in-force'
  const taking = takingOf(data.match, recorded, semantics)
  if (taking === 'yes') return 'in-force'
  return taking === 'no' ? 'other-calls' : 'undecided'
}
