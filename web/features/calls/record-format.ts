import { epochMs, type Instant } from '#shared/contract/instant.ts'
import type { Language } from '#shared/problems/messages.ts'

interface RecordFormat {
  time: Intl.DateTimeFormat
  dayTime: Intl.DateTimeFormat
  ms: Intl.NumberFormat
}

// Thousands of cells are written with these; making one takes longer than using it.
const made = new Map<Language, RecordFormat>()

function formatOf(language: Language): RecordFormat {
  const known = made.get(language)
  if (known) return known
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const format = {
    time: new Intl.DateTimeFormat(language, { ...clock, fractionalSecondDigits: 3 }),
    dayTime: new Intl.DateTimeFormat(language, {
      month: 'short',
      day: 'numeric',
      ...clock,
      fractionalSecondDigits: 3,
    }),
    ms: new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  }
  made.set(language, format)
  return format
}

/** Time of a record to the millisecond in the reader's zone: 23:04:18.812; with the day where asked. */
export function recordTime(at: Instant, withDay: boolean, language: Language): string {
  const { time, dayTime } = formatOf(language)
  return (withDay ? dayTime : time).format(epochMs(at))
}

/** Milliseconds with one decimal and no unit, as the latency column has them: 1,204.6. */
export const recordMs = (ms: number, language: Language): string => formatOf(language).ms.format(ms)
