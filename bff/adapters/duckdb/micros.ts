import { type Instant, epochMs } from '#shared/contract/instant.ts'

/** Microseconds since 1970 of an instant; finer digits are cut. */
export function microsOf(instant: Instant): number {
  const fraction = /\.(\d+)Z$/.exec(instant)?.[1] ?? ''
  const belowMs = Number(fraction.padEnd(6, '0').slice(3, 6))
  return epochMs(instant) * 1000 + belowMs
}

/** The instant of microseconds since 1970, always with six digits, so that instants sort as text. */
export function instantOfMicros(micros: number): Instant {
  const ms = Math.floor(micros / 1000)
  const belowMs = String(micros - ms * 1000).padStart(3, '0')
  return new Date(ms).toISOString().replace('Z', `${belowMs}Z`)
}
