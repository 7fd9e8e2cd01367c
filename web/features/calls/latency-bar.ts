/** The bar begins at 1 ms and is full at 10 s; each power of ten takes a quarter. */
const powersOfTen = 4
const least = 0.06

/** Length of a latency's bar as a share of the full one, on a log scale; what is shorter than 1 ms is still seen. */
export const latencyShare = (ms: number): number =>
  Math.min(1, Math.max(least, Math.log10(Math.max(ms, 1)) / powersOfTen))

/** Where the callee's part lies within the caller's, as shares. Clocks of two hosts tell only lengths, so it stands in the middle. */
export function serverPart(durationMs: number, serverMs: number): { start: number; length: number } {
  if (durationMs <= 0) return { start: 0, length: 1 }
  const length = Math.min(1, serverMs / durationMs)
  return { start: (1 - length) / 2, length }
}
