import { escapePattern, unescapePattern } from '#shared/mesh/pattern.ts'
import { alternativesOf, type Condition, type Operator } from '#shared/mesh/match.ts'
import type { DataPlane } from './frameworks.ts'

/** One operator of a header as it stands in a document. `mark` is the comment that tells a lowered operator. */
export interface NativeOperator {
  key: string
  value: string
  mark?: string | undefined
}

type Words = Readonly<Partial<Record<Operator, string>>>

// Sources: servicecomb.md 3.3 (header operators) and 3.4 (java-chassis matchers).
const goWords: Words = {
  is: 'exact',
  'is-not': 'noEqu',
  matches: 'regex',
  contains: 'contains',
  less: 'less',
  'at-least': 'noLess',
  greater: 'greater',
  'at-most': 'noGreater',
}
const java3Words: Words = { is: 'exact', 'starts-with': 'prefix', 'ends-with': 'suffix', contains: 'contains' }
const java2Words: Words = { is: 'exact', matches: 'regex' }

export const wordsOfPlane: Record<DataPlane, Words> = {
  mesher: goWords,
  'go-chassis': goWords,
  'java-chassis-3': java3Words,
  'java-chassis-2': java2Words,
}

/** `compare` of java-chassis 3 carries its operator in the value. */
const comparisons: [Operator, string][] = [
  ['at-least', '>='],
  ['at-most', '<='],
  ['is-not', '!='],
  ['greater', '>'],
  ['less', '<'],
]

const markPrefix = 'meshdeck: '
const hasRegex = (plane: DataPlane): boolean => wordsOfPlane[plane].matches !== undefined

/** Operators that a plane lacks and that are said as a marked pattern instead. */
export const loweredOperators: readonly Operator[] = ['one-of', 'starts-with', 'ends-with']

/** How a condition on a header or query parameter is written; undefined where the plane cannot say it. */
export function nativeOperatorOf({ operator, value }: Condition, plane: DataPlane): NativeOperator | undefined {
  const key = wordsOfPlane[plane][operator]
  if (key !== undefined) return { key, value }
  // A missing header is the empty text there, so "not empty" is "present".
  if (operator === 'present' && wordsOfPlane[plane]['is-not']) return { key: wordsOfPlane[plane]['is-not'], value: '' }
  if (plane === 'java-chassis-3') {
    const comparison = comparisons.find(([one]) => one === operator)
    return comparison && { key: 'compare', value: comparison[1] + value }
  }
  const pattern = hasRegex(plane) ? lowered(operator, value) : undefined
  return pattern === undefined ? undefined : { key: 'regex', value: pattern, mark: markPrefix + operator }
}

function lowered(operator: Operator, value: string): string | undefined {
  if (operator === 'starts-with') return `^${escapePattern(value)}`
  if (operator === 'ends-with') return `${escapePattern(value)}$`
  return operator === 'one-of' ? `^(${alternativesOf(value).map(escapePattern).join('|')})$` : undefined
}

/** What an operator in a document says; undefined for one that the plane or the model does not have. */
export function operatorOf(
  { key, value, mark }: NativeOperator,
  plane: DataPlane,
): Pick<Condition, 'operator' | 'value'> | undefined {
  if (key === 'compare' && plane === 'java-chassis-3') {
    const comparison = comparisons.find(([, sign]) => value.startsWith(sign))
    return comparison && { operator: comparison[0], value: value.slice(comparison[1].length).trimStart() }
  }
  const word = Object.entries(wordsOfPlane[plane]).find(([, native]) => native === key)
  if (!word) return undefined
  // Keys of the table are operators.
  const operator = word[0] as Operator
  if (operator === 'is-not' && value === '') return { operator: 'present', value: '' }
  return operator === 'matches' ? (raised(value, mark) ?? { operator, value }) : { operator, value }
}

/** What a marked pattern was before; undefined where mark and pattern do not agree. */
function raised(pattern: string, mark: string | undefined): Pick<Condition, 'operator' | 'value'> | undefined {
  const operator = loweredOperators.find((one) => mark?.trim() === markPrefix + one)
  if (!operator) return undefined
  const value = literalOf(operator, pattern)
  return value !== undefined && lowered(operator, value) === pattern ? { operator, value } : undefined
}

function literalOf(operator: Operator, pattern: string): string | undefined {
  if (operator === 'starts-with') return unescapePattern(pattern.slice(1))
  if (operator === 'ends-with') return unescapePattern(pattern.slice(0, -1))
  // Escaped alternatives hold a `|` only behind a backslash.
  const parts = pattern.slice(2, -2).split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/)
  const literals = parts.map(unescapePattern)
  return literals.includes(undefined) ? undefined : literals.join(',')
}
