import { z } from 'zod'
import { Match } from '../../mesh/match.ts'

/** Whether a circuit is held open (every call refused) or closed (none) whatever the calls do. */
export const Forced = z.enum(['open', 'closed'])
export type Forced = z.infer<typeof Forced>

/** A circuit breaker as found in a mesh: what is absent is as the data plane has it by itself. Shares in per cent, times in milliseconds unless said. */
export const ObservedCircuitBreaker = z.object({
  /** What opens a circuit, any of it; absent where none opens by itself. */
  trip: z
    .object({
      /** Failed calls of the window. */
      errorShare: z.number().optional(),
      /** Failed calls in a row. */
      consecutiveErrors: z.number().optional(),
      /** Calls of the window that took longer. */
      slowShare: z.number().optional(),
      slowerThanMs: z.number().optional(),
    })
    .optional(),
  /** Calls that the window must hold before it is judged. */
  minimumCalls: z.number().optional(),
  /** What is judged: the calls of so many seconds, or so many calls. */
  windowSeconds: z.number().optional(),
  windowCalls: z.number().optional(),
  /** How long an open circuit refuses before calls are tried again. */
  sleepMs: z.number().optional(),
  /** Calls that are tried then. */
  trialCalls: z.number().optional(),
  /** Statuses that count as failed, as `502` or `5xx`. */
  failureStatuses: z.array(z.string()).optional(),
  forced: Forced.optional(),
  /** Calls at the same time; further ones are refused. */
  maxConcurrency: z.number().optional(),
  /** A call without an answer for so long has failed. */
  timeoutMs: z.number().optional(),
  /** The calls that it is for; every one where absent. */
  match: Match.optional(),
})
export type ObservedCircuitBreaker = z.infer<typeof ObservedCircuitBreaker>

const share = z.number().min(1).max(100).multipleOf(0.1).optional()
const day = 86_400_000
const milliseconds = z.int().min(1).max(day).optional()

/** A drafted circuit breaker, strict: what passes may be written. */
export const CircuitBreaker = z
  .strictObject({
    trip: z
      .strictObject({
        errorShare: share,
        consecutiveErrors: z.int().min(1).max(10_000).optional(),
        slowShare: share,
        slowerThanMs: milliseconds,
      })
      .optional(),
    minimumCalls: z.int().min(1).max(100_000).optional(),
    windowSeconds: z.int().min(1).max(3600).optional(),
    windowCalls: z.int().min(1).max(100_000).optional(),
    sleepMs: milliseconds,
    trialCalls: z.int().min(1).max(1000).optional(),
    failureStatuses: z
      .array(z.string().regex(/^[1-5][\dx]{2}$/, { error: 'status' }))
      .min(1)
      .max(50)
      .optional(),
    forced: Forced.optional(),
    maxConcurrency: z.int().min(1).max(100_000).optional(),
    timeoutMs: milliseconds,
    match: Match.optional(),
  })
  .refine(
    (breaker) => breaker.trip !== undefined || breaker.maxConcurrency !== undefined || breaker.timeoutMs !== undefined,
    {
      params: { code: 'breaker-says-nothing' },
    },
  )
  .refine((breaker) => breaker.forced === undefined || breaker.trip !== undefined, {
    params: { code: 'breaker-forced-off' },
    path: ['forced'],
  })
  .refine((breaker) => breaker.windowSeconds === undefined || breaker.windowCalls === undefined, {
    params: { code: 'breaker-two-windows' },
    path: ['windowCalls'],
  })
export type CircuitBreaker = z.infer<typeof CircuitBreaker>
