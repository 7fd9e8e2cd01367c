import type { Condition, Match } from '#shared/mesh/match.ts'

/** Fields of which there are many, so that a condition names one. */
export const namedFields: ReadonlySet<string> = new Set(['header', 'query', 'caller-label'])

export const newCondition = (): Condition => ({
  field: 'header',
  name: '',
  operator: 'is',
  value: '',
  ignoreCase: false,
})

/** A match that takes no call by accident: one empty condition to fill in. */
export const newMatch = (): Match => ({ any: [{ all: [newCondition()] }] })

const ofGroup = (match: Match, at: number, change: (all: Condition[]) => Condition[]): Match => ({
  any: match.any.map((group, index) => (index === at ? { all: change(group.all) } : group)),
})

export const withCondition = (
  match: Match,
  group: number,
  at: number,
  change: (condition: Condition) => Condition,
): Match => ofGroup(match, group, (all) => all.map((one, index) => (index === at ? change(one) : one)))

/** Adds a condition to a group; the first one of a match without groups makes the group. */
export const withNewCondition = (match: Match, group: number): Match =>
  match.any[group] ? ofGroup(match, group, (all) => [...all, newCondition()]) : withNewGroup(match)

/** Adds an alternative. */
export const withNewGroup = (match: Match): Match => ({ any: [...match.any, ...newMatch().any] })

/** Takes a condition away; a group that is left empty goes with it. */
export const withoutCondition = (match: Match, group: number, at: number): Match =>
  withoutEmptyGroups(ofGroup(match, group, (all) => all.filter((_, index) => index !== at)))

/** An empty group would take every call, which nobody means by it. */
export const withoutEmptyGroups = (match: Match): Match => ({ any: match.any.filter(({ all }) => all.length > 0) })

/** Whether every condition says what it compares; a header or parameter without a name says nothing. */
export const isMatchComplete = (match: Match): boolean =>
  match.any.every(({ all }) => all.every(({ field, name }) => name !== '' || !namedFields.has(field)))
