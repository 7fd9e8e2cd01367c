import { z } from 'zod'
import type { MessageCode, ProblemCode } from '../problems/catalog.ts'

/** Values that a message's placeholders take. Counts are numbers so that plural forms and digits can be chosen. */
export const MessageParams = z.record(z.string(), z.union([z.string(), z.number()]))
export type MessageParams = z.infer<typeof MessageParams>

interface Details {
  params?: MessageParams
  /** Path of the input that is wrong, as in `routes.0.destinations.1.weight`. */
  field?: string
  /** The backend's own words, shown as such and never translated. */
  source?: string
  cause?: unknown
  /** What a conflict collided with: what stands there now. */
  theirs?: unknown
  /** Everything that is wrong, where it is more than one thing. */
  findings?: Finding[]
}

/** Anything that went wrong and that a caller is told: a code whose sentence lies in `shared/problems` in both languages. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly params: MessageParams
  readonly field: string | undefined
  readonly source: string | undefined
  readonly theirs: unknown
  readonly findings: Finding[] | undefined

  constructor(code: ProblemCode, details: Details = {}) {
    super(code, { cause: details.cause })
    this.name = 'Problem'
    this.code = code
    this.params = details.params ?? {}
    this.field = details.field
    this.source = details.source
    this.theirs = details.theirs
    this.findings = details.findings
  }
}

/** What a check found in a draft or in a mesh: `error` forbids to go on, `warning` asks for a look, `note` explains. */
export const Finding = z.object({
  code: z.string().max(80).pipe(z.custom<MessageCode>()),
  severity: z.enum(['error', 'warning', 'note']),
  params: MessageParams.default({}),
  field: z.string().optional(),
  source: z.string().optional(),
})
export type Finding = z.infer<typeof Finding>

/** A problem inside a body: without status and request id. */
export const ProblemReport = z.object({
  code: z.string().max(80).pipe(z.custom<MessageCode>()),
  params: MessageParams.default({}),
  field: z.string().optional(),
  source: z.string().optional(),
})
export type ProblemReport = z.infer<typeof ProblemReport>

/** The body of every refusal, `application/problem+json` (RFC 9457) with our code, parameters and field. */
export const ProblemBody = ProblemReport.safeExtend({
  type: z.string(),
  status: z.int(),
  /** The code's sentence in the language that the caller asked for. */
  detail: z.string(),
  requestId: z.string(),
  theirs: z.unknown().optional(),
  findings: z.array(Finding).optional(),
})
export type ProblemBody = z.infer<typeof ProblemBody>

/** The part of a problem that travels inside another answer, such as a stamp. */
export const reportOf = (problem: Problem): ProblemReport => ({
  code: problem.code,
  params: problem.params,
  ...(problem.field === undefined ? {} : { field: problem.field }),
  ...(problem.source === undefined ? {} : { source: problem.source }),
})
