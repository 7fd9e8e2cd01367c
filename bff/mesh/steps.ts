import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { type Stamp, coveredSeconds, rateOf } from '#shared/contract/reading.ts'
import { type Window, lengthOf, stepWindows } from '#shared/contract/window.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import type { TrafficSeries, TrafficStep } from '../ports/metrics.ts'

/** Step lengths that people read easily, in seconds. */
const readableSteps = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400,
]

/** The shortest readable step, in seconds, that cuts a window into at most `most` cells. */
export function stepFor(window: Window, most: number): number {
  const least = lengthOf(window) / most
  return readableSteps.find((step) => step >= least) ?? Math.ceil(least)
}

/**
 * Steps as one traffic over all of their time, of which so many seconds are covered; a step of which nothing is known counts as no calls.
 * Percentiles only of a single step.
 */
export function trafficOf(steps: readonly (TrafficStep | undefined)[], covered: number): Traffic {
  const sum = (count: (step: TrafficStep) => number) =>
    steps.reduce((total, step) => total + (step ? count(step) : 0), 0)
  const calls = sum((step) => step.calls)
  const [only] = steps
  const { p50, p95, p99 } = (steps.length === 1 && only) || {}
  return {
    calls,
    failed: sum((step) => step.failed),
    clientErrors: sum((step) => step.clientErrors),
    refused: sum((step) => step.refused),
    rate: rateOf(calls, covered),
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
    ...(p99 === undefined ? {} : { p99 }),
  }
}

/** Seconds of each step of a series that its source covers; `window` is the one that was asked for. */
export function coveredSteps(
  { value: { from, stepSeconds }, stamps }: { value: TrafficSeries; stamps: readonly Stamp[] },
  window: Window,
): number[] {
  // The source may have moved the window a little.
  const to = instantOf(epochMs(from) + lengthOf(window) * 1000)
  return stepWindows({ window: { from, to }, stepSeconds }).map((step) => coveredSeconds(step, stamps))
}
