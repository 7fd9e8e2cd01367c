import { z } from 'zod'

/** A point in time: ISO 8601 in UTC, milliseconds or finer ("2026-11-20T14:02:10.123Z"). Instants of equal precision sort as text. */
export const Instant = z.iso.datetime({ offset: false }).describe('ISO 8601 instant in UTC')
export type Instant = z.infer<typeof Instant>

/** The instant of a count of milliseconds since 1970, to the millisecond. */
export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString()

/** Milliseconds since 1970 of an instant; finer digits are cut. */
export const epochMs = (instant: Instant): number => Date.parse(instant)
