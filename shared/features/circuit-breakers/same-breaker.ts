import type { Match } from '../../mesh/match.ts'
import { matchesAll } from '../../mesh/match.ts'
import type { ObservedCircuitBreaker } from './model.ts'

/** Whether two circuit breakers mean the same. */
export const sameBreaker = (one: ObservedCircuitBreaker, other: ObservedCircuitBreaker): boolean =>
  JSON.stringify(normal(one)) === JSON.stringify(normal(other))

/** Fields in a fixed order, absent ones left out. */
function normal({ trip, match, failureStatuses, ...rest }: ObservedCircuitBreaker) {
  return [
    trip === undefined ? 'off' : sorted(trip),
    sorted(rest),
    failureStatuses?.toSorted() ?? [],
    match === undefined || matchesAll(match) ? [] : match.any.map(groupText),
  ]
}

const sorted = (fields: object) =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))

const groupText = ({ all }: Match['any'][number]): string[] =>
  all
    .map(({ field, name, operator, value, ignoreCase }) => JSON.stringify([field, name, operator, value, ignoreCase]))
    .toSorted()
