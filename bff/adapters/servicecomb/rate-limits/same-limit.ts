import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import { sameMatches } from '../groups/match-group.ts'

/** Whether two limits mean the same. */
export const sameLimit = (one: ObservedRateLimit, other: ObservedRateLimit): boolean =>
  one.limit === other.limit &&
  one.per === other.per &&
  one.burst === other.burst &&
  sameMatches(one.match ?? { any: [] }, other.match ?? { any: [] })
