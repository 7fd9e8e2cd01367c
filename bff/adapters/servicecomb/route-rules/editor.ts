import type { ObservedRoute, RouteRule } from '#shared/features/route-rules/model.ts'
import { sameDestinations, sameMatch, sameReserve, sameRule } from '#shared/features/route-rules/same-rule.ts'
import type { DataPlane } from '../frameworks.ts'
import { matchSplices } from './match-editor.ts'
import type { NativeRule } from './native.ts'
import { type ReadRule, readRouteRule } from './reader.ts'
import { destinationSplices, reserveSplices, withImplicit } from './destination-splices.ts'
import { pairRoutes, precedencesOf } from './route-pairs.ts'
import { routeItem } from './text.ts'
import { type Place, ownMap, withoutAliases } from '../yaml/aliases.ts'
import {
  FirstRewrite,
  NotEditable,
  type Splice,
  blockSeq,
  columnOf,
  dashOf,
  spliced,
  withItem,
  withNumber,
  withoutItem,
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
