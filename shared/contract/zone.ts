import { z } from 'zod'

/** Whether this computer knows a time zone. */
function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A time zone's name in the IANA database: `Asia/Shanghai`, `UTC`. */
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .refine(isZone, { params: { code: 'zone-unknown' } })
export type TimeZone = z.infer<typeof TimeZone>

/** What clocks in a zone show at a moment (milliseconds since 1970), to the minute: `2026-11-20T14:02`. */
export function wallClock(epochMs: number, zone: TimeZone): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(epochMs)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/**
 * The moment (milliseconds since 1970) at which clocks in a zone show `2026-11-20T14:02`; undefined for what is no such time.
 * Of a time that comes twice the first is meant; one that is skipped is as late as if the clocks had gone on.
 */
export function momentOf(clock: string, zone: TimeZone): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(clock)) return undefined
  const asUtc = Date.parse(`${clock}:00Z`)
  if (Number.isNaN(asUtc)) return undefined
  const offset = (at: number) => Date.parse(`${wallClock(at, zone)}:00Z`) - at
  // No zone changes its offset twice within two days: the one before and the one after are all that can hold.
  const [before, after] = [asUtc - offset(asUtc - 86_400_000), asUtc - offset(asUtc + 86_400_000)]
  return wallClock(after, zone) === clock && wallClock(before, zone) !== clock ? after : before
}
