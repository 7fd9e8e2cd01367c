import { type Visibility, wholeMesh } from '#shared/access/visibility.ts'
import type { Reading } from '#shared/contract/reading.ts'
import { type Window, type WindowQuery, settleWindow } from '#shared/contract/window.ts'
import type { Topology } from '#shared/features/topology/model.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../../ports/mesh.ts'
import type { EdgeTraffic } from '../../ports/metrics.ts'
import { composeTopology } from './compose.ts'
import { cutEdges, seesEveryTenant } from './cut.ts'

/** Milliseconds for which one reading serves every reader; a sliding window ends on a multiple of it, so that all ask for the same. */
const sharedForMs = 5000

export interface TopologyAsk extends WindowQuery {
  namespace?: string | undefined
}

/** Reads graphs of the connected meshes. `now` gives milliseconds since 1970. */
export function topologyService({ meshes, now = Date.now }: { meshes: Meshes; now?: (() => number) | undefined }) {
  const shared = new Map<string, { at: number; edges: Promise<Reading<EdgeTraffic[]>> }>()

  /** Figures of the whole mesh, read once for everybody. A reading that failed or that names a silent source is not kept. */
  function edgesOfAll(mesh: ConnectedMesh, window: Window): Promise<Reading<EdgeTraffic[]>> {
    for (const [key, { at }] of shared) if (now() - at > sharedForMs) shared.delete(key)
    const key = [mesh.name, window.from, window.to].join(' ')
    const kept = shared.get(key)
    if (kept) return kept.edges
    const edges = mesh.metrics.edges(window, wholeMesh(mesh.name))
    shared.set(key, { at: now(), edges })
    edges.then(
      ({ stamps }) => stamps.some((stamp) => stamp.silent) && shared.delete(key),
      () => shared.delete(key),
    )
    return edges
  }

  async function edgesFor(mesh: ConnectedMesh, window: Window, visibility: Visibility, signal?: AbortSignal) {
    if (!seesEveryTenant(visibility)) return mesh.metrics.edges(window, visibility, signal)
    const { value, stamps } = await edgesOfAll(mesh, window)
    return { value: cutEdges(value, visibility), stamps }
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
        edgesFor(mesh, window, visibility, signal),
      ])
      const answered = registry.stamps.every((stamp) => stamp.at !== undefined)
      const silent = figures.stamps.some((stamp) => stamp.silent)
      const nothing = silent && figures.value.length === 0
      return {
        value: composeTopology({
          window,
          services: answered ? registry.value.services : undefined,
          edges: nothing ? undefined : figures.value,
          stale: silent && !nothing,
          visibility,
          namespace,
        }),
        stamps: [...registry.stamps, ...figures.stamps],
      }
    },
  }
}
