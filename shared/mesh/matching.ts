import { alternativesOf, type Condition, type Match } from './match.ts'
import { patternFault, patternFinds } from './pattern.ts'

/** What a rule can read of a call. Header names are lower case. */
export interface RoutedCall {
  headers: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>> | undefined
  path?: string | undefined
  method?: string | undefined
  caller?: string | undefined
  callerLabels?: Readonly<Record<string, string>> | undefined
}

/** Where data planes differ from the model. */
export interface Semantics {
  /** An absent header is the empty text (Mesher); in the model it fails every condition except `is-not`. */
  absentIsEmpty: boolean
  /** Numbers must be whole. */
  wholeNumbers: boolean
  /** A pattern that cannot be read drops the call instead of not matching. */
  badPatternDrops: boolean
  /** Routes of equal precedence share the weights of the first one that was used. */
  equalPrecedenceShares: boolean
  /** A destination without a version means the newest version, not every version. */
  versionlessIsNewest: boolean
  /**
   * Calls whose destination has no instance go to the route's fallback, else to everybody unless the route forbids it. There is no newest
   * version there: what the weights leave over goes to the instances that no destination names.
   */
  reserves: boolean
}

export const modelSemantics: Semantics = {
  absentIsEmpty: false,
  wholeNumbers: false,
  badPatternDrops: false,
  equalPrecedenceShares: false,
  versionlessIsNewest: false,
  reserves: false,
}

/** Mesher 1.8.0 and go-chassis (servicecomb.md 3.3). */
export const mesherSemantics: Semantics = {
  absentIsEmpty: true,
  wholeNumbers: true,
  badPatternDrops: true,
  equalPrecedenceShares: true,
  versionlessIsNewest: true,
  reserves: false,
}

/** java-chassis 3 (servicecomb.md 3.3). */
export const javaSemantics: Semantics = { ...modelSemantics, reserves: true }

/** Whether a match takes a call; `dropped` when one of its patterns cannot be read and the data plane then answers nothing. */
export function matchTakes(match: Match, call: RoutedCall, semantics: Semantics): boolean | 'dropped' {
  if (match.any.length === 0) return true
  for (const { all } of match.any) {
    const results = all.map((condition) => meets(condition, call, semantics))
    if (semantics.badPatternDrops && results.includes(undefined)) return 'dropped'
    if (results.every((result) => result === true)) return true
  }
  return false
}

/** Whether a call meets a condition; undefined when its pattern cannot be read. */
export function meets(condition: Condition, call: RoutedCall, semantics: Semantics): boolean | undefined {
  const found = valueOf(condition, call)
  const absent = semantics.absentIsEmpty && condition.field === 'header' ? '' : undefined
  const value = found ?? absent
  if (value !== undefined) return compare(condition, value, semantics)
  // A pattern that cannot be read is a fault with or without the header.
  if (condition.operator === 'matches' && patternFault(condition.value)) return undefined
  return condition.operator === 'is-not'
}

function valueOf({ field, name }: Condition, call: RoutedCall): string | undefined {
  switch (field) {
    case 'header':
      return call.headers[name.toLowerCase()]
    case 'query':
      return call.query?.[name]
    case 'path':
      return call.path
    case 'method':
      return call.method
    case 'caller':
      return call.caller
    case 'caller-label':
      return call.callerLabels?.[name]
  }
}

function compare(condition: Condition, found: string, semantics: Semantics): boolean | undefined {
  const fold = (text: string) => (condition.ignoreCase ? text.toUpperCase() : text)
  const value = fold(found)
  const expected = fold(condition.value)
  const numbers = (holds: (one: number, other: number) => boolean) => compareNumbers(value, expected, semantics, holds)
  switch (condition.operator) {
    case 'is':
      return value === expected
    case 'is-not':
      return value !== expected
    case 'starts-with':
      return value.startsWith(expected)
    case 'ends-with':
      return value.endsWith(expected)
    case 'contains':
      return value.includes(expected)
    case 'one-of':
      return alternativesOf(expected).includes(value)
    case 'matches':
      return patternFinds(expected, value)
    case 'present':
      return !semantics.absentIsEmpty || value !== ''
    case 'less':
      return numbers((one, other) => one < other)
    case 'at-least':
      return numbers((one, other) => one >= other)
    case 'greater':
      return numbers((one, other) => one > other)
    case 'at-most':
      return numbers((one, other) => one <= other)
  }
}

const whole = /^[+-]?\d+$/
const decimal = /^[+-]?\d+(\.\d+)?$/

function compareNumbers(
  value: string,
  expected: string,
  { wholeNumbers }: Semantics,
  holds: (one: number, other: number) => boolean,
): boolean {
  const form = wholeNumbers ? whole : decimal
  return form.test(value) && form.test(expected) && holds(Number(value), Number(expected))
}
