import type { Condition, Match } from '../../mesh/match.ts'
import { type RoutedCall, type Semantics, matchTakes } from '../../mesh/matching.ts'
import { patternFault } from '../../mesh/pattern.ts'
import { type RoutableRoute, type Routing, routeOf } from '../route-rules/engine.ts'
import type { CallTrait } from './model.ts'

/** A call as far as it was recorded. */
export interface RecordedTraits {
  call: RoutedCall
  /** Whether what a condition reads of the call is known, be it that the call did not have it. */
  isRecorded(condition: Pick<Condition, 'field' | 'name'>): boolean
}

/** Whether a match takes a recorded call; what must be known to tell where it cannot be told. */
export type Taking = 'yes' | 'no' | { missing: CallTrait[] }

/**
 * Holds a match against what was recorded of a call. A match without groups takes every call. Groups are tried one after the other: a
 * pattern that drops the call is met only where no group before it takes the call.
 */
export function takingOf(match: Match, { call, isRecorded }: RecordedTraits, semantics: Semantics): Taking {
  // A pattern that cannot be read comes to the same with every value.
  const isKnown = (condition: Condition) =>
    isRecorded(condition) || (condition.operator === 'matches' && patternFault(condition.value) !== undefined)
  const undecided: Condition[] = []
  const otherwise = (): Taking => (undecided.length > 0 ? { missing: traitsOf(undecided) } : 'no')
  if (match.any.length === 0) return 'yes'
  for (const { all } of match.any) {
    const known = all.filter(isKnown)
    const takes = matchTakes({ any: [{ all: known }] }, call, semantics)
    if (takes === 'dropped') return otherwise()
    // Whatever the groups before come to, this one takes it.
    if (takes && known.length === all.length) return 'yes'
    // What is known speaks for this group; what is not recorded decides.
    if (takes) undecided.push(...all.filter((condition) => !isKnown(condition)))
  }
  return otherwise()
}

/** What conditions read, each once. */
function traitsOf(conditions: readonly Condition[]): CallTrait[] {
  const traits = new Map(conditions.map(({ field, name }) => [`${field} ${name.toLowerCase()}`, { field, name }]))
  return [...traits.values()]
}

/** Decides a recorded call by a rule: as the engine does, unless that hangs on what was not recorded. */
export function routingOf(
  rule: { routes: readonly RoutableRoute[] },
  recorded: RecordedTraits,
  semantics: Semantics,
): Routing | { outcome: 'not-recorded'; route: number; missing: CallTrait[] } {
  const routing = routeOf(rule, recorded.call, semantics)
  const decided = routing.outcome === 'none' ? rule.routes.length : routing.route
  for (const [index, route] of rule.routes.slice(0, decided + 1).entries()) {
    // These do the same with every call, whatever it carries.
    if (route.effect !== undefined) continue
    const taking = takingOf(route.match, recorded, semantics)
    if (typeof taking === 'object') return { outcome: 'not-recorded', route: index, missing: taking.missing }
  }
  return routing
}
