const isoTime = /^(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,9})?)S)?$/i

/**
 * Milliseconds of a duration in a java-chassis policy: digits, or an ISO 8601 time without its `PT` such as `10S`,
 * `1M30S`, `0.5S` (servicecomb.md 3.6). Undefined when it is neither; nothing can be negative.
 */
export function durationMs(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  const parts = text === '' ? null : isoTime.exec(text)
  if (!parts) return undefined
  const [, hours = 0, minutes = 0, seconds = 0] = parts
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000)
}
