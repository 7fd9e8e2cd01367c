import { type Window, lengthOf } from '#shared/contract/window.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import type { TrafficStep } from '../ports/metrics.ts'

/** Step lengths that people read easily, in seconds. */
const readableSteps = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400,
]

/** The shortest readable step, in seconds, that cuts a window into at most `most` cells. */
export function stepFor(window: Window, most: number): number {
  const least = lengthOf(window) / most
  return readableSteps.find((step) => step >= least) ?? Math.ceil(least)
}

/** Steps as one traffic over all of their time; a step in which nothing was seen counts as no calls. Percentiles only of a single step. */
export function trafficOf(steps: readonly (TrafficStep | undefined)[], seconds: number): Traffic {
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
    rate: calls / seconds,
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
    ...(p99 === undefined ? {} : { p99 }),
  }
}
