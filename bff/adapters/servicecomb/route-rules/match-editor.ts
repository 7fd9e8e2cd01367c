import { type Pair, type YAMLMap, isMap, isNode, isScalar } from 'yaml'
import type { Condition, Match } from '#shared/mesh/match.ts'
import { sameMatch } from '#shared/features/route-rules/same-rule.ts'
import { nativeOperatorOf, operatorOf } from '../condition-words.ts'
import type { NativeHeader, NativeRule } from './native.ts'
import { blockOf, headerBlock, matchFields, quoted } from './text.ts'
import { type Place, ownMap, ownValue } from '../yaml/aliases.ts'
import {
  NotEditable,
  type Splice,
  blockMap,
  columnOf,
  pairAtEnd,
  pairBefore,
  pairKey,
  pairOf,
  pairReplaced,
  startOf,
  withoutPair,
} from '../yaml/splice.ts'

/** What must be replaced so that a rule's `match` says something else; unknown fields and unchanged headers stay. */
export function matchSplices(place: Place, native: NativeRule, old: Match, next: Match): Splice[] {
  const { text, plane } = place
  const rule = blockMap(text, ownMap(place, native.node), 'item', 0)
  const column = columnOf(text, startOf(rule))
  const pair = pairOf(rule, 'match')
  const fields = matchFields(next, plane)
  if (!pair || !isNode(pair.value) || (isScalar(pair.value) && pair.value.value === null)) {
    const whole = blockOf([{ key: 'match', fields }], column)
    if (pair) return [pairReplaced(text, pair, whole)]
    const route = pairOf(rule, 'route')
    return [route ? pairBefore(text, route, whole) : pairAtEnd(text, rule, whole)]
  }
  const onlyKnown = native.unknown.every((path) => !path.startsWith('match.')) && !native.texts['refer']
  const value = ownValue(place, pair)
  if (fields.length === 0 && onlyKnown) return [withoutPair(text, rule, pair)]
  if (isMap(value) && value.items.length === 0)
    return [pairReplaced(text, pair, blockOf([{ key: 'match', fields }], column))]
  const match = blockMap(text, value, 'value', column)
  const splices = [...headerSplices(place, native, match, old, next), ...otherSplices(place, match, old, next)]
  return splices
}

const of = (match: Match, belongs: (condition: Condition) => boolean): Condition[] =>
  (match.any[0]?.all ?? []).filter(belongs)

const asMatch = (all: Condition[]): Match => ({ any: all.length > 0 ? [{ all }] : [] })

/** Sections with one condition each or none: the whole section is written anew where it changed. */
function otherSplices({ text, plane }: Place, match: YAMLMap, old: Match, next: Match): Splice[] {
  const column = columnOf(text, startOf(match))
  const sections: [Condition['field'], string][] = [
    ['caller', plane === 'java-chassis-3' ? 'serviceName' : 'source'],
    ['caller-label', 'sourceTags'],
    ['path', 'apiPath'],
    ['method', 'method'],
  ]
  return sections.flatMap(([field, key]) => {
    const [before, after] = [old, next].map((each) => asMatch(of(each, (condition) => condition.field === field)))
    if (!before || !after || sameMatch(before, after)) return []
    const pair = pairOf(match, key)
    const fields = matchFields(after, plane)
    if (fields.length === 0) return pair ? [withoutPair(text, match, pair)] : []
    const written = blockOf(fields, column)
    return [pair ? pairReplaced(text, pair, written) : pairAtEnd(text, match, written)]
  })
}

/** Headers and query parameters one by one: those whose conditions did not change stay as they are written. */
function headerSplices(place: Place, native: NativeRule, match: YAMLMap, old: Match, next: Match): Splice[] {
  return (['header', 'query'] as const).flatMap((field) => {
    const before = byName(old, field)
    const after = byName(next, field)
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => !sameMatch(asMatch(before.get(name) ?? []), asMatch(after.get(name) ?? [])),
    )
    const standing = native.headers.filter(({ section }) => (section === 'queries') === (field === 'query'))
    const splices: Splice[] = []
    const gone: NativeHeader[] = []
    const added: Condition[][] = []
    for (const name of changed) {
      const conditions = after.get(name) ?? []
      const [first, ...others] = standing.filter((header) => nameOf(field, header.name) === name)
      gone.push(...others, ...(first && conditions.length === 0 ? [first] : []))
      if (conditions.length === 0) continue
      if (first) splices.push(...headerChanged(place, match, first, conditions))
      else added.push(conditions)
    }
    // What comes takes the place of what goes, so that no section is emptied on the way.
    for (const header of gone.splice(0, added.length)) {
      const { section, pair } = sectionOf(place, match, header)
      const column = columnOf(place.text, startOf(section))
      splices.push(pairReplaced(place.text, pair, headerBlock(added.shift() ?? [], [], place.plane, column)))
    }
    return [...splices, ...headersGone(place, match, gone), ...headersAdded(place, match, added)]
  })
}

const nameOf = (field: 'header' | 'query', name: string): string => (field === 'header' ? name.toLowerCase() : name)

const byName = (match: Match, field: 'header' | 'query'): Map<string, Condition[]> =>
  Map.groupBy(
    of(match, (condition) => condition.field === field),
    ({ name }) => nameOf(field, name),
  )

/** Where a header stands; opens what is in braces. */
function sectionOf(place: Place, match: YAMLMap, header: NativeHeader): { section: YAMLMap; pair: Pair; parent: Pair } {
  const parent = pairOf(match, header.section)
  if (!parent) throw new NotEditable('headers from a merged map')
  const section = blockMap(place.text, ownValue(place, parent), 'value', columnOf(place.text, startOf(match)))
  const pair = pairOf(section, header.name)
  if (!pair) throw new NotEditable('a header from a merged map')
  return { section, pair, parent }
}

function headersGone(place: Place, match: YAMLMap, gone: NativeHeader[]): Splice[] {
  const bySection = Map.groupBy(
    gone.map((header) => sectionOf(place, match, header)),
    ({ section }) => section,
  )
  return [...bySection].flatMap(([section, places]) => {
    const [first] = places
    if (!first || places.length < section.items.length)
      return places.map(({ pair }) => withoutPair(place.text, section, pair))
    // What else stands in the match must keep its map.
    return match.items.length > 1
      ? withoutPair(place.text, match, first.parent)
      : pairReplaced(place.text, first.parent, `${pairKey(first.parent)}: {}`)
  })
}

function headersAdded(place: Place, match: YAMLMap, added: Condition[][]): Splice[] {
  const [first] = added
  if (!first) return []
  const { text, plane } = place
  const key = first[0]?.field === 'query' ? 'queries' : 'headers'
  const column = columnOf(text, startOf(match))
  const blocks = (at: number) =>
    added.map((conditions) => headerBlock(conditions, [], plane, at)).join(`\n${' '.repeat(at)}`)
  const target = pairOf(match, key)
  if (target && isMap(target.value) && target.value.items.length > 0) {
    const section = blockMap(text, ownValue(place, target), 'value', column)
    return [pairAtEnd(text, section, blocks(columnOf(text, startOf(section))))]
  }
  const whole = `${key}:\n${' '.repeat(column + 2)}${blocks(column + 2)}`
  return [target ? pairReplaced(text, target, whole) : pairAtEnd(text, match, whole)]
}

function headerChanged(place: Place, match: YAMLMap, header: NativeHeader, conditions: Condition[]): Splice[] {
  const { section, pair } = sectionOf(place, match, header)
  const values = onlyValues(place, pair, header, conditions)
  if (values) return values
  const column = columnOf(place.text, startOf(section))
  const kept = header.operators.filter((operator) => !operatorOf(operator, place.plane))
  return [pairReplaced(place.text, pair, headerBlock(conditions, kept, place.plane, column))]
}

/** Where only values change, only they are replaced. */
function onlyValues({ plane }: Place, pair: Pair, header: NativeHeader, conditions: Condition[]): Splice[] | undefined {
  const operators = conditions.map((condition) => nativeOperatorOf(condition, plane))
  const known = header.operators.filter((operator) => operatorOf(operator, plane))
  const sameKeys =
    operators.length === known.length &&
    operators.every(
      (operator, index) => operator && !operator.mark && !known[index]?.mark && operator.key === known[index]?.key,
    )
  const folds = conditions.some(({ ignoreCase }) => ignoreCase) === (header.ignoreCase === 'true')
  if (!sameKeys || !folds || plane === 'java-chassis-2' || !isMap(pair.value)) return undefined
  const map = pair.value
  return operators.flatMap((operator, index) => {
    if (!operator || operator.value === known[index]?.value) return []
    const node = pairOf(map, operator.key)?.value
    if (!isScalar(node) || !node.range) throw new NotEditable('a value without a place')
    return [{ from: node.range[0], to: node.range[1], text: quoted(operator.value) }]
  })
}
