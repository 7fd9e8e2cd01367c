import type { z } from 'zod'
import { type MessageCode, messageOf } from '../problems/catalog.ts'
import type { Finding, MessageParams } from './problem.ts'

/** A value that fits its schema, or what is wrong with it, field by field. */
export type Parsed<Value> = { ok: true; value: Value } | { ok: false; findings: Finding[] }

/** Holds a value against a schema. Refinements say their code in `params.code`; zod's own checks have input findings. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown): Parsed<z.output<Schema>> {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, findings: result.error.issues.flatMap(findingsOf) }
}

type Issue = z.core.$ZodIssue

function findingsOf(issue: Issue): Finding[] {
  const at = (path: readonly PropertyKey[]) => (path.length === 0 ? {} : { field: path.map(String).join('.') })
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...error('value-unknown', { key }), ...at([...issue.path, key]) }))
  }
  return [{ ...messageFor(issue), ...at(issue.path) }]
}

function messageFor(issue: Issue): Finding {
  if (issue.code === 'custom') return ownMessage(issue.params ?? {})
  if (issue.code === 'too_big') return error(tooBig[kindOf(issue.origin)], { maximum: Number(issue.maximum) })
  if (issue.code === 'too_small') {
    if (issue.origin === 'string' && issue.input === '') return error('value-missing')
    return error(tooSmall[kindOf(issue.origin)], { minimum: Number(issue.minimum) })
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return error('value-missing')
  return error('value-invalid')
}

function ownMessage({ code, ...rest }: Record<string, unknown>): Finding {
  if (typeof code !== 'string' || !messageOf(code)) return error('value-invalid')
  const params: MessageParams = {}
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value
  }
  return error(code as MessageCode, params) // the catalogue was just asked
}

const error = (code: MessageCode, params: MessageParams = {}): Finding => ({ code, severity: 'error', params })

type Kind = 'text' | 'list' | 'number'

function kindOf(origin: string): Kind {
  if (origin === 'string') return 'text'
  return ['array', 'set', 'map', 'record', 'object'].includes(origin) ? 'list' : 'number'
}

const tooBig = { text: 'value-too-long', list: 'too-many-items', number: 'value-too-large' } as const
const tooSmall = { text: 'value-too-short', list: 'too-few-items', number: 'value-too-small' } as const
