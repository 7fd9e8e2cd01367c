import { type Stamp, coveredSeconds } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import { type HealthReason, type Traffic, judge, noTraffic } from '#shared/mesh/health.ts'

/**
 * Whether the figures of a window say nothing, for the source of one of their readings is silent or has no records of it: that is not
 * the same as no calls. Whoever judges gives every reading that the judgement rests on.
 */
export function isUnknown(window: Window, ...readings: readonly { stamps: readonly Stamp[] }[]): boolean {
  const stamps = readings.flatMap((reading) => reading.stamps)
  return stamps.some((stamp) => stamp.silent !== undefined) || coveredSeconds(window, stamps) === 0
}

/** Figures with their judgement; while nothing is known, health is unknown and the figures mean nothing. */
export function figuresOf(traffic: Traffic | undefined, unknown: boolean): { traffic: Traffic; health: HealthReason } {
  if (unknown) return { traffic: noTraffic, health: { state: 'unknown' } }
  return { traffic: traffic ?? noTraffic, health: judge(traffic ?? noTraffic) }
}

/** Stamps of several readings, one a source: what is silent or older is what a reader must know. */
export function stampsOf(...readings: readonly { stamps: Stamp[] }[]): Stamp[] {
  const bySource = Map.groupBy(
    readings.flatMap((reading) => reading.stamps),
    (stamp) => stamp.source,
  )
  return [...bySource.values()].flatMap((stamps) => stamps.find((stamp) => stamp.silent) ?? stamps[0] ?? [])
}
