import type { Stamp } from '#shared/contract/reading.ts'
import { type HealthReason, type Traffic, judge, noTraffic } from '#shared/mesh/health.ts'

/** Whether no source of figures has spoken: then nothing is known, which is not the same as no calls. */
export const isSilent = (stamps: readonly Stamp[]): boolean => stamps.some((stamp) => stamp.silent !== undefined)

/** Figures with their judgement; while the source is silent, health is unknown and the figures mean nothing. */
export function figuresOf(traffic: Traffic | undefined, silent: boolean): { traffic: Traffic; health: HealthReason } {
  if (silent) return { traffic: noTraffic, health: { state: 'unknown' } }
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
