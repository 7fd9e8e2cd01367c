/** Milliseconds until what was not taken is tried again, and the longest that it comes to: twice as long after every failure. */
const first = 1000
const longest = 3_600_000
/** Milliseconds for which a webhook that takes nothing is let alone at most. */
const longestRest = 60_000

/** How old, in milliseconds, a delivery may become, and how often it may be tried. */
export const mostAgeMs = 3 * 86_400_000
export const mostTries = 100

/** Milliseconds until the next try after so many, at least what the receiver asked for; many of them do not come at the same moment. */
export const pauseAfter = (tries: number, asked = 0): number =>
  Math.min(longest, Math.max(asked, spread(Math.min(longest, first * 2 ** (tries - 1)))))

/** Milliseconds until a webhook gets anything else after so many failures in a row, at least what it asked for. */
export const restAfter = (failures: number, asked = 0): number =>
  Math.min(longest, Math.max(asked, spread(Math.min(longestRest, first * 2 ** (failures - 1)))))

const spread = (ms: number): number => ms * (0.5 + Math.random() / 2)
