import { z } from 'zod'

/** A point in time: ISO 8601 in UTC, milliseconds or finer ("2026-11-20T14:02:10.123Z"). Instants of equal precision sort as text. */
export const Instant = z.iso.datetime({ offset: false }).describe('ISO 8601 instant in UTC')
export type Instant = z.infer<typeof Instant>

/** The instant of a count of milliseconds since 1970, to the millisecond. */
export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString()

/** Milliseconds since 1970 of an instant; finer digits are cut. */
export const epochMs = (instant: Instant): number => Date.parse(instant)

/** Microseconds since 1970 of an instant; finer digits are cut. */
export function microsOf(instant: Instant): number {
  const fraction = /\.(\d+)Z$/.exec(instant)?.[1] ?? ''
  return epochMs(instant) * 1000 + Number(fraction.padEnd(6, '0').slice(3, 6))
}

/** The instant of microseconds since 1970, always with six digits, so that such instants sort as text. */
export function instantOfMicros(micros: number): Instant {
  const ms = Math.floor(micros / 1000)
  return instantOf(ms).replace('Z', `${String(micros - ms * 1000).padStart(3, '0')}Z`)
}
