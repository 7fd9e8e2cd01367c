import { patternMatches } from './pattern.ts'
import type { HeaderCondition, RouteRule } from './route-rule.ts'

/** Headers of a call by lower-case name. */
export type CallHeaders = Readonly<Record<string, string>>

/**
 * Whether a rule takes the call, as Mesher decides it (servicecomb.md 3.3).
 * @throws InvalidPattern when the rule holds a pattern that is no POSIX extended regular expression.
 */
export function ruleMatches({ match }: RouteRule, headers: CallHeaders): boolean {
  // A match group of that name would have to be there; Mesher 1.8.0 cannot use one (3.4).
  if (match.refer !== '') return false
  if (match.source === '' && match.headers === null && match.httpHeaders === null) return true
  // Mesher does not know its caller's name on outgoing calls, so a source never equals it.
  if (match.source !== '') return false
  const conditions = [...Object.entries(match.headers ?? {}), ...Object.entries(match.httpHeaders ?? {})]
  refuseInvalidPatterns(conditions.map(([, condition]) => condition))
  return conditionsMatch(conditions, headers)
}

/**
 * Whether the headers meet all conditions.
 * @throws InvalidPattern
 */
export const conditionsMatch = (conditions: [string, HeaderCondition][], headers: CallHeaders): boolean =>
  conditions.every(([name, condition]) => headerMatches(name, condition, headers))

function headerMatches(name: string, condition: HeaderCondition, headers: CallHeaders): boolean {
  // Mesher looks the name up as written in a map of canonical names.
  const value = name === canonical(name) ? (headers[name.toLowerCase()] ?? '') : ''
  const fold = condition['caseInsensitive'] === 'true'
  return Object.entries(condition).every(([operator, expected]) => {
    if (operator === 'caseInsensitive') return true
    return operate(operator, fold ? value.toUpperCase() : value, fold ? expected.toUpperCase() : expected)
  })
}

/** @throws InvalidPattern */
export function operate(operator: string, value: string, expected: string): boolean {
  switch (operator) {
    case 'exact':
      return value === expected
    case 'noEqu':
      return value !== expected
    case 'contains':
      return value.includes(expected)
    case 'regex':
      return patternMatches(expected, value)
    case 'less':
      return integers(value, expected, (a, b) => a < b)
    case 'noLess':
      return integers(value, expected, (a, b) => a >= b)
    case 'greater':
      return integers(value, expected, (a, b) => a > b)
    case 'noGreater':
      return integers(value, expected, (a, b) => a <= b)
    default:
      return false
  }
}

function integers(value: string, expected: string, compare: (a: number, b: number) => boolean): boolean {
  const whole = /^[+-]?\d+$/
  return whole.test(value) && whole.test(expected) && compare(Number(value), Number(expected))
}

function refuseInvalidPatterns(conditions: readonly HeaderCondition[]): void {
  for (const { regex, caseInsensitive } of conditions) {
    if (regex !== undefined) patternMatches(caseInsensitive === 'true' ? regex.toUpperCase() : regex, '')
  }
}

/** A header name as Go's net/http writes it: `device-os` is `Device-Os`. */
export const canonical = (name: string): string =>
  name.toLowerCase().replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
