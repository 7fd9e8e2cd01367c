import { z } from 'zod'
import { Instant, epochMs, instantOf } from './instant.ts'

/** A window that was settled: from inclusive, to exclusive. */
export const Window = z
  .object({ from: Instant, to: Instant })
  .refine((window) => epochMs(window.from) < epochMs(window.to), { params: { code: 'window-empty' }, path: ['to'] })
export type Window = z.infer<typeof Window>

/** Lengths that a sliding window may have, as they stand in addresses. */
export const slidingWindows = ['5m', '15m', '1h', '6h', '24h', '7d'] as const
export const SlidingWindow = z.enum(slidingWindows)
export type SlidingWindow = z.infer<typeof SlidingWindow>

const secondsOf: Record<SlidingWindow, number> = {
  '5m': 300,
  '15m': 900,
  '1h': 3600,
  '6h': 21_600,
  '24h': 86_400,
  '7d': 604_800,
}

/** Length of a sliding window in seconds. */
export const windowSeconds = (last: SlidingWindow): number => secondsOf[last]

/**
 * The window as a page's address and a request's query hold it: either `last` (sliding, ends now) or both `from` and `to`.
 * Nothing given means the last 15 minutes.
 */
export const WindowQuery = z
  .object({ last: SlidingWindow.optional(), from: Instant.optional(), to: Instant.optional() })
  .refine((query) => (query.from === undefined) === (query.to === undefined), {
    params: { code: 'window-half' },
    path: ['to'],
  })
  .refine((query) => !query.from || !query.to || epochMs(query.from) < epochMs(query.to), {
    params: { code: 'window-empty' },
    path: ['to'],
  })
export type WindowQuery = z.infer<typeof WindowQuery>

/** Settles a query at a moment (milliseconds since 1970). A sliding window ends at that moment. */
export function settleWindow(query: WindowQuery, nowMs: number): Window {
  if (query.from && query.to) return { from: query.from, to: query.to }
  return { from: instantOf(nowMs - windowSeconds(query.last ?? '15m') * 1000), to: instantOf(nowMs) }
}

/** Length of a settled window in seconds. */
export const lengthOf = (window: Window): number => (epochMs(window.to) - epochMs(window.from)) / 1000

/** The steps of a window one by one; the last one ends with the window. */
export function stepWindows({ window, stepSeconds }: { window: Window; stepSeconds: number }): Window[] {
  const [from, to] = [epochMs(window.from), epochMs(window.to)]
  const steps = Math.ceil((to - from) / 1000 / stepSeconds)
  return Array.from({ length: steps }, (_, index) => ({
    from: instantOf(from + index * stepSeconds * 1000),
    to: instantOf(Math.min(to, from + (index + 1) * stepSeconds * 1000)),
  }))
}
