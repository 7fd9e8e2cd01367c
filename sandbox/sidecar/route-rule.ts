import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml'

/** Tags of instances and how much of the traffic they get. */
export interface RouteTag {
  tags: Record<string, string>
  weight: number
}

/** Operator to expected value, in the order they were written. */
export type HeaderCondition = Record<string, string>

/** One rule of `servicecomb.routeRule.<service>` as Mesher holds it (servicecomb.md 3.3). */
export interface RouteRule {
  precedence: number
  match: {
    refer: string
    source: string
    sourceTags: Record<string, string> | null
    headers: Record<string, HeaderCondition> | null
    httpHeaders: Record<string, HeaderCondition> | null
  }
  route: RouteTag[]
}

/** The text is not a list of rules: Mesher logs it and keeps what it had. */
export class UnparsableRule extends Error {}

/** The weights of one rule add up to more than 100: Mesher refuses the whole update. */
export class OverweightRule extends Error {}

/**
 * Reads the value of a route rule.
 * @throws UnparsableRule
 */
export function parseRouteRules(text: string): RouteRule[] {
  const document = parseDocument(text, { uniqueKeys: false })
  if (document.errors.length > 0) throw new UnparsableRule(document.errors[0]?.message)
  const list = document.contents
  if (list === null || (isScalar(list) && list.value === null)) return []
  if (!isSeq(list)) throw new UnparsableRule('not a list')
  return list.items.map((item) => {
    if (!isMap(item)) throw new UnparsableRule('a rule is not a map')
    return readRule(item)
  })
}

function readRule(rule: YAMLMap): RouteRule {
  const match = readMap(rule.get('match', true))
  const route = rule.get('route', true)
  if (route !== undefined && !isSeq(route) && !isEmpty(route)) throw new UnparsableRule('route is not a list')
  return {
    precedence: readInteger(rule.get('precedence', true)),
    match: {
      refer: readText(match?.get('refer', true)),
      source: readText(match?.get('source', true)),
      sourceTags: readTexts(match?.get('sourceTags', true)),
      headers: readConditions(match?.get('headers', true)),
      httpHeaders: readConditions(match?.get('httpHeaders', true)),
    },
    route: isSeq(route) ? route.items.map(readRouteTag) : [],
  }
}

function readRouteTag(item: unknown): RouteTag {
  if (!isMap(item)) throw new UnparsableRule('a route is not a map')
  return { tags: readTexts(item.get('tags', true)) ?? {}, weight: readInteger(item.get('weight', true)) }
}

function readConditions(node: unknown): Record<string, HeaderCondition> | null {
  const map = readMap(node)
  if (!map) return null
  return Object.fromEntries(map.items.map(({ key, value }) => [readText(key), readTexts(value) ?? {}]))
}

function readTexts(node: unknown): Record<string, string> | null {
  const map = readMap(node)
  if (!map) return null
  return Object.fromEntries(map.items.map(({ key, value }) => [readText(key), readText(value)]))
}

function readMap(node: unknown): YAMLMap | undefined {
  if (isEmpty(node)) return undefined
  if (!isMap(node)) throw new UnparsableRule('not a map')
  return node
}

// Go takes an unquoted scalar into a text field as it is written: 1.0 stays "1.0".
function readText(node: unknown): string {
  if (isEmpty(node)) return ''
  if (!isScalar(node)) throw new UnparsableRule('not a text')
  return node.source ?? String(node.value)
}

// Go reads a float into an integer field by cutting it, and refuses a quoted number.
function readInteger(node: unknown): number {
  if (isEmpty(node)) return 0
  if (!isScalar(node) || typeof node.value !== 'number') throw new UnparsableRule('not a number')
  return Math.trunc(node.value)
}

const isEmpty = (node: unknown): boolean =>
  node === undefined || node === null || (isScalar(node) && node.value === null)
