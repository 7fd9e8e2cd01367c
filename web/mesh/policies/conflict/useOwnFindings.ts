import { useQuery } from '@tanstack/react-query'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { checkOf } from '../queries.ts'
import { useDebounced } from '../useDebounced.ts'
import type { Place } from './merge.ts'
import { isError, ownFindings } from './own-findings.ts'

const checkedAfterMs = 350

/** What the check says of values that were typed into a conflict at these places, and whether one may go on with them. */
export function useOwnFindings(merged: unknown, places: readonly Place[], editOf: (merged: unknown) => PolicyEdit) {
  const isAsked = places.length > 0
  const wanted = JSON.stringify(editOf(merged))
  const rested = useDebounced(wanted, checkedAfterMs)
  const check = useQuery({
    ...checkOf(JSON.parse(rested) as PolicyEdit, undefined), // written two lines above
    enabled: isAsked && merged !== undefined,
    placeholderData: (before) => before,
  })
  const findings = ownFindings((isAsked && check.data?.findings) || [], merged, places)
  const isChecked = check.data !== undefined && !check.isPlaceholderData && rested === wanted
  return {
    /** By `keyOf` the place. */
    findings,
    /** What is typed has been checked, and nothing is wrong with it. */
    isFit: !isAsked || (isChecked && ![...findings.values()].flat().some(isError)),
    /** Why it could not be checked. */
    problem: isAsked ? check.error : null,
  }
}
