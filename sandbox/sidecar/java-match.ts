import type { Call } from './http-call.ts'

/** Operator to expected value: `{exact: beta}`. */
export type Operators = Readonly<Record<string, string>>

/** What java-chassis can ask of a call (servicecomb.md 3.4). */
export interface JavaMatcher {
  method?: readonly string[]
  apiPath?: Operators
  headers?: Readonly<Record<string, Operators>>
  queries?: Readonly<Record<string, Operators>>
  /** The caller. */
  serviceName?: string
  customMatcher?: string
}

/** Whether a call from `caller` meets the matcher; what is missing from the call never does. */
export function javaMatches(matcher: JavaMatcher, call: Call, caller: string): boolean {
  const { pathname, searchParams } = new URL(call.path, 'http://any')
  const headers = Object.entries(matcher.headers ?? {})
  const queries = Object.entries(matcher.queries ?? {})
  return (
    // A custom matcher is a class of the application; this one has none.
    matcher.customMatcher === undefined &&
    (matcher.serviceName === undefined || matcher.serviceName === caller) &&
    (matcher.method === undefined || matcher.method.includes(call.method)) &&
    (matcher.apiPath === undefined || operatorsMatch(matcher.apiPath, pathname)) &&
    headers.every(([name, operators]) => operatorsMatch(operators, call.headers[name.toLowerCase()])) &&
    queries.every(([name, operators]) => operatorsMatch(operators, searchParams.get(name) ?? undefined))
  )
}

function operatorsMatch(operators: Operators, value: string | undefined): boolean {
  const all = Object.entries(operators)
  return (
    value !== undefined && all.length > 0 && all.every(([operator, expected]) => operate(operator, value, expected))
  )
}

function operate(operator: string, value: string, expected: string): boolean {
  switch (operator) {
    case 'exact':
      return value === expected
    case 'prefix':
      return value.startsWith(expected)
    case 'suffix':
      return value.endsWith(expected)
    case 'contains':
      return value.includes(expected)
    case 'compare':
      return compare(value, expected)
    default:
      return false
  }
}

function compare(value: string, expected: string): boolean {
  const [, operator = '', limit = ''] = /^(>=|<=|!=|>|<|=|!)(.+)$/.exec(expected) ?? []
  const [left, right] = [Number(value), Number(limit)]
  if (Number.isNaN(left) || Number.isNaN(right)) return false
  switch (operator) {
    case '>':
      return left > right
    case '<':
      return left < right
    case '>=':
      return left >= right
    case '<=':
      return left <= right
    case '=':
      return left === right
    case '!':
    case '!=':
      return left !== right
    default:
      return false
  }
}
