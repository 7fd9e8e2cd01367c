import { type Visibility, seesService } from '#shared/access/visibility.ts'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { Reading } from '#shared/contract/reading.ts'
import type { Window } from '#shared/contract/window.ts'
import type { Overview, TapeRow } from '#shared/features/overview/api.ts'
import { type HealthReason, type Traffic, judge, worseFirst } from '#shared/mesh/health.ts'
import { type ServiceRef, serviceKey } from '#shared/mesh/service.ts'
import { figuresOf, isUnknown, stampsOf } from '../../mesh/figures.ts'
import { endKey, neighboursOn } from '../../mesh/neighbours.ts'
import { coveredSteps, stepFor, trafficOf } from '../../mesh/steps.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { EdgeTraffic, TrafficSeries, TrafficStep } from '../../ports/metrics.ts'
import { followTroubles, suspectsAmong } from './troubles.ts'

export interface OverviewAsk {
  window: Window
  visibility: Visibility
  namespace?: string | undefined
  signal?: AbortSignal | undefined
}

/** Cells of the health tape; it is read from across the room. */
const mostCells = 72

/** What is wrong now is judged over so many seconds at the end of the window. */
const nowSeconds = 300

/** Is anything wrong, since when. While no figures come, every service is there and unknown. */
export async function readOverview(mesh: ConnectedMesh, ask: OverviewAsk): Promise<Reading<Overview>> {
  const { window, visibility, signal } = ask
  const stepSeconds = stepFor(window, mostCells)
  const { metrics } = mesh
  const now = endOf(window)
  const [registry, edges, edgesNow, tape, entering] = await Promise.all([
    mesh.registry.snapshot(),
    metrics.edges(window, visibility, signal),
    metrics.edges(now, visibility, signal),
    metrics.series({ window, stepSeconds, by: 'callee' }, visibility, signal),
    metrics.series({ window, stepSeconds, entering: true, by: 'callee' }, visibility, signal),
  ])
  const isAsked = ({ namespace }: ServiceRef) => (ask.namespace ?? namespace) === namespace
  const unknown = isUnknown(window, edges, edgesNow, tape, entering)
  // A reading that somebody asked a moment earlier may still be there when the next one is silent: then nothing is judged.
  const judged = unknown ? [] : edgesNow.value
  const suspects = suspectsAmong(judged.filter(({ to }) => to.kind === 'service' && isAsked(to.service)))
  const [traffic, trafficNow] = [trafficByCallee(edges.value), trafficByCallee(edgesNow.value)]
  const steps = new Map(
    tape.value.lines.flatMap((line) => (line.callee ? [[serviceKey(line.callee), line.steps] as const] : [])),
  )
  const covered = coveredSteps(tape, window)

  const rows = registry.value.services
    .filter((service) => isAsked(service) && seesService(visibility, service))
    .map(({ mesh: name, namespace, name: service }): TapeRow => {
      const ref = { mesh: name, namespace, name: service }
      const key = serviceKey(ref)
      const figures = figuresOf(traffic.get(key), unknown)
      const own = suspects.filter(({ to }) => serviceKey(to) === key).map(({ health }) => health)
      // Where the source has no line although there were calls, nothing is known of when they were.
      const isBlind = unknown || (!steps.has(key) && figures.traffic.calls > 0)
      return {
        service: ref,
        traffic: figures.traffic,
        health: worstOf([figuresOf(trafficNow.get(key), unknown).health, ...own]),
        cells: cellsOf(steps.get(key), isBlind ? covered.map(() => 0) : covered),
      }
    })
  const comingIn = enteringCells(entering.value, covered.length, isAsked)
  return {
    value: {
      from: tape.value.from,
      stepSeconds: tape.value.stepSeconds,
      entering: trafficOf(
        comingIn,
        covered.reduce((sum, seconds) => sum + seconds, 0),
      ),
      enteringCells: comingIn.map(({ calls, failed }) => ({ calls, failed })),
      services: rows.toSorted(worstFirst),
      troubles: await followTroubles(metrics, suspects, { window, now, stepSeconds, visibility, signal }),
    },
    stamps: stampsOf(registry, edges, tape, entering),
  }
}

const endOf = ({ from, to }: Window): Window => ({
  from: instantOf(Math.max(epochMs(from), epochMs(to) - nowSeconds * 1000)),
  to,
})

const trafficByCallee = (edges: readonly EdgeTraffic[]): ReadonlyMap<string, Traffic> =>
  new Map(neighboursOn('to', edges).map((line) => [endKey(line.end), line.traffic]))

/** The first of the worst: a service is no better than what is wrong with it. */
const worstOf = ([first = { state: 'unknown' }, ...more]: readonly HealthReason[]): HealthReason =>
  more.reduce((worst, health) => (worseFirst(health.state, worst.state) < 0 ? health : worst), first)

const nothing: TrafficStep = { calls: 0, failed: 0, clientErrors: 0, refused: 0 }

/** Cells of one row; unknown where the source covers nothing of them. */
function cellsOf(
  steps: readonly (TrafficStep | undefined)[] | undefined,
  covered: readonly number[],
): TapeRow['cells'] {
  return covered.map((seconds, index) => {
    const step = steps?.[index] ?? nothing
    const { calls, failed, clientErrors } = step
    return { state: seconds === 0 ? 'unknown' : judge({ ...step, rate: 0 }).state, calls, failed, clientErrors }
  })
}

/** What came from outside to the asked services, cell by cell. */
function enteringCells(
  { lines }: TrafficSeries,
  count: number,
  isAsked: (service: ServiceRef) => boolean,
): TrafficStep[] {
  const asked = lines.filter(({ callee }) => callee && isAsked(callee))
  return Array.from({ length: count }, (_, index) => {
    const steps = asked.flatMap((line) => line.steps[index] ?? [])
    const sum = (figure: (step: TrafficStep) => number) => steps.reduce((total, step) => total + figure(step), 0)
    return {
      calls: sum((step) => step.calls),
      failed: sum((step) => step.failed),
      clientErrors: sum((step) => step.clientErrors),
      refused: sum((step) => step.refused),
    }
  })
}

/** Services that are well keep their places: their shares differ by chance from reading to reading. */
function worstFirst(one: TapeRow, other: TapeRow): number {
  return (
    worseFirst(one.health.state, other.health.state) ||
    troubleOf(other) - troubleOf(one) ||
    serviceKey(one.service).localeCompare(serviceKey(other.service))
  )
}

const troubleOf = ({ health: { state, share = 0 } }: TapeRow): number =>
  state === 'failing' || state === 'degraded' ? share : 0
