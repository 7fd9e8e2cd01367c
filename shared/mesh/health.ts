import { z } from 'zod'

export const Health = z.enum(['ok', 'degraded', 'failing', 'idle', 'unknown'])
export type Health = z.infer<typeof Health>

/** What happened to the calls of a service, a version or an edge in a window. All counts are of calls. */
export const Traffic = z.object({
  calls: z.number().nonnegative(),
  /** 5xx, time-out or no connection; calls that a rule refused are not among them where the source tells them apart. */
  failed: z.number().nonnegative(),
  /** Answered 4xx. */
  clientErrors: z.number().nonnegative(),
  /** Refused by a rule: limited, open circuit, fault. */
  refused: z.number().nonnegative(),
  /** Calls per second over the window. */
  rate: z.number().nonnegative(),
  /** Latency in milliseconds; absent where the source has none or nothing was called. */
  p50: z.number().nonnegative().optional(),
  p95: z.number().nonnegative().optional(),
  p99: z.number().nonnegative().optional(),
})
export type Traffic = z.infer<typeof Traffic>

export const noTraffic: Traffic = { calls: 0, failed: 0, clientErrors: 0, refused: 0, rate: 0 }

/** Limits of the states, as shares of the calls. */
export const healthLimits = { minimumCalls: 20, failing: 0.05, degraded: 0.01, clientErrors: 0.1 }

/** Why a state is what it is; the sentence is made by the reader from this. */
export const HealthReason = z.object({
  state: Health,
  measure: z.enum(['failed', 'client-errors', 'calls']).optional(),
  /** Observed share and the limit that it is held against, both 0–1. */
  share: z.number().optional(),
  limit: z.number().optional(),
})
export type HealthReason = z.infer<typeof HealthReason>

/** Judges a window. Below 20 calls nothing is judged but silence: what is there counts as ok. */
export function judge(traffic: Traffic): HealthReason {
  if (traffic.calls === 0) return { state: 'idle', measure: 'calls' }
  if (traffic.calls < healthLimits.minimumCalls) return { state: 'ok' }
  const failed = traffic.failed / traffic.calls
  const client = traffic.clientErrors / traffic.calls
  if (failed >= healthLimits.failing) {
    return { state: 'failing', measure: 'failed', share: failed, limit: healthLimits.failing }
  }
  if (failed >= healthLimits.degraded) {
    return { state: 'degraded', measure: 'failed', share: failed, limit: healthLimits.degraded }
  }
  if (client >= healthLimits.clientErrors) {
    return { state: 'degraded', measure: 'client-errors', share: client, limit: healthLimits.clientErrors }
  }
  return { state: 'ok', measure: 'failed', share: failed, limit: healthLimits.degraded }
}

const order: Record<Health, number> = { failing: 0, degraded: 1, unknown: 2, ok: 3, idle: 4 }

/** Sorts the worst first. */
export const worseFirst = (one: Health, other: Health): number => order[one] - order[other]
