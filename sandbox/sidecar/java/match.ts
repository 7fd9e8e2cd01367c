import { z } from 'zod'
import type { Call } from '../http-call.ts'
import { Text } from './yaml.ts'

/** Operator to expected value: `{exact: beta}`. */
const Operators = z.record(z.string(), Text)
type Operators = z.infer<typeof Operators>

/** What java-chassis can ask of a call (servicecomb.md 3.4). */
export const Matcher = z.object({
  method: z.array(Text).exactOptional(),
  apiPath: Operators.exactOptional(),
  headers: z.record(z.string(), Operators).exactOptional(),
  queries: z.record(z.string(), Operators).exactOptional(),
  serviceName: Text.exactOptional(),
  customMatcher: z.unknown().exactOptional(),
})
export type Matcher = z.infer<typeof Matcher>

/**
 * Whether a call meets the matcher; what is missing from the call never does.
 * @param otherEnd the service at the other end, which `serviceName` is compared with.
 */
export function javaMatches(matcher: Matcher, call: Call, otherEnd: string | undefined): boolean {
  const { pathname, searchParams } = new URL(call.path, 'http://any')
  const headers = Object.entries(matcher.headers ?? {})
  const queries = Object.entries(matcher.queries ?? {})
  return (
    // A custom matcher is a class of the application; this one has none.
    matcher.customMatcher === undefined &&
    (matcher.serviceName === undefined || matcher.serviceName === otherEnd) &&
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
  if (value.trim() === '' || Number.isNaN(left) || Number.isNaN(right)) return false
  // CompareOperator.doubleEquals
  const equal = Math.abs(left - right) < 1e-6
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
      return equal
    case '!':
    case '!=':
      return !equal
    default:
      return false
  }
}
