import type { Document, YAMLMap } from 'yaml'
import type { Finding } from '#shared/contract/problem.ts'
import type { Condition, Match } from '#shared/mesh/match.ts'
import { operatorOf } from '../condition-words.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { type NativeRule, readMatchers } from '../route-rules/native.ts'
import { readConditions } from '../route-rules/reader.ts'
import { blockOf, matchFields } from '../route-rules/text.ts'
import { NotEditable, blockSeq, spliced, withItem, withoutItem } from '../yaml/splice.ts'
import { type WantedPair, withPairs } from '../yaml/pairs.ts'
import { entriesOf, itemsOf, mapOf, parseYaml, textOf } from '../yaml/view.ts'

/** A match group in our words (servicecomb.md 3.4). */
export interface ReadMatchGroup {
  match: Match
  /** `partly` where an entry says more than the model; `not` where the text cannot be read: then nothing is known of the calls. */
  understood: 'whole' | 'partly' | 'not'
  findings: Finding[]
}

/** What an entry may hold besides its matchers. */
const beside = new Set(['match.name'])
/** Sections of an entry that say conditions. */
const sections = ['serviceName', 'headers', 'queries', 'apiPath', 'method'] as const

/** Reads `servicecomb.matchGroup.<name>` as a data plane does: any entry takes a call, all matchers of an entry must. */
export function readMatchGroup(text: string, plane: DataPlane): ReadMatchGroup {
  const { document, entries, fault, others } = entriesIn(text)
  if (fault !== undefined) {
    return {
      match: { any: [] },
      understood: 'not',
      findings: [{ code: 'match-group-unreadable', severity: 'error', params: {}, source: fault.slice(0, 500) }],
    }
  }
  const findings: Finding[] = []
  const groups = entries.map((entry, index) => {
    const read = readEntry(document, entry, plane, (finding) =>
      findings.push({ ...finding, field: `match.any.${index}` }),
    )
    return { all: read.conditions, whole: read.whole }
  })
  if (others.length > 0) findings.push({ code: 'fields-kept', severity: 'note', params: { fields: others.join(', ') } })
  const whole = others.length === 0 && groups.every((group) => group.whole)
  return { match: { any: groups.map(({ all }) => ({ all })) }, understood: whole ? 'whole' : 'partly', findings }
}

function readEntry(document: Document, entry: YAMLMap, plane: DataPlane, found: (finding: Finding) => void) {
  const native = readMatchers(document, entry)
  const unknown = native.unknown.filter((path) => !beside.has(path))
  const read = readConditions({ ...native, unknown }, plane, (code, severity, params = {}) =>
    found({ code, severity, params }),
  )
  const ofCall = dialectOf(plane) === 'go' ? pathAndMethod(native, plane) : []
  if (unknown.length > 0) {
    const fields = unknown.map((path) => path.slice('match.'.length)).join(', ')
    found({ code: 'fields-kept', severity: 'note', params: { fields } })
  }
  // Several operators on the path are alternatives there, which the model cannot say (servicecomb.md 3.4).
  const isSaid = ofCall !== undefined
  if (!isSaid) found({ code: 'fields-kept', severity: 'note', params: { fields: 'apiPath' } })
  return {
    conditions: [...read.conditions, ...(ofCall ?? [])],
    whole: isSaid && unknown.length === 0 && !read.never && !read.unknown,
  }
}

/** Path and methods in the groups of go-chassis, whose route rules know neither; undefined where the model has no words for them. */
function pathAndMethod({ path, methods }: NativeRule, plane: DataPlane): Condition[] | undefined {
  const said = path.map((operator) => operatorOf(operator, plane))
  if (said.length > 1 || said.includes(undefined)) return undefined
  const ofPath = said.flatMap((one) => (one ? [{ field: 'path' as const, name: '', ...one, ignoreCase: false }] : []))
  const ofMethod = {
    field: 'method' as const,
    name: '',
    operator: methods.length > 1 ? ('one-of' as const) : ('is' as const),
    value: methods.join(','),
    ignoreCase: false,
  }
  return [...ofPath, ...(methods.length > 0 ? [ofMethod] : [])]
}

/**
 * The text of a group after an edit of its match: entries and sections that say the same stay byte for byte, with their comments and
 * unknown fields. Without a text, or with an unreadable one, a new group. Undefined where the text cannot be edited.
 */
export function editMatchGroup(text: string | undefined, { any }: Match, plane: DataPlane): string | undefined {
  const before = text === undefined ? undefined : readMatchGroup(text, plane)
  if (text === undefined || before === undefined || before.understood === 'not' || before.match.any.length === 0) {
    return `matches:\n${any.map((group, index) => entryOf(group.all, index, plane)).join('')}`
  }
  try {
    let edited = text
    for (const [index, group] of any.entries()) {
      const old = before.match.any[index]
      const next = old
        ? withEntry(edited, index, old.all, group.all, plane)
        : withNewEntry(edited, index, group.all, plane)
      if (next === undefined) return undefined
      edited = next
    }
    for (let index = before.match.any.length - 1; index >= any.length; index -= 1) {
      const list = blockSeq(edited, listIn(edited), 'value', 0)
      edited = spliced(edited, [withoutItem(edited, list, index)])
    }
    return sameMatches(readMatchGroup(edited, plane).match, { any }) ? edited : undefined
  } catch (error) {
    if (error instanceof NotEditable || isRewrite(error)) return undefined
    throw error
  }
}

/** Braces around a whole list are left alone: such a text is rewritten by hand. */
const isRewrite = (error: unknown): boolean => error instanceof Error && 'splice' in error

function withEntry(
  text: string,
  index: number,
  old: Condition[],
  next: Condition[],
  plane: DataPlane,
): string | undefined {
  const [before, after] = [pairsOf(old, plane), pairsOf(next, plane)]
  const changed = sections.filter((section) => before.get(section)?.(0) !== after.get(section)?.(0))
  // What comes new is set before what goes is taken out, so that the entry is never empty.
  const ordered = changed.toSorted((one, other) => Number(!after.has(one)) - Number(!after.has(other)))
  const wanted = new Map(ordered.map((section) => [section as string, after.get(section)]))
  return withPairs(text, { find: (document) => entryNodes(document)[index], standing: 'item' }, wanted)
}

function withNewEntry(text: string, index: number, all: Condition[], plane: DataPlane): string {
  const list = blockSeq(text, listIn(text), 'value', 0)
  const dash = ' '.repeat(columnOfList(text))
  const entry = entryOf(all, index, plane).replace(/^ {2}/gm, dash)
  return spliced(text, [withItem(text, list, list.items.length, entry)])
}

const columnOfList = (text: string): number => /^( *)-/m.exec(text.slice(text.indexOf('matches:')))?.[1]?.length ?? 2

/** The sections of an entry, each as a pair. */
function pairsOf(all: Condition[], plane: DataPlane): Map<string, Exclude<WantedPair, undefined>> {
  return new Map(
    matchFields({ any: [{ all }] }, plane).map((field) => [field.key, (column: number) => blockOf([field], column)]),
  )
}

const entryOf = (all: Condition[], index: number, plane: DataPlane): string =>
  `  - ${blockOf([{ key: 'name', value: `"m${index + 1}"` }, ...matchFields({ any: [{ all }] }, plane)], 4)}\n`

interface Entries {
  document: Document
  entries: YAMLMap[]
  /** Fields of the group beside its matches that say something about its calls. */
  others: string[]
  fault: string | undefined
}

function entriesIn(text: string): Entries {
  const document = parseYaml(text)
  const nothing = { document, entries: [], others: [] }
  const fault = document.errors[0]?.message
  if (fault !== undefined) return { ...nothing, fault }
  try {
    const fields = entriesOf(document, mapOf(document, document.contents))
    const items = itemsOf(document, fields.get('matches')) ?? []
    const maps = items.map((item) => mapOf(document, item)).filter((map) => map !== undefined)
    if (!mapOf(document, document.contents)) return { ...nothing, fault: 'not a map' }
    if (maps.length < items.length) return { ...nothing, fault: 'an item of the list is not a map' }
    // An alias is another name; `services` limits who heeds the group (3.4).
    const others = [...fields].flatMap(([key, node]) =>
      key === 'matches' || key === 'alias' || (key === 'services' && textOf(document, node) === '') ? [] : [key],
    )
    return { document, entries: maps, others, fault: undefined }
  } catch (error) {
    // The parser throws for aliases that lead nowhere or in a circle.
    return { ...nothing, fault: error instanceof Error ? error.message : String(error) }
  }
}

const listIn = (text: string): unknown => {
  const document = parseYaml(text)
  return entriesOf(document, mapOf(document, document.contents)).get('matches')
}

const entryNodes = (document: Document): unknown[] =>
  itemsOf(document, entriesOf(document, mapOf(document, document.contents)).get('matches')) ?? []

/** Whether two matches say the same, in the same order of groups; conditions of a group in any order. */
export function sameMatches(one: Match, other: Match): boolean {
  const texts = ({ any }: Match) =>
    any.map(({ all }) =>
      all
        .map((each) => JSON.stringify(normal(each)))
        .toSorted()
        .join('\n'),
    )
  const [mine, theirs] = [texts(one), texts(other)]
  return mine.length === theirs.length && mine.every((text, index) => text === theirs[index])
}

const normal = ({ field, name, operator, value, ignoreCase }: Condition) => [
  field,
  field === 'header' ? name.toLowerCase() : name,
  operator,
  value,
  ignoreCase,
]
