import type { Visibility } from '#shared/access/visibility.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import type { CallRecords } from '../../ports/call-records.ts'
import type { Ends } from './concerned.ts'

/** How many calls of a pair there were, and how many of them a breaker refused. */
export interface CountedPair extends Ends {
  calls: number
  refused: number
  /** Milliseconds. */
  lastRefused: number | undefined
}

const by = ['callerNamespace', 'caller', 'calleeNamespace', 'callee', 'outcome'] as const

/** Calls that are counted, at most; of more one in n is, and the figures are multiplied. */
const mostCalls = 2_000_000

/** Pairs by outcome; only few services call each other. */
const mostGroups = 20_000

/** One text for a pair. */
export const pairKey = ({ callerNamespace, caller, calleeNamespace, callee }: Ends): string =>
  JSON.stringify([callerNamespace, caller, calleeNamespace, callee])

/** Counts the calls of a window by pair. */
export async function countPairs(
  calls: CallRecords,
  { filter, window }: { filter: CallFilter; window: Window },
  visibility: Visibility,
  signal?: AbortSignal,
) {
  const found = await calls.groups(
    { filter, window, maxRows: mostCalls, maxGroups: mostGroups },
    by,
    visibility,
    signal,
  )
  const pairs = new Map<string, CountedPair>()
  for (const { key, calls: count, newest } of found.groups) {
    const ends: Ends = {
      callerNamespace: key.callerNamespace ?? undefined,
      caller: key.caller ?? undefined,
      calleeNamespace: key.calleeNamespace ?? undefined,
      callee: key.callee ?? undefined,
    }
    const pair = pairs.get(pairKey(ends)) ?? { ...ends, calls: 0, refused: 0, lastRefused: undefined }
    pairs.set(pairKey(ends), pair)
    pair.calls += count * found.oneIn
    if (key.outcome !== 'open-circuit') continue
    pair.refused += count * found.oneIn
    pair.lastRefused = Math.max(pair.lastRefused ?? 0, newest.at / 1000)
  }
  return { pairs: [...pairs.values()], oneIn: found.oneIn, stamp: found.stamp }
}
