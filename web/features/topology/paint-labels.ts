import { type Detail, legible } from './detail.ts'
import type { Point } from './curve.ts'
import { placeLabels } from './label-places.ts'
import { type Painting, paintGlyph, roundRect, toneOf, widthOf, write } from './painting.ts'
import type { Scene, SceneBox, SceneEdge } from './scene.ts'
import type { Rect } from './shapes.ts'

interface PlacedLabel {
  at: Point
  width: number
  height: number
  size: number
  label: NonNullable<SceneEdge['label']>
}

/** Pixels from the top of a box to below its words. */
const headHeight = 28

/** Most labels that are tried; further ones belong to the edges with least calls. */
const most = 400

// Panning paints the same scene many times; finding the places is the dearest part of it.
const found = new WeakMap<Scene, { key: string; labels: PlacedLabel[] }>()

/** Which labels are shown at a zoom, and where. From far away only those of trouble. */
export function labelsOf(painting: Painting, scene: Scene, detail: Detail): PlacedLabel[] {
  if (detail === 'rings' || detail === 'boxes') return []
  const size = legible(11, painting.zoom)
  const key = `${detail} ${size}`
  const known = found.get(scene)
  if (known?.key === key) return known.labels
  const labels = choose(painting, scene, detail, size)
  found.set(scene, { key, labels })
  return labels
}

function choose(painting: Painting, scene: Scene, detail: Detail, size: number): PlacedLabel[] {
  const wanted = scene.edges
    .flatMap(({ id, curve, label }) => (label && (label.problem || detail === 'all') ? [{ id, curve, label }] : []))
    .toSorted((one, other) => other.label.weight - one.label.weight)
    .slice(0, most)
  const sized = wanted.map(({ id, curve, label }) => {
    const text = widthOf(painting, label.text, { size, weight: label.problem ? 600 : 400 })
    const width = text + (label.problem ? size * 2.5 : size * 1.1)
    return { id, curve, label, width, height: size * 1.7, problem: label.problem, weight: label.weight }
  })
  const places = placeLabels(sized, [...scene.plates.map(({ rect }) => rect), ...scene.boxes.map(keptFree)])
  return sized.flatMap(({ id, label, width, height }) => {
    const at = places.get(id)
    return at ? [{ at, width, height, size, label }] : []
  })
}

/** What of a box stays free of labels: its head with what is written there, and all of a service that shows its versions. */
const keptFree = ({ kind, rect }: SceneBox): Rect =>
  kind === 'service' ? rect : { ...rect, y: rect.y - rect.height / 2 + headHeight / 2, height: headHeight }

/** Paints a label on its ground; one of trouble with sign, tint and border. */
export function paintLabel(painting: Painting, { at, width, height, size, label }: PlacedLabel): void {
  const { context, palette } = painting
  const tone = toneOf(palette, label.status)
  roundRect(context, { ...at, width, height }, 4)
  context.fillStyle = label.problem ? tone.tint : palette.canvas
  context.fill()
  if (!label.problem) {
    write(painting, label.text, at.x, at.y, { size, color: palette.text2, align: 'center' })
    return
  }
  context.strokeStyle = tone.line
  context.lineWidth = 1
  context.stroke()
  const left = at.x - width / 2
  paintGlyph(painting, label.status, left + size * 0.95, at.y, size * 1.05)
  write(painting, label.text, left + size * 1.8, at.y, { size, weight: 600, color: tone.text })
}
