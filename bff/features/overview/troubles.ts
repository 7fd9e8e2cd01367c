import type { Visibility } from '#shared/access/visibility.ts'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import type { Trouble } from '#shared/features/overview/api.ts'
import { type HealthReason, type Traffic, judge, worseFirst } from '#shared/mesh/health.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import { sumTraffic } from '#shared/mesh/traffic.ts'
import { endKey } from '../../mesh/neighbours.ts'
import type { EdgeTraffic, End, Metrics, TrafficStep } from '../../ports/metrics.ts'

/** More than that is no list of troubles but an outage. */
const mostTroubles = 8
/** A state is left below this part of its limit. */
const hysteresis = 0.8

interface Suspect {
  from: End
  to: ServiceRef
  /** Only of services of which several versions are called. */
  version?: string
  traffic: Traffic
  health: HealthReason
}

interface TroubleAsk {
  window: Window
  stepSeconds: number
  visibility: Visibility
  signal?: AbortSignal | undefined
}

/** The edges that are failing or degraded over the window and did not recover within it, worst first. */
export async function findTroubles(
  metrics: Metrics,
  edges: readonly EdgeTraffic[],
  ask: TroubleAsk,
): Promise<Trouble[]> {
  const suspects = suspectsAmong(edges).slice(0, mostTroubles)
  const troubles = await Promise.all(suspects.map((suspect) => follow(metrics, suspect, ask)))
  return troubles.filter((trouble) => trouble !== undefined)
}

function suspectsAmong(edges: readonly EdgeTraffic[]): Suspect[] {
  const toServices = edges.flatMap((edge) => (edge.to.kind === 'service' ? [{ ...edge, to: edge.to.service }] : []))
  const versions = new Map(
    [...Map.groupBy(toServices, ({ to }) => serviceKey(to))].map(([key, own]) => [
      key,
      new Set(own.map(({ version }) => version)).size,
    ]),
  )
  const lines = Map.groupBy(toServices, ({ from, to, version }) => [endKey(from), serviceKey(to), version].join(' '))
  return [...lines.values()]
    .flatMap((own): Suspect[] => {
      const [first] = own
      if (!first) return []
      const { from, to, version } = first
      const traffic = sumTraffic(own.map((line) => line.traffic))
      const isOneOfSeveral = version !== undefined && (versions.get(serviceKey(to)) ?? 0) > 1
      return [{ from, to, ...(isOneOfSeveral ? { version } : {}), traffic, health: judge(traffic) }]
    })
    .filter(({ health }) => health.state === 'failing' || health.state === 'degraded')
    .toSorted(
      (one, other) =>
        worseFirst(one.health.state, other.health.state) || (other.health.share ?? 0) - (one.health.share ?? 0),
    )
}

/** The course of a suspect over the window; undefined where it is well again by now. */
async function follow(metrics: Metrics, suspect: Suspect, ask: TroubleAsk): Promise<Trouble | undefined> {
  const { from, to, version, traffic, health } = suspect
  const { window, stepSeconds, visibility, signal } = ask
  const query = {
    window,
    stepSeconds,
    callee: to,
    ...(from.kind === 'service' ? { caller: from.service } : {}),
    ...(from.kind === 'client' ? { entering: true } : {}),
    by: 'version' as const,
  }
  const { value } = await metrics.series(query, visibility, signal)
  const lines = value.lines.filter((line) => version === undefined || line.version === version)
  const cells = (lines[0]?.steps ?? []).map((_, index) => lines.flatMap((line) => line.steps[index] ?? []))
  const counts = cells.map((steps) => countsOf(steps, health))
  const begin = beginOf(counts, (health.limit ?? 0) * hysteresis)
  if (begin === undefined) return undefined
  return {
    from: labelOf(from),
    to,
    ...(version === undefined ? {} : { version }),
    traffic,
    health,
    ...(begin === 0 ? {} : { since: instantOf(epochMs(value.from) + begin * value.stepSeconds * 1000) }),
    shares: counts.map(({ calls, bad }) => (calls > 0 ? bad / calls : null)),
  }
}

interface Counts {
  calls: number
  bad: number
}

function countsOf(steps: readonly TrafficStep[], { measure }: HealthReason): Counts {
  const bad = (step: TrafficStep) => (measure === 'client-errors' ? step.clientErrors : step.failed)
  return {
    calls: steps.reduce((sum, step) => sum + step.calls, 0),
    bad: steps.reduce((sum, step) => sum + bad(step), 0),
  }
}

/** Cells on each side that are counted with a cell, so that few calls in one of them neither begin nor end a trouble. */
const smoothing = 2

/** The cell in which the trouble that stands at the end began: 0 if it was there all the time, undefined if it is over. */
function beginOf(cells: readonly Counts[], limit: number): number | undefined {
  const isBad = cells.map((_, index) => {
    const around = cells.slice(Math.max(0, index - smoothing), index + smoothing + 1)
    const calls = around.reduce((sum, cell) => sum + cell.calls, 0)
    return calls === 0 ? undefined : around.reduce((sum, cell) => sum + cell.bad, 0) / calls >= limit
  })
  const lastWell = isBad.lastIndexOf(false)
  const firstBad = isBad.indexOf(true, lastWell + 1)
  if (firstBad < 0) return undefined
  return lastWell < 0 ? 0 : firstBad
}

/** What to call a caller: a service's name, else its label; empty for one that may not be seen. */
function labelOf(end: End): string {
  if (end.kind === 'service') return end.service.name
  return end.kind === 'hidden' ? '' : end.label
}
