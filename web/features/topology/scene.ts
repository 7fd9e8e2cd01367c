import type { Health, Traffic } from '#shared/mesh/health.ts'
import { worseFirst } from '#shared/mesh/health.ts'
import type { Curve } from './curve.ts'
import { type EdgeLook, edgeLook } from './edge-look.ts'
import { enclose } from './frames.ts'
import { layoutTaskOf, platesIn } from './layout-task.ts'
import { type Box, type Outline, itemsOf } from './outline.ts'
import { type FaceWords, type PlateFace, plateFace } from './plate-face.ts'
import { curvesOf } from './ports.ts'
import { isCandidate } from './roles.ts'
import type { Layout, Positions, Rect } from './shapes.ts'
import { isTrouble, worstOf } from './troubles.ts'

export interface ScenePlate {
  id: string
  rect: Rect
  face: PlateFace
}

export interface SceneBox {
  id: string
  kind: Box['kind']
  rect: Rect
  title: string
  /** Said after the title, quieter. */
  meta: string
  /** At the right end of the head. */
  hint: string
  /** Shares of the versions (0–1), oldest first, for the bar of a service's box. */
  split?: { share: number; candidate: boolean }[]
  status: Health
}

export interface SceneEdge {
  id: string
  from: string
  to: string
  curve: Curve
  look: EdgeLook
  label: { text: string; status: Health; problem: boolean; weight: number } | undefined
}

/** Everything that is painted, in pixels at zoom 1. Pure: nothing here knows a canvas. */
export interface Scene {
  plates: ScenePlate[]
  boxes: SceneBox[]
  edges: SceneEdge[]
}

/** Words and numbers of a scene in the reader's language. */
export interface SceneWords extends FaceWords {
  /** Label of an edge; undefined where the chosen figure is not known. */
  edge: (traffic: Traffic, status: Health, clientErrors: boolean) => string | undefined
  group: (services: number, instances: number | undefined) => string
  workload: (instances: number | undefined) => string
  shares: (shares: number[]) => string
}

interface Making {
  outline: Outline
  /** Where the plates lie; plates without a place are left out until the layout has one for them. */
  at: Positions
  /** Lanes of edges whose ends still lie where the layout put them. */
  routes: Layout['routes']
  words: SceneWords
  stale: boolean
}

/** Puts figures, words and places together. Boxes enclose their plates wherever these were moved. */
export function sceneOf({ outline, at, routes, words, stale }: Making): Scene {
  const items = itemsOf(outline)
  const placed = items.filter((item) => item.shape === 'box' || at[item.id])
  const rects = enclose(layoutTaskOf(withPlaces(outline, at)).roots, at)
  const curves = curvesOf(outline.links, rects, routes)
  return {
    plates: placed.flatMap((item): ScenePlate[] => {
      const rect = rects[item.id]
      return item.shape === 'plate' && rect ? [{ id: item.id, rect, face: plateFace(item, words, stale) }] : []
    }),
    boxes: placed.flatMap((item) => {
      const rect = rects[item.id]
      return item.shape === 'box' && rect ? [boxOf(item, rect, words)] : []
    }),
    edges: outline.links.flatMap(({ id, from, to, edge }) => {
      const curve = curves.get(id)
      return curve ? [{ id, from, to, curve, look: edgeLook(edge), label: labelOf(edge, words) }] : []
    }),
  }
}

function withPlaces(outline: Outline, at: Positions): Outline {
  const keep = (items: Outline['roots']): Outline['roots'] =>
    items.flatMap((item): Outline['roots'] => {
      if (item.shape === 'plate') return at[item.id] ? [item] : []
      return [{ ...item, children: keep(item.children) }]
    })
  return { ...outline, roots: keep(outline.roots) }
}

function labelOf({ traffic, health }: Outline['links'][number]['edge'], words: SceneWords): SceneEdge['label'] {
  const text = words.edge(traffic, health.state, health.measure === 'client-errors')
  if (text === undefined) return undefined
  return { text, status: health.state, problem: isTrouble(health.state), weight: traffic.rate }
}

function boxOf(box: Box, rect: Rect, words: SceneWords): SceneBox {
  const { id, kind, title } = box
  const services = [...new Map(platesIn(box).map(({ node }) => [node.id, node])).values()]
  const status = services.map(worstOf).toSorted(worseFirst)[0] ?? 'unknown'
  const ready = services.map((node) => node.ready)
  const instances = ready.includes(undefined) ? undefined : ready.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  const common = { id, kind, rect, title, status }

  if (kind === 'group') {
    return { ...common, meta: box.place ?? '', hint: words.group(services.length, instances) }
  }
  if (kind === 'workload') {
    // Each of its instances is registered once for every service that it hosts.
    const processes = instances === undefined ? undefined : Math.max(...ready.map((one) => one ?? 0))
    return { ...common, meta: '', hint: words.workload(processes) }
  }
  const versions = box.node?.versions ?? []
  const calls = box.node?.traffic?.calls ?? 0
  const meta = box.node?.traffic ? words.rate(box.node.traffic.rate) : words.noData
  if (calls === 0) return { ...common, meta, hint: '' }
  const split = versions.map((version) => ({
    share: (version.traffic?.calls ?? 0) / calls,
    candidate: isCandidate(version, versions),
  }))
  return { ...common, meta, hint: words.shares(split.map(({ share }) => share)), split }
}
