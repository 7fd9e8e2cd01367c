import { z } from 'zod'
import { Match } from '../../mesh/match.ts'

/** Longest delay that may be asked for, in milliseconds. */
export const longestDelayMs = 300_000

/** Share of the calls in whole per cents, as every data plane counts it; 0 would be no fault at all. */
const Percent = z.int().min(1).max(100)

const Abort = z.object({
  percent: Percent,
  /** What the caller gets instead of the callee's answer. */
  status: z.int().min(200).max(599),
})

const Delay = z.object({ percent: Percent, ms: z.int().min(1).max(longestDelayMs) })

/**
 * What callers' proxies do to calls on purpose: answer a share of them without asking the callee, let a share of them wait.
 * A call can meet both; the delay comes first.
 */
export const Fault = z
  .object({
    abort: Abort.optional(),
    delay: Delay.optional(),
    /** The calls that it is for, where a match group says it; all without. */
    match: Match.optional(),
  })
  .refine(({ abort, delay }) => abort !== undefined || delay !== undefined, { params: { code: 'fault-does-nothing' } })
export type Fault = z.infer<typeof Fault>

/** As found in a mesh, where any number may stand and half of a pair may be missing. */
export const ObservedFault = z.object({
  abort: z.object({ percent: z.number(), status: z.number().optional() }).optional(),
  delay: z.object({ percent: z.number(), ms: z.number().optional() }).optional(),
  match: Match.optional(),
})
export type ObservedFault = z.infer<typeof ObservedFault>

/** Longest time in seconds that a fault may stand before the console takes it away. */
export const longestFaultSeconds = 24 * 3600
