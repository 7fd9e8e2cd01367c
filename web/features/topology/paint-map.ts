import type { Palette } from '../../theme.ts'
import type { Point } from './curve.ts'
import { boundsOf } from './frames.ts'
import { type Viewport, sized } from './paint-scene.ts'
import type { Scene } from './scene.ts'

/** Size of the small map in pixels. */
export const mapSize = { width: 150, height: 104 }

const margin = 7

interface Scale {
  factor: number
  /** The scene's point at the map's centre. */
  center: Point
}

function scaleOf(scene: Scene): Scale | undefined {
  const bounds = boundsOf([...scene.boxes, ...scene.plates].map(({ rect }) => rect))
  if (!bounds) return undefined
  const [width, height] = [mapSize.width - 2 * margin, mapSize.height - 2 * margin]
  return { factor: Math.min(width / bounds.width, height / bounds.height), center: bounds }
}

/** Paints boxes as blocks, plates by their trouble, and a frame around what is in sight. */
export function paintMap(canvas: HTMLCanvasElement, scene: Scene, viewport: Viewport, palette: Palette): void {
  const context = sized(canvas, mapSize.width, mapSize.height)
  const scale = scaleOf(scene)
  if (!context || !scale) return
  const ratio = canvas.width / mapSize.width
  context.scale(ratio, ratio)
  const x = (at: number) => mapSize.width / 2 + (at - scale.center.x) * scale.factor
  const y = (at: number) => mapSize.height / 2 + (at - scale.center.y) * scale.factor
  const fill = ({ rect }: Scene['plates'][number] | Scene['boxes'][number], color: string) => {
    context.fillStyle = color
    const [width, height] = [rect.width * scale.factor, rect.height * scale.factor]
    context.fillRect(x(rect.x) - width / 2, y(rect.y) - height / 2, width, height)
  }
  for (const box of scene.boxes) if (box.kind === 'group') fill(box, palette.active)
  for (const plate of scene.plates) fill(plate, plate.face.problem ? palette[plate.face.status] : palette.bar)

  const { zoom, pan, width, height } = viewport
  const [left, top] = [Math.max(1, x(-pan.x / zoom)), Math.max(1, y(-pan.y / zoom))]
  const right = Math.min(mapSize.width - 1, x((width - pan.x) / zoom))
  const bottom = Math.min(mapSize.height - 1, y((height - pan.y) / zoom))
  context.strokeStyle = palette.accent
  context.lineWidth = 1.5
  context.strokeRect(left, top, right - left, bottom - top)
}

/** The scene's point below a point of the map. */
export function pointOnMap(scene: Scene, at: Point): Point | undefined {
  const scale = scaleOf(scene)
  if (!scale) return undefined
  return {
    x: scale.center.x + (at.x - mapSize.width / 2) / scale.factor,
    y: scale.center.y + (at.y - mapSize.height / 2) / scale.factor,
  }
}
