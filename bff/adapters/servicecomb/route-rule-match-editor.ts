import { type Pair, type YAMLMap, isMap, isNode, isScalar } from 'yaml'
import type { Condition, Match } from '#shared/features/route-rules/model.ts'
import { sameMatch } from '#shared/features/route-rules/same-rule.ts'
import { nativeOperatorOf, operatorOf } from './condition-words.ts'
import { type NativeRule, headerSections } from './route-rule-native.ts'
import { blockOf, headerBlock, matchFields, quoted } from './route-rule-text.ts'
import { type Place, ownMap, ownValue } from './yaml-aliases.ts'
import {
  NotEditable,
  type Splice,
  blockMap,
  columnOf,
  pairAtEnd,
  pairBefore,
  pairOf,
  pairReplaced,
  startOf,
  withoutPair,
} from './yaml-splice.ts'

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
  // When nothing of what was known stays, the remaining pairs are the unknown ones.
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
  const { text } = place
  const column = columnOf(text, startOf(match))
  return (['header', 'query'] as const).flatMap((field) => {
    const names = new Set(
      [...of(old, (each) => each.field === field), ...of(next, (each) => each.field === field)].map(({ name }) =>
        field === 'header' ? name.toLowerCase() : name,
      ),
    )
    const [before, after] = [old, next].map(
      (each) => (name: string) =>
        of(each, (one) => one.field === field && (field === 'header' ? one.name.toLowerCase() : one.name) === name),
    )
    const changed = [...names].filter((name) => !sameMatch(asMatch(before?.(name) ?? []), asMatch(after?.(name) ?? [])))
    const sections = headerSections.filter((section) => (section === 'queries') === (field === 'query'))
    const splices: Splice[] = []
    const added: string[] = []
    for (const name of changed) {
      const stood = native.headers.filter(
        (header) =>
          sections.includes(header.section) && (field === 'header' ? header.name.toLowerCase() : header.name) === name,
      )
      const conditions = after?.(name) ?? []
      const [first, ...others] = stood
      for (const other of conditions.length === 0 ? stood : others)
        splices.push(headerGone(place, match, native, other))
      if (conditions.length === 0) continue
      const kept = (first?.operators ?? []).filter((operator) => !operatorOf(operator, place.plane))
      if (!first) added.push(name)
      else splices.push(...headerChanged(place, match, first, conditions, kept))
    }
    if (added.length === 0) return splices
    const target = pairOf(match, sections[0] ?? '')
    const texts = (at: number) => added.map((name) => headerBlock(after?.(name) ?? [], [], place.plane, at))
    if (target && isMap(target.value) && target.value.items.length > 0) {
      const section = blockMap(text, ownValue(place, target), 'value', column)
      const at = columnOf(text, startOf(section))
      return [...splices, pairAtEnd(text, section, texts(at).join(`\n${' '.repeat(at)}`))]
    }
    const at = column + 2
    const whole = `${sections[0]}:\n${' '.repeat(at)}${texts(at).join(`\n${' '.repeat(at)}`)}`
    return [...splices, target ? pairReplaced(text, target, whole) : pairAtEnd(text, match, whole)]
  })
}

function sectionOf(
  place: Place,
  match: YAMLMap,
  header: { section: string; name: string },
): { section: YAMLMap; pair: Pair } {
  const parent = pairOf(match, header.section)
  if (!parent) throw new NotEditable('headers from a merged map')
  const section = blockMap(place.text, ownValue(place, parent), 'value', columnOf(place.text, startOf(match)))
  const pair = pairOf(section, header.name)
  if (!pair) throw new NotEditable('a header from a merged map')
  return { section, pair }
}

function headerGone(
  place: Place,
  match: YAMLMap,
  native: NativeRule,
  header: { section: string; name: string },
): Splice {
  const { section, pair } = sectionOf(place, match, header)
  if (section.items.length > 1) return withoutPair(place.text, section, pair)
  const parent = pairOf(match, header.section)
  if (!parent || native.headers.length === 0) throw new NotEditable('no such section')
  // A section without entries is written as such: what else stands in the match must stay.
  return match.items.length > 1
    ? withoutPair(place.text, match, parent)
    : pairReplaced(place.text, parent, `${header.section}: {}`)
}

function headerChanged(
  place: Place,
  match: YAMLMap,
  header: NativeRule['headers'][number],
  conditions: Condition[],
  kept: { key: string; value: string }[],
): Splice[] {
  const { section, pair } = sectionOf(place, match, header)
  const values = onlyValues(place, pair, header, conditions)
  if (values) return values
  const column = columnOf(place.text, startOf(section))
  return [pairReplaced(place.text, pair, headerBlock(conditions, kept, place.plane, column))]
}

/** Where only values change, only they are replaced. */
function onlyValues(
  { plane }: Place,
  pair: Pair,
  header: NativeRule['headers'][number],
  conditions: Condition[],
): Splice[] | undefined {
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
