import type { Finding } from '#shared/contract/problem.ts'
import type { ObservedRateLimit } from '#shared/features/rate-limits/model.ts'
import { type DataPlane, type Dialect, dialectOf } from '../frameworks.ts'
import type { ReadValues, Values, WantedDocument } from '../settings/definition.ts'
import { flowControlKey, type LimitField, type Subject } from './keys.ts'
import { wholeNumberIn } from './numbers.ts'

/** A limit of the old form: one number a document, calls a second (servicecomb.md 3.5). */
type FlowControlled = Exclude<Subject, { kind: 'group' }>

const otherDialect: Record<Dialect, Dialect> = { go: 'java', java: 'go' }
/** What an `int` of Java holds. */
const largestInt = 2_147_483_647

/** Reads the number as a data plane does; what is none sets no limit. */
export function readFlowControl(
  values: Values,
  plane: DataPlane,
  subject: FlowControlled,
): ReadValues<ObservedRateLimit> {
  const dialect = dialectOf(plane)
  const text = values.get(dialect satisfies LimitField)
  const foreign = values.has(otherDialect[dialect])
  const unread: Finding[] = foreign
    ? [
        {
          code: 'limit-key-unread',
          severity: 'warning',
          params: { key: flowControlKey(subject, otherDialect[dialect]) },
        },
      ]
    : []
  const { limit, findings } = text === undefined ? { limit: null, findings: [] } : limitIn(text, dialect)
  return { spec: { limit, per: 1 }, understood: foreign ? 'partly' : 'whole', findings: [...findings, ...unread] }
}

function limitIn(text: string, dialect: Dialect): { limit: number | null; findings: Finding[] } {
  const number = wholeNumberIn(text)
  if (number === undefined || (dialect === 'java' && number > largestInt)) {
    const value = text.trim().slice(0, 40)
    return {
      limit: null,
      findings: [{ code: 'limit-not-whole', severity: 'error', params: { value }, field: 'limit' }],
    }
  }
  if (number >= 0) return { limit: number, findings: [] }
  return {
    limit: 0,
    findings: [{ code: 'limit-negative', severity: 'note', params: { value: number }, field: 'limit' }],
  }
}

/** The document of a limit; one that says the same already stays as it is written, and so does what no reader asks for. */
export function writeFlowControl(
  { limit, per, burst, match }: ObservedRateLimit,
  plane: DataPlane,
  subject: FlowControlled,
  before: Values,
): WantedDocument[] | 'invalid' {
  if (limit === null || per !== 1 || burst !== undefined || match !== undefined) return 'invalid'
  const dialect = dialectOf(plane)
  const old = before.get(dialect)
  const text = old !== undefined && limitIn(old, dialect).limit === limit ? old : String(limit)
  const foreign = before.get(otherDialect[dialect])
  return [
    { key: flowControlKey(subject, dialect), field: dialect, text, format: 'text' },
    ...(foreign === undefined
      ? []
      : [
          {
            key: flowControlKey(subject, otherDialect[dialect]),
            field: otherDialect[dialect],
            text: foreign,
            format: 'text' as const,
          },
        ]),
  ]
}
