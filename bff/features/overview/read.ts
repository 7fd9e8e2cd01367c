import { type Visibility, seesService } from '#shared/access/visibility.ts'
import type { Reading } from '#shared/contract/reading.ts'
import { type Window, lengthOf } from '#shared/contract/window.ts'
import type { Overview, TapeRow } from '#shared/features/overview/api.ts'
import { judge, worseFirst } from '#shared/mesh/health.ts'
import { type ServiceRef, serviceKey } from '#shared/mesh/service.ts'
import { figuresOf, isSilent, stampsOf } from '../../mesh/figures.ts'
import { endKey, neighboursOn } from '../../mesh/neighbours.ts'
import { stepFor, trafficOf } from '../../mesh/steps.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import type { TrafficSeries, TrafficStep } from '../../ports/metrics.ts'
import { findTroubles } from './troubles.ts'

export interface OverviewAsk {
  window: Window
  visibility: Visibility
  namespace?: string | undefined
  signal?: AbortSignal | undefined
}

/** Cells of the health tape; it is read from across the room. */
const mostCells = 72

/** Is anything wrong, since when. While no figures come, every service is there and unknown. */
export async function readOverview(mesh: ConnectedMesh, ask: OverviewAsk): Promise<Reading<Overview>> {
  const { window, visibility, signal } = ask
  const stepSeconds = stepFor(window, mostCells)
  const { metrics } = mesh
  const [registry, edges, tape, entering] = await Promise.all([
    mesh.registry.snapshot(),
    metrics.edges(window, visibility, signal),
    metrics.series({ window, stepSeconds, by: 'callee' }, visibility, signal),
    metrics.series({ window, stepSeconds, entering: true, by: 'callee' }, visibility, signal),
  ])
  const isAsked = ({ namespace }: ServiceRef) => (ask.namespace ?? namespace) === namespace
  const silent = isSilent([...edges.stamps, ...tape.stamps, ...entering.stamps])
  const traffic = new Map(neighboursOn('to', edges.value).map((line) => [endKey(line.end), line.traffic]))
  const steps = new Map(
    tape.value.lines.flatMap((line) => (line.callee ? [[serviceKey(line.callee), line.steps] as const] : [])),
  )
  const cells = cellCount(window, tape.value)

  const rows = registry.value.services
    .filter((service) => isAsked(service) && seesService(visibility, service))
    .map(({ mesh: name, namespace, name: service }): TapeRow => {
      const ref = { mesh: name, namespace, name: service }
      const figures = figuresOf(traffic.get(serviceKey(ref)), silent)
      return {
        service: ref,
        ...figures,
        cells: cellsOf(
          steps.get(serviceKey(ref)),
          cells,
          silent || (!steps.has(serviceKey(ref)) && figures.traffic.calls > 0),
        ),
      }
    })
  const troubled = edges.value.filter(({ to }) => to.kind === 'service' && isAsked(to.service))
  const comingIn = enteringCells(entering.value, cells, isAsked)
  return {
    value: {
      from: tape.value.from,
      stepSeconds: tape.value.stepSeconds,
      entering: trafficOf(comingIn, lengthOf(window)),
      enteringCells: comingIn.map(({ calls, failed }) => ({ calls, failed })),
      services: rows.toSorted(worstFirst),
      troubles: await findTroubles(metrics, troubled, { window, stepSeconds, visibility, signal }),
    },
    stamps: stampsOf(registry, edges, tape, entering),
  }
}

/** Cells of the series; of an empty one as many as it would have. */
const cellCount = (window: Window, { lines, stepSeconds }: TrafficSeries): number =>
  lines[0]?.steps.length ?? Math.ceil(lengthOf(window) / stepSeconds)

const nothing: TrafficStep = { calls: 0, failed: 0, clientErrors: 0, refused: 0 }

/** Cells of one row. Where the source has no line although there were calls, nothing is known of when they were. */
function cellsOf(
  steps: readonly (TrafficStep | undefined)[] | undefined,
  count: number,
  unknown: boolean,
): TapeRow['cells'] {
  return Array.from({ length: count }, (_, index) => {
    const step = steps?.[index] ?? nothing
    const { calls, failed, clientErrors } = step
    return { state: unknown ? 'unknown' : judge({ ...step, rate: 0 }).state, calls, failed, clientErrors }
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

function worstFirst(one: TapeRow, other: TapeRow): number {
  return (
    worseFirst(one.health.state, other.health.state) ||
    (other.health.share ?? 0) - (one.health.share ?? 0) ||
    serviceKey(one.service).localeCompare(serviceKey(other.service))
  )
}
