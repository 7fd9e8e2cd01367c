import type { Answer } from '../governance.ts'
import { json } from '../listener.ts'
import type { Outcome } from '../span.ts'

/** How a java-chassis process refuses calls that it receives (servicecomb.md 3.6): a caller can tell them by the body alone. */
export const providerRefusals = {
  flowControl: { status: 429, outcome: 'limited', message: 'provider request rejected by flow control.' },
  rateLimiting: { status: 429, outcome: 'limited', message: 'rate limited.' },
  circuitBreaker: { status: 429, outcome: 'open-circuit', message: 'circuitBreaker is open.' },
  bulkhead: { status: 429, outcome: 'limited', message: 'bulkhead is full and does not permit further calls.' },
} as const satisfies Record<string, Refusal>

/** How it refuses calls of its own application. */
export const consumerRefusals = {
  flowControl: { status: 429, outcome: 'limited', message: 'consumer request rejected by flow control.' },
  instanceIsolation: { status: 503, outcome: 'open-circuit', message: 'instance isolation circuitBreaker is open.' },
  instanceBulkhead: { status: 503, outcome: 'limited', message: 'bulkhead is full and does not permit further calls.' },
} as const satisfies Record<string, Refusal>

interface Refusal {
  status: number
  outcome: Outcome
  message: string
}

/** The process's own answer: an `InvocationException` with `CommonExceptionData`, as JSON. */
export const javaRefusal = ({ status, outcome, message }: Refusal): Answer => ({
  reply: json(status, { message }),
  outcome,
  error: message,
  answered: false,
})
