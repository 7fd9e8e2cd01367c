import type { ElementDefinition } from 'cytoscape'
import { controlPoints } from './curve.ts'
import { arrowScale } from './edge-look.ts'
import type { Scene, SceneEdge, ScenePlate } from './scene.ts'
import type { Rect } from './shapes.ts'

/** A scene as cytoscape's elements, by id: frames first, so that edges find both their ends. */
export function elementsOf(scene: Scene): Map<string, ElementDefinition> {
  const rects = new Map([...scene.boxes, ...scene.plates].map(({ id, rect }) => [id, rect]))
  const elements: ElementDefinition[] = [
    ...scene.boxes.map(({ id, kind, rect }) => node(id, rect, `box ${kind}`, false)),
    ...scene.plates.map((plate) => node(plate.id, plate.rect, classesOf(plate), true)),
    ...scene.edges.flatMap((edge) => {
      const [from, to] = [rects.get(edge.from), rects.get(edge.to)]
      return from && to ? [edgeElement(edge, from, to)] : []
    }),
  ]
  return new Map(elements.map((element) => [String(element.data.id), element]))
}

const node = (id: string, { x, y, width, height }: Rect, classes: string, grabbable: boolean): ElementDefinition => ({
  group: 'nodes',
  data: { id, width, height },
  position: { x, y },
  classes,
  grabbable,
  pannable: !grabbable,
})

function classesOf({ face }: ScenePlate): string {
  const state = face.problem || face.status === 'idle' || face.status === 'unknown' ? face.status : ''
  return `plate ${face.form} ${face.icon === 'lock' ? 'lock' : state}`
}

function edgeElement(edge: SceneEdge, from: Rect, to: Rect): ElementDefinition {
  const { id, curve, look } = edge
  const bends = controlPoints(curve)
  return {
    group: 'edges',
    data: {
      id,
      source: edge.from,
      target: edge.to,
      width: look.width,
      arrow: arrowScale(look),
      dash: look.dash ?? [],
      leaving: `${curve.from.x - from.x}px ${curve.from.y - from.y}px`,
      arriving: `${curve.to.x - to.x}px ${curve.to.y - to.y}px`,
      weights: bends.map(({ weight }) => weight),
      distances: bends.map(({ distance }) => distance),
    },
    classes: look.tone,
  }
}
