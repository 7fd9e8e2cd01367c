import type { Language } from '#shared/problems/messages.ts'

/** At most three significant digits, digits grouped: 46.2, 412, 1,210. */
const figure = (value: number, language: Language): string =>
  new Intl.NumberFormat(language, {
    maximumFractionDigits: Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2,
  }).format(value)

/** What a table shows where there is nothing; zero is shown as 0. */
export const nothing = '–'

/** A whole number with grouped digits: 3,104,870. */
export const formatInteger = (value: number, language: Language): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value)

/** A number without unit, at most three significant digits. What would read 0 without being so says `< 0.01`. */
export const formatFigure = (value: number, language: Language): string =>
  value > 0 && value < 0.01 ? `< ${figure(0.01, language)}` : figure(value, language)

/** A large count in short: 6.1 M, 41.6 k. */
export function formatCount(value: number, language: Language): string {
  if (value >= 1e9) return `${figure(value / 1e9, language)} G`
  if (value >= 1e6) return `${figure(value / 1e6, language)} M`
  return value >= 1e5 ? `${figure(value / 1e3, language)} k` : formatInteger(value, language)
}

/** Calls per second: `46.2 /s`. */
export const formatRate = (perSecond: number, language: Language): string => `${formatFigure(perSecond, language)} /s`

/** A share of 0–1 in per cent: `6.2 %`. Shares that would read 0 or 100 without being so say `< 0.01 %`, `> 99.99 %`. */
export const formatShare = (share: number, language: Language): string => `${formatPercent(share, language)} %`

/** The same without its unit, for columns whose head has it. */
export function formatPercent(share: number, language: Language): string {
  const percent = share * 100
  if (percent < 99.9 || percent >= 100) return formatFigure(percent, language)
  const hundredths = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  return percent > 99.99 ? `> ${hundredths.format(99.99)}` : hundredths.format(percent)
}

/** A signed difference of shares in percentage points: `+0.03 pp`. */
export const formatPoints = (difference: number, language: Language): string =>
  `${signed(difference * 100, language)} pp`

/** A duration in milliseconds: `412 ms`, from a second on `1.21 s`. */
export const formatMs = (ms: number, language: Language): string =>
  ms >= 1000 ? `${figure(ms / 1000, language)} s` : `${figure(ms, language)} ms`

/** Bytes in steps of 1024: `118 KB`. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${figure(value, language)} ${units[unit]}`
}

const signed = (value: number, language: Language): string =>
  `${value < 0 ? '−' : '+'}${figure(Math.abs(value), language)}`

/** Several names in a row: `Operator, Auditor`; in Chinese with its own comma. */
export const formatList = (names: readonly string[], language: Language): string =>
  new Intl.ListFormat(language, { style: 'narrow' }).format(names)

/** Time of day to the minute, in the reader's zone: 14:02. */
export const formatTime = (epochMs: number, language: Language): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(epochMs)

/** Time of day to the second: 14:02:10. */
export const formatSeconds = (epochMs: number, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(epochMs)

/** Day and time to the minute: 14 Sep, 21:00. */
export const formatDayTime = (epochMs: number, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(epochMs)

/** Two moments in the reader's zone: `21 Nov, 14:02 – 14:22`. The day is said again only when it is another one. */
export function formatRange(fromMs: number, toMs: number, language: Language): string {
  const sameDay = new Date(fromMs).toDateString() === new Date(toMs).toDateString()
  const end = sameDay ? formatTime(toMs, language) : formatDayTime(toMs, language)
  return `${formatDayTime(fromMs, language)} – ${end}`
}

/** Day and time to the minute on the clocks of a zone (IANA name): 14 Sep, 21:00. */
export const formatDayTimeIn = (epochMs: number, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    timeZone: zone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(epochMs)

/** IANA name of the reader's zone. */
export const readersZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Everything there is, with the zone; for what appears on hover. */
export const formatExact = (epochMs: number, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(epochMs)
