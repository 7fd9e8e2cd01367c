import { z } from 'zod'
import { Match } from '../../mesh/match.ts'

/** A limit as found in a mesh. */
export const ObservedRateLimit = z.object({
  /** Calls that are let through in each period, 0: none; null where what stands there sets no limit, whatever it was meant to. */
  limit: z.int().nonnegative().nullable(),
  /** Length of a period in seconds. */
  per: z.number().positive(),
  /** Calls that may come at once, where the mesh keeps such a number. */
  burst: z.int().nonnegative().optional(),
  /** Which calls are counted, in the scope of a group; all of the scope elsewhere. */
  match: Match.optional(),
})
export type ObservedRateLimit = z.infer<typeof ObservedRateLimit>

const largest = 1_000_000
const mostGroups = 20
const mostConditions = 20

/** A drafted limit, strict: what passes may be written, where the mesh has it. A limit of 0 refuses every call. */
export const RateLimit = z.object({
  limit: z.int().min(0).max(largest),
  /** Seconds, to the millisecond. */
  per: z.number().min(0.001).max(86_400).multipleOf(0.001),
  burst: z.int().min(1).max(largest).optional(),
  match: Match.refine(({ any }) => any.length <= mostGroups && any.every(({ all }) => all.length <= mostConditions), {
    params: { code: 'match-too-long', groups: mostGroups, conditions: mostConditions },
  }).optional(),
})
export type RateLimit = z.infer<typeof RateLimit>
