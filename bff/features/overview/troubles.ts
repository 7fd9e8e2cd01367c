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

/** What is failing or degraded now: an edge, or a service whose callers have each too few calls to be judged. */
export interface Suspect {
  from: End | 'all'
  to: ServiceRef
  /** Only of services of which several versions are called. */
  version?: string
  traffic: Traffic
  health: HealthReason
}

interface TroubleAsk {
  window: Window
  /** The end of the window, over which the suspects were judged. */
  now: Window
  stepSeconds: number
  visibility: Visibility
  signal?: AbortSignal | undefined
}

/** Suspects with their course over the window and since when it is so, worst first. */
export const followTroubles = (metrics: Metrics, suspects: readonly Suspect[], ask: TroubleAsk): Promise<Trouble[]> =>
  Promise.all(suspects.slice(0, mostTroubles).map((suspect) => follow(metrics, suspect, ask)))

/** What is failing or degraded among the edges to services, worst first; whoever is, has at least one line. */
export function suspectsAmong(edges: readonly EdgeTraffic[]): Suspect[] {
  const toServices = edges.flatMap((edge) => (edge.to.kind === 'service' ? [{ ...edge, to: edge.to.service }] : []))
  const suspects = [...Map.groupBy(toServices, ({ to }) => serviceKey(to)).values()].flatMap((called): Suspect[] => {
    const own = troubledEdges(called)
    if (own.length > 0) return own
    const traffic = sumTraffic(called.map((line) => line.traffic))
    const [first] = called
    return first ? [{ from: 'all' as const, to: first.to, traffic, health: judge(traffic) }].filter(isTroubled) : []
  })
  return suspects.toSorted(
    (one, other) =>
      worseFirst(one.health.state, other.health.state) || (other.health.share ?? 0) - (one.health.share ?? 0),
  )
}

/** Edges to one service, versions apart. */
function troubledEdges(called: readonly (Omit<EdgeTraffic, 'to'> & { to: ServiceRef })[]): Suspect[] {
  const hasVersions = new Set(called.map(({ version }) => version)).size > 1
  const lines = Map.groupBy(called, ({ from, version }) => [endKey(from), version].join(' '))
  return [...lines.values()]
    .flatMap((own): Suspect[] => {
      const [first] = own
      if (!first) return []
      const { from, to, version } = first
      const traffic = sumTraffic(own.map((line) => line.traffic))
      return [
        { from, to, ...(version !== undefined && hasVersions ? { version } : {}), traffic, health: judge(traffic) },
      ]
    })
    .filter(isTroubled)
}

const isTroubled = ({ health }: Suspect): boolean => health.state === 'failing' || health.state === 'degraded'

/** The course of a suspect over the window. */
async function follow(metrics: Metrics, suspect: Suspect, ask: TroubleAsk): Promise<Trouble> {
  const { from, to, version, traffic, health } = suspect
  const { window, now, stepSeconds, visibility, signal } = ask
  const kind = from === 'all' ? undefined : from.kind
  const query = {
    window,
    stepSeconds,
    callee: to,
    ...(from !== 'all' && from.kind === 'service' ? { caller: from.service } : {}),
    ...(kind === 'client' ? { entering: true } : {}),
    by: 'version' as const,
  }
  const { value, stamps } = await metrics.series(query, visibility, signal)
  const lines = value.lines.filter((line) => version === undefined || line.version === version)
  const cells = (lines[0]?.steps ?? []).map((_, index) => lines.flatMap((line) => line.steps[index] ?? []))
  const counts = cells.map((steps) => countsOf(steps, health))
  const begin = beginOf(counts, (health.limit ?? 0) * hysteresis)
  const since =
    begin === 'before'
      ? stamps.find((stamp) => stamp.since !== undefined)?.since
      : begin === undefined
        ? now.from
        : instantOf(epochMs(value.from) + begin * value.stepSeconds * 1000)
  return {
    from: callerOf(from),
    to,
    ...(version === undefined ? {} : { version }),
    traffic,
    health,
    ...(since === undefined ? {} : { since }),
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

/**
 * The cell in which the latest trouble began; `before` if it was there since the first calls. Undefined where none of the cells is in
 * trouble by itself.
 */
function beginOf(cells: readonly Counts[], limit: number): number | 'before' | undefined {
  const isBad = cells.map((_, index) => {
    const around = cells.slice(Math.max(0, index - smoothing), index + smoothing + 1)
    const calls = around.reduce((sum, cell) => sum + cell.calls, 0)
    return calls === 0 ? undefined : around.reduce((sum, cell) => sum + cell.bad, 0) / calls >= limit
  })
  const lastBad = isBad.lastIndexOf(true)
  if (lastBad < 0) return undefined
  const lastWell = isBad.slice(0, lastBad).lastIndexOf(false)
  return lastWell < 0 ? 'before' : isBad.indexOf(true, lastWell + 1)
}

function callerOf(end: End | 'all'): Trouble['from'] {
  if (end === 'all') return { kind: 'all' }
  if (end.kind === 'hidden') return { kind: 'hidden' }
  return { kind: 'named', name: end.kind === 'service' ? end.service.name : end.label }
}
