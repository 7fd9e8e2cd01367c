import type { HealthReason, Traffic } from '#shared/mesh/health.ts'

/**
 * Why there is no figure: no source told of the window, nothing was called in it, or what was called is a sum of several lines, whose
 * percentiles do not add up.
 */
export type Missing = 'unknown' | 'idle' | 'several'

interface Measured {
  traffic: Traffic | undefined
  health: HealthReason
}

/** Why there is no rate. */
export const rateMissing = ({ traffic, health }: Measured): Missing | undefined =>
  traffic === undefined || (traffic.calls === 0 && health.state === 'unknown') ? 'unknown' : undefined

/** Why there is no share of the calls. */
export const shareMissing = (measured: Measured): Missing | undefined =>
  rateMissing(measured) ?? (measured.traffic?.calls === 0 ? 'idle' : undefined)

/** Why there is no percentile of their durations. */
export const latencyMissing = (measured: Measured): Missing | undefined =>
  shareMissing(measured) ?? (measured.traffic?.p95 === undefined ? 'several' : undefined)
