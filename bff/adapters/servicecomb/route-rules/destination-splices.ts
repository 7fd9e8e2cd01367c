import { isNewest } from '#shared/features/route-rules/engine.ts'
import type { ObservedRoute, RouteRule } from '#shared/features/route-rules/model.ts'
import { labelsText, sameDestinations, sameReserve } from '#shared/features/route-rules/same-rule.ts'
import type { YAMLMap } from 'yaml'
import type { DataPlane } from '../frameworks.ts'
import type { NativeRule } from './native.ts'
import { blockOf, destinationFields, listBlock, saidTo } from './text.ts'
import { type Place, ownMap, ownValue } from '../yaml/aliases.ts'
import {
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
  startOf,
  withItem,
  withNumber,
  withoutItem,
  withoutPair,
} from '../yaml/splice.ts'

type Route = RouteRule['routes'][number]

/** The newest version's share stays unsaid where it was unsaid before. */
export function withImplicit(old: ObservedRoute, { destinations }: Route, plane: DataPlane): Route['destinations'] {
  if (old.destinations.some(({ labels }) => isNewest(labels))) return destinations
  if (old.remainder === 0 || destinations.length === 1) return saidTo(destinations, plane)
  const newest = destinations.findLast(({ labels }) => isNewest(labels))
  return destinations.filter((destination) => destination !== newest)
}

/** Puts a route's destinations, or its fallback's, into the text; those that stay keep their place and what the model does not know. */
export function destinationSplices(
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
export function reserveSplices(place: Place, native: NativeRule, old: ObservedRoute, route: Route): Splice[] {
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
