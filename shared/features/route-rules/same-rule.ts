import { alternativesOf, type Condition, type Match } from '../../mesh/match.ts'

type Destinations = { labels: Record<string, string>; weight: number }[]

interface Comparable {
  routes: {
    match: Match
    destinations: Destinations
    remainder?: number
    fallback?: Destinations | undefined
    emptyProtection?: boolean | undefined
  }[]
}

const sortedText = (items: unknown[]): string => JSON.stringify(items.map((item) => JSON.stringify(item)).toSorted())

function normalCondition({ field, name, operator, value, ignoreCase }: Condition) {
  const plain = operator === 'one-of' ? alternativesOf(value).join() : operator === 'present' ? '' : value
  return [field, field === 'header' ? name.toLowerCase() : name, operator, plain, ignoreCase]
}

/** A match as text that is equal for matches that say the same, whatever the order of their conditions. */
export const matchText = (match: Match): string =>
  match.any.some(({ all }) => all.length === 0)
    ? '[]'
    : sortedText(match.any.map(({ all }) => sortedText(all.map(normalCondition))))

export const labelsText = (labels: Record<string, string>): string =>
  JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** An implicit remainder is the newest version's share, so it equals a destination that says so. */
const destinationsText = ({ destinations, remainder = 0 }: Comparable['routes'][number]): string => {
  const implicit = remainder > 0 ? [{ labels: { version: 'latest' }, weight: remainder }] : []
  return listText([...destinations, ...implicit])
}

const listText = (destinations: Destinations): string =>
  sortedText(destinations.map(({ labels, weight }) => [labelsText(labels), weight]))

/** Whether two routes name the same for calls whose destinations have no instance; nothing said is protection. */
export const sameReserve = (one: Comparable['routes'][number], other: Comparable['routes'][number]): boolean =>
  listText(one.fallback ?? []) === listText(other.fallback ?? []) &&
  (one.emptyProtection ?? true) === (other.emptyProtection ?? true)

/** Whether two routes have the same destinations with the same weights. */
export const sameDestinations = (one: Comparable['routes'][number], other: Comparable['routes'][number]): boolean =>
  destinationsText(one) === destinationsText(other)

/** Whether two matches say the same. */
export const sameMatch = (one: Match, other: Match): boolean => matchText(one) === matchText(other)

/** Whether two routes send the same calls to the same destinations; names and precedences do not count. */
export const sameRoute = (one: Comparable['routes'][number], other: Comparable['routes'][number]): boolean =>
  sameMatch(one.match, other.match) && sameDestinations(one, other) && sameReserve(one, other)

/** Whether two rules say the same in the same order. */
export const sameRule = (one: Comparable, other: Comparable): boolean =>
  one.routes.length === other.routes.length &&
  one.routes.every((route, index) => {
    const twin = other.routes[index]
    return twin !== undefined && sameRoute(route, twin)
  })
