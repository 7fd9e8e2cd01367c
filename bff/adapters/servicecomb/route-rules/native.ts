import { type Document, type YAMLMap, isScalar } from 'yaml'
import { type NativeOperator } from '../condition-words.ts'
import { entriesOf, followed, itemsOf, mapOf, numberOf, parseYaml, textOf } from '../yaml/view.ts'

/** A destination as it stands in a document. */
export interface NativeDestination {
  weight: number
  tags: Record<string, string>
  node: YAMLMap | undefined
}

/** Operators on one header, with the section that it stands in. */
export interface NativeHeader {
  section: string
  name: string
  operators: NativeOperator[]
  ignoreCase: string | undefined
}

/** One rule of `servicecomb.routeRule.<service>` (servicecomb.md 3.3), before anything is made of it. */
export interface NativeRule {
  precedence: number
  headers: NativeHeader[]
  /** Single values of `match`, as `source` and `refer`. */
  texts: Record<string, string>
  sourceTags: Record<string, string>
  methods: string[]
  path: NativeOperator[]
  destinations: NativeDestination[]
  /** java-chassis 3 alone reads these two; undefined where they are not said. */
  fallback: NativeDestination[] | undefined
  emptyProtection: boolean | undefined
  /** Paths of fields that none of the data planes' documentation names, and of those that could not be read. */
  unknown: string[]
  /** A weight or precedence that was quoted or no number: Go refuses the whole document. */
  badNumber: boolean
  node: YAMLMap
}

/** A document's rules in the order of the text; `fault` says why it cannot be read. */
export interface NativeRules {
  document: Document
  rules: NativeRule[]
  fault: string | undefined
}

export const headerSections = ['headers', 'httpHeaders', 'queries']
const matchTexts = ['refer', 'source', 'serviceName']

/** Reads a rule's text leniently: what is not understood is named, never lost. */
export function readNative(text: string): NativeRules {
  const document = parseYaml(text)
  const fault = document.errors[0]?.message
  if (fault !== undefined) return { document, rules: [], fault }
  try {
    const items = itemsOf(document, document.contents)
    if (!items) return { document, rules: [], fault: 'not a list' }
    const maps = items.map((item) => mapOf(document, item))
    const whole = maps.filter((map) => map !== undefined)
    if (whole.length < maps.length) return { document, rules: [], fault: 'an item of the list is not a map' }
    return { document, rules: whole.map((map) => readRule(document, map)), fault: undefined }
  } catch (error) {
    // The parser throws for aliases that lead nowhere or in a circle.
    return { document, rules: [], fault: error instanceof Error ? error.message : String(error) }
  }
}

/** A map of matchers, as `match` of a rule or one entry of a match group, as if it were a rule's. */
export function readMatchers(document: Document, node: YAMLMap): NativeRule {
  const rule = emptyRule(node)
  readMatch(document, node, rule)
  return rule
}

const emptyRule = (node: YAMLMap): NativeRule => ({
  precedence: 0,
  headers: [],
  texts: {},
  sourceTags: {},
  methods: [],
  path: [],
  destinations: [],
  fallback: undefined,
  emptyProtection: undefined,
  unknown: [],
  badNumber: false,
  node,
})

function readRule(document: Document, node: YAMLMap): NativeRule {
  const fields = entriesOf(document, node)
  const rule = emptyRule(node)
  for (const [key, value] of fields) {
    if (key === 'precedence') rule.precedence = readNumber(document, value, rule)
    else if (key === 'match') readMatch(document, value, rule)
    else if (key === 'route') rule.destinations = readRoute(document, key, value, rule)
    else if (key === 'fallback' && itemsOf(document, value)) rule.fallback = readRoute(document, key, value, rule)
    else if (key === 'emptyProtection' && readFlag(document, value) !== undefined)
      rule.emptyProtection = readFlag(document, value)
    else rule.unknown.push(key)
  }
  return rule
}

function readNumber(document: Document, node: unknown, rule: NativeRule): number {
  const value = followed(document, node)
  if (value === undefined || (isScalar(value) && value.value === null)) return 0
  const number = numberOf(document, node)
  if (!number || number.quoted) rule.badNumber = true
  return number?.value ?? 0
}

function readMatch(document: Document, node: unknown, rule: NativeRule): void {
  for (const [key, value] of entriesOf(document, mapOf(document, node))) {
    const path = `match.${key}`
    if (headerSections.includes(key)) readHeaders(document, key, value, rule)
    else if (key === 'sourceTags') rule.sourceTags = readTexts(document, value, path, rule)
    else if (key === 'apiPath') rule.path = readOperators(document, mapOf(document, value), path, rule)
    else if (key === 'method')
      rule.methods = (itemsOf(document, value) ?? []).map((each) => textOf(document, each) ?? '')
    else if (matchTexts.includes(key)) rule.texts[key] = textOf(document, value) ?? ''
    else rule.unknown.push(path)
  }
}

function readHeaders(document: Document, section: string, node: unknown, rule: NativeRule): void {
  for (const [name, value] of entriesOf(document, mapOf(document, node))) {
    const operators = readOperators(document, mapOf(document, value), `match.${section}.${name}`, rule)
    const ignoreCase = operators.find(({ key }) => key === 'caseInsensitive')?.value
    rule.headers.push({
      section,
      name,
      operators: operators.filter(({ key }) => key !== 'caseInsensitive'),
      ignoreCase,
    })
  }
}

function readOperators(document: Document, map: YAMLMap | undefined, path: string, rule: NativeRule): NativeOperator[] {
  return [...entriesOf(document, map)].flatMap(([key, node]) => {
    const value = textOf(document, node)
    if (value === undefined) {
      rule.unknown.push(`${path}.${key}`)
      return []
    }
    return [{ key, value, mark: followed(document, node)?.comment?.trim() }]
  })
}

function readFlag(document: Document, node: unknown): boolean | undefined {
  const value = followed(document, node)
  return isScalar(value) && typeof value.value === 'boolean' ? value.value : undefined
}

function readRoute(document: Document, field: string, node: unknown, rule: NativeRule): NativeDestination[] {
  const items = itemsOf(document, node)
  if (!items) rule.unknown.push(field)
  return (items ?? []).map((item, index) => {
    const map = mapOf(document, item)
    const destination: NativeDestination = { weight: 0, tags: {}, node: map }
    for (const [key, value] of entriesOf(document, map)) {
      if (key === 'weight') destination.weight = readNumber(document, value, rule)
      else if (key === 'tags') destination.tags = readTexts(document, value, `${field}.${index}.tags`, rule)
      else rule.unknown.push(`${field}.${index}.${key}`)
    }
    return destination
  })
}

function readTexts(document: Document, node: unknown, path: string, rule: NativeRule): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [key, value] of entriesOf(document, mapOf(document, node))) {
    const text = textOf(document, value)
    if (text === undefined) rule.unknown.push(`${path}.${key}`)
    else texts[key] = text
  }
  return texts
}
