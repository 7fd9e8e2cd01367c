import { type Visibility, wholeMesh } from '#shared/access/visibility.ts'
import type { Reading } from '#shared/contract/reading.ts'
import { type Window, type WindowQuery, lengthOf, settleWindow } from '#shared/contract/window.ts'
import type { Topology } from '#shared/features/topology/model.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../../ports/mesh.ts'
import type { EdgeTraffic } from '../../ports/metrics.ts'
import { isUnknown } from '../../mesh/figures.ts'
import { composeTopology } from './compose.ts'
import { cutEdges, seesEveryTenant } from './cut.ts'
import { type Latencies, latenciesOf } from './latencies.ts'

/** Milliseconds for which one reading serves every reader; a sliding window ends on a multiple of it, so that all ask for the same. */
const sharedForMs = 5000

export interface TopologyAsk extends WindowQuery {
  namespace?: string | undefined
}

interface Figures {
  edges: EdgeTraffic[]
  latencies: Latencies
}

/** Reads graphs of the connected meshes. `now` gives milliseconds since 1970. */
export function topologyService({ meshes, now = Date.now }: { meshes: Meshes; now?: (() => number) | undefined }) {
  const shared = new Map<string, { at: number; figures: Promise<Reading<Figures>> }>()

  /** Figures of the whole mesh, read once for everybody. A reading that failed or that names a silent source is not kept. */
  function figuresForAll(mesh: ConnectedMesh, window: Window): Promise<Reading<Figures>> {
    for (const [key, { at }] of shared) if (now() - at > sharedForMs) shared.delete(key)
    const key = [mesh.name, window.from, window.to].join(' ')
    const kept = shared.get(key)
    if (kept) return kept.figures
    const figures = figuresOf(mesh, window, wholeMesh(mesh.name))
    shared.set(key, { at: now(), figures })
    figures.then(
      ({ stamps }) => stamps.some((stamp) => stamp.silent) && shared.delete(key),
      () => shared.delete(key),
    )
    return figures
  }

  async function figuresFor(mesh: ConnectedMesh, window: Window, visibility: Visibility, signal?: AbortSignal) {
    if (!seesEveryTenant(visibility)) return figuresOf(mesh, window, visibility, signal)
    const { value, stamps } = await figuresForAll(mesh, window)
    return { value: { ...value, edges: cutEdges(value.edges, visibility) }, stamps }
  }

  return {
    /** The graph of a mesh as a reader sees it, with the stamps of both its sources. Throws `not-found` for an unknown mesh. */
    async read(
      name: string,
      { namespace, ...query }: TopologyAsk,
      visibility: Visibility,
      signal?: AbortSignal,
    ): Promise<Reading<Topology>> {
      const mesh = meshNamed(meshes, name)
      const window = settleWindow(query, Math.floor(now() / sharedForMs) * sharedForMs)
      const [registry, figures] = await Promise.all([
        mesh.registry.snapshot(),
        figuresFor(mesh, window, visibility, signal),
      ])
      const { value, stamps } = figures
      const answered = registry.stamps.every((stamp) => stamp.at !== undefined)
      const unknown = isUnknown(window, figures)
      const nothing = unknown && value.edges.length === 0
      return {
        value: composeTopology({
          window,
          services: answered ? registry.value.services : undefined,
          edges: nothing ? undefined : value.edges,
          latencies: value.latencies,
          stale: unknown && !nothing,
          visibility,
          namespace,
        }),
        stamps: [...registry.stamps, ...stamps],
      }
    },
  }
}

/** Edges of a window, and percentiles of callees and versions over the whole of it. */
async function figuresOf(
  { metrics }: ConnectedMesh,
  window: Window,
  visibility: Visibility,
  signal?: AbortSignal,
): Promise<Reading<Figures>> {
  const whole = { window, stepSeconds: Math.ceil(lengthOf(window)) }
  const [edges, callees, versions] = await Promise.all([
    metrics.edges(window, visibility, signal),
    metrics.series({ ...whole, by: 'callee' }, visibility, signal),
    metrics.series({ ...whole, by: 'version' }, visibility, signal),
  ])
  return { value: { edges: edges.value, latencies: latenciesOf(callees.value, versions.value) }, stamps: edges.stamps }
}
