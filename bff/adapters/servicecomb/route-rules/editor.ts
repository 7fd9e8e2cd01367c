import type { ObservedRoute, RouteRule } from '#shared/features/route-rules/model.ts'
import { isNewest } from '#shared/features/route-rules/engine.ts'
import {
  labelsText,
  sameDestinations,
  sameMatch,
  sameReserve,
  sameRoute,
  sameRule,
} from '#shared/features/route-rules/same-rule.ts'
import type { YAMLMap } from 'yaml'
import type { DataPlane } from '../frameworks.ts'
import { matchSplices } from './match-editor.ts'
import type { NativeRule } from './native.ts'
import { type ReadRule, readRouteRule } from './reader.ts'
import { blockOf, destinationFields, listBlock, routeItem, saidTo } from './text.ts'
import { type Place, ownMap, ownValue, withoutAliases } from '../yaml/aliases.ts'
import {
  FirstRewrite,
  NotEditable,
  type Splice,
  blockMap,
  blockSeq,
  columnOf,
  dashOf,
  pairAtEnd,
  pairBefore,
  pairOf,
  pairReplaced,
  spliced,
  startOf,
  withItem,
  withNumber,
  withoutItem,
  withoutPair,
} from '../yaml/splice.ts'

type Route = RouteRule['routes'][number]

// Each rewrite opens one pair of braces or one alias; a document has no more of them than this in its touched part.
const mostRewrites = 400

/** A rule as the text of a new document. */
export const newRouteRule = (rule: RouteRule, plane: DataPlane): string =>
  rule.routes.map((route, index) => routeItem(route, rule.routes.length - index, plane, 0)).join('')

/**
 * The text after an edit: what the edit does not touch stays byte for byte, with its comments and unknown fields.
 * Undefined where the text is written in a way that cannot be edited so.
 */
export function editRouteRule(text: string, rule: RouteRule, plane: DataPlane): string | undefined {
  const before = readRouteRule(text, plane)
  if (before.understood !== 'not' && isUnchanged(before.rule.routes, rule)) return text
  if (before.understood === 'not' || before.order.length === 0)
    return commentsOf(before, text) + newRouteRule(rule, plane)
  return rewritten(text, rule, plane) ?? rewritten(withoutAliases(text), rule, plane)
}

const isUnchanged = (before: ObservedRoute[], rule: RouteRule): boolean =>
  sameRule({ routes: before }, rule) && pairRoutes(before, rule.routes).every((pair, index) => pair === index)

/** Comments of a text that holds no rule. */
const commentsOf = ({ understood }: ReadRule, text: string): string =>
  understood === 'not' ? '' : (text.match(/^\s*#.*\n?/gm) ?? []).map((line) => `${line.trim()}\n`).join('')

function rewritten(original: string, rule: RouteRule, plane: DataPlane): string | undefined {
  let text = original
  for (let round = 0; round < mostRewrites; round += 1) {
    try {
      const result = edited(text, readRouteRule(text, plane), rule, plane)
      const read = readRouteRule(result, plane)
      return read.understood !== 'not' &&
        sameRule(read.rule, rule) &&
        keepsUnsaid(readRouteRule(text, plane).rule.routes, rule.routes, read.rule.routes)
        ? result
        : undefined
    } catch (error) {
      if (error instanceof NotEditable) return undefined
      if (!(error instanceof FirstRewrite)) throw error
      text = spliced(text, [error.splice])
    }
  }
  return undefined
}

/** Whether exactly those routes still say more than the model does that did before. */
function keepsUnsaid(before: ObservedRoute[], wanted: Route[], after: ObservedRoute[]): boolean {
  const pairs = pairRoutes(before, wanted)
  return after.every(({ effect }, index) => {
    const pair = pairs[index]
    return (effect === 'unknown') === (pair !== undefined && before[pair]?.effect === 'unknown')
  })
}

function edited(text: string, before: ReadRule, rule: RouteRule, plane: DataPlane): string {
  const { document } = before.native
  const pairs = pairRoutes(before.rule.routes, rule.routes)
  const precedences = precedencesOf(
    pairs.map((pair) => (pair === undefined ? undefined : before.order[pair]?.precedence)),
  )
  const splices: Splice[] = []

  for (const [index, route] of rule.routes.entries()) {
    const pair = pairs[index]
    const old = pair === undefined ? undefined : before.rule.routes[pair]
    const native = pair === undefined ? undefined : before.order[pair]
    if (!old || !native) continue
    splices.push(...routeSplices({ text, document, plane }, native, old, route, precedences[index] ?? 1))
  }

  const kept = new Set(pairs)
  const gone = before.order.filter((_, index) => !kept.has(index))
  const added = rule.routes.filter((_, index) => pairs[index] === undefined)
  if (gone.length > 0 || added.length > 0) {
    const list = blockSeq(text, document.contents, 'document', 0)
    const positionOf = (native: NativeRule | undefined) => before.native.rules.findIndex((each) => each === native)
    for (const native of gone) splices.push(withoutItem(text, list, positionOf(native)))
    for (const [index, route] of rule.routes.entries()) {
      if (pairs[index] !== undefined) continue
      const follower = pairs.slice(index + 1).find((pair) => pair !== undefined)
      const at = follower === undefined ? list.items.length : positionOf(before.order[follower])
      const indent = columnOf(text, dashOf(list, 0))
      splices.push(withItem(text, list, at, routeItem(route, precedences[index] ?? 1, plane, indent)))
    }
  }
  return spliced(text, merged(splices))
}

/** Joins what is put in at one place, in the order in which it came. */
function merged(splices: Splice[]): Splice[] {
  const result: Splice[] = []
  for (const splice of splices) {
    const twin = result.find(
      (each) => each.from === splice.from && each.to === splice.from && splice.to === splice.from,
    )
    if (twin) twin.text += splice.text
    else result.push({ ...splice })
  }
  return result
}

/**
 * Which old route each new one comes from: by content, else by its match, its name, its destinations. One that does not do
 * what the model says of it looks like others there, so only its name tells it.
 */
function pairRoutes(old: ObservedRoute[], next: Route[]): (number | undefined)[] {
  const pairs: (number | undefined)[] = next.map(() => undefined)
  const free = new Set(old.keys())
  const likenesses: ((one: ObservedRoute, other: Route) => boolean)[] = [
    (one, other) => sameRoute(one, other) && one.name === other.name,
    sameRoute,
    (one, other) => sameMatch(one.match, other.match),
    (one, other) => one.name !== '' && one.name === other.name,
    (one, other) => sameRoute({ ...one, match: other.match }, other),
  ]
  for (const alike of likenesses) {
    for (const [index, route] of next.entries()) {
      if (pairs[index] !== undefined) continue
      const found = [...free].find((candidate) => {
        const one = old[candidate]
        return one !== undefined && (one.effect === undefined || one.name === route.name) && alike(one, route)
      })
      if (found === undefined) continue
      pairs[index] = found
      free.delete(found)
    }
  }
  return pairs
}

/** Native precedences are kept while they descend; from the bottom up, each route gets at least one more than the one below. */
export function precedencesOf(native: (number | undefined)[]): number[] {
  const result: number[] = []
  let below: number | undefined
  for (const own of native.toReversed()) {
    const least = below === undefined ? (own ?? 1) : below + 1
    below = own !== undefined && own > least ? own : least
    result.unshift(below)
  }
  return result
}

function routeSplices(
  place: Place,
  native: NativeRule,
  old: ObservedRoute,
  route: Route,
  precedence: number,
): Splice[] {
  const splices: Splice[] = []
  if (precedence !== native.precedence)
    splices.push(withNumber(place.text, ownMap(place, native.node), 'precedence', precedence))
  if (!sameDestinations(old, route))
    splices.push(...destinationSplices(place, native, 'route', withImplicit(old, route, place.plane)))
  if (!sameReserve(old, route)) splices.push(...reserveSplices(place, native, old, route))
  if (!sameMatch(old.match, route.match)) splices.push(...matchSplices(place, native, old.match, route.match))
  return splices
}

/** The newest version's share stays unsaid where it was unsaid before. */
function withImplicit(old: ObservedRoute, { destinations }: Route, plane: DataPlane): Route['destinations'] {
  if (old.destinations.some(({ labels }) => isNewest(labels))) return destinations
  if (old.remainder === 0 || destinations.length === 1) return saidTo(destinations, plane)
  const newest = destinations.findLast(({ labels }) => isNewest(labels))
  return destinations.filter((destination) => destination !== newest)
}

function destinationSplices(
  place: Place,
  native: NativeRule,
  key: 'route' | 'fallback',
  destinations: Route['destinations'],
): Splice[] {
  const { text } = place
  const map = ownMap(place, native.node)
  const natives = (key === 'route' ? native.destinations : native.fallback) ?? []
  const free = new Set(natives)
  const splices: Splice[] = []
  const added: Route['destinations'] = []
  for (const destination of destinations) {
    const labels = labelsText(destination.labels)
    const old = [...free].find(({ tags }) => labelsText(tags) === labels)
    if (!old) {
      added.push(destination)
      continue
    }
    free.delete(old)
    if (old.weight === destination.weight) continue
    if (!old.node) throw new NotEditable('a destination that is no map')
    splices.push(withNumber(text, ownMap(place, old.node), 'weight', destination.weight))
  }
  if (added.length === 0 && free.size === 0) return splices
  if (free.size === natives.length) return [listReplaced(place, map, key, destinations)]

  const pair = pairOf(map, key)
  if (!pair) throw new NotEditable('a route from a merged map')
  const column = columnOf(text, startOf(blockMap(text, map, 'item', 0)))
  const list = blockSeq(text, ownValue(place, pair), 'value', column)
  const indent = columnOf(text, dashOf(list, 0))
  for (const old of free) splices.push(withoutItem(text, list, natives.indexOf(old)))
  const lines = added.map((each) => `${' '.repeat(indent)}- ${blockOf(destinationFields(each), indent + 2)}\n`)
  if (lines.length > 0) splices.push(withItem(text, list, list.items.length, lines.join('')))
  return splices
}

/** None of the destinations stays: the list is written anew. */
function listReplaced({ text }: Place, map: YAMLMap, key: string, destinations: Route['destinations']): Splice {
  const block = blockMap(text, map, 'item', 0)
  const lines = listBlock(key, destinations, columnOf(text, startOf(block)))
  const pair = pairOf(block, key)
  return pair ? pairReplaced(text, pair, lines) : pairAtEnd(text, block, lines)
}

/** What is done for calls whose destinations have no instance. */
function reserveSplices(place: Place, native: NativeRule, old: ObservedRoute, route: Route): Splice[] {
  const { text } = place
  const map = blockMap(text, ownMap(place, native.node), 'item', 0)
  const destined = pairOf(map, 'route')
  // Where the destinations change as well, the end of the item is theirs.
  const added = (lines: string) =>
    destined && !sameDestinations(old, route) ? pairBefore(text, destined, lines) : pairAtEnd(text, map, lines)
  const splices: Splice[] = []

  const fallback = route.fallback ?? []
  if (!sameReserve({ ...old, emptyProtection: true }, { ...route, emptyProtection: true })) {
    const pair = pairOf(map, 'fallback')
    if (!pair) splices.push(added(listBlock('fallback', fallback, columnOf(text, startOf(map)))))
    else if (fallback.length === 0) splices.push(withoutPair(text, map, pair))
    else splices.push(...destinationSplices(place, native, 'fallback', fallback))
  }
  const protects = route.emptyProtection ?? true
  if (protects !== (old.emptyProtection ?? true)) {
    const pair = pairOf(map, 'emptyProtection')
    const line = `emptyProtection: ${protects}`
    splices.push(pair ? pairReplaced(text, pair, line) : added(line))
  }
  return splices
}
