import type { Match } from '#shared/mesh/match.ts'
import type { Semantics } from '#shared/mesh/matching.ts'
import { takenBy } from '../../mesh/taken-calls.ts'
import type { Rules } from './replay.ts'

/** Which calls of a batch a group takes, before and after. A group that is not there takes none, and nor does one without conditions. */
export function takesBy(
  { before, after }: { before: Match | undefined; after: Match | undefined },
  semantics: Semantics,
): NonNullable<Rules['takes']> {
  const test = (match: Match | undefined) => (match?.any.length ? takenBy(match, semantics) : () => false)
  const [takesBefore, takesAfter] = [test(before), test(after)]
  return (batch, row) => {
    const taken = { before: takesBefore(batch, row), after: takesAfter(batch, row) }
    return taken.before === undefined || taken.after === undefined
      ? undefined
      : { before: taken.before, after: taken.after }
  }
}
