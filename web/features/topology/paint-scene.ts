import { fontFamily, type Palette } from '../../theme.ts'
import { detailAt } from './detail.ts'
import { labelsOf, paintLabel } from './paint-labels.ts'
import { paintBox } from './paint-box.ts'
import { paintPlate } from './paint-plate.ts'
import { type Painting, roundRect } from './painting.ts'
import type { Scene } from './scene.ts'
import type { Rect } from './shapes.ts'

/** Which part of the scene a canvas shows: sizes in CSS pixels, `pan` where the scene's origin lies. */
export interface Viewport {
  zoom: number
  pan: { x: number; y: number }
  width: number
  height: number
}

/**
 * Paints all words and signs over the graph's own canvas. They are painted here and not as images on the nodes,
 * since an SVG image knows none of the page's fonts.
 */
export function paintScene(
  canvas: HTMLCanvasElement,
  scene: Scene,
  { zoom, pan, width, height }: Viewport,
  palette: Palette,
  focused: string | undefined,
): void {
  const context = sized(canvas, width, height)
  if (!context) return
  const ratio = canvas.width / Math.max(1, width)
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * pan.x, ratio * pan.y)

  const painting: Painting = { context, palette, fontFamily, zoom }
  const detail = detailAt(zoom)
  const seen = {
    x: (width / 2 - pan.x) / zoom,
    y: (height / 2 - pan.y) / zoom,
    width: width / zoom,
    height: height / zoom,
  }
  const isSeen = ({ rect }: { rect: Rect }) =>
    Math.abs(rect.x - seen.x) * 2 < rect.width + seen.width && Math.abs(rect.y - seen.y) * 2 < rect.height + seen.height

  for (const box of scene.boxes) if (isSeen(box)) paintBox(painting, box, detail)
  if (detail !== 'boxes') for (const plate of scene.plates) if (isSeen(plate)) paintPlate(painting, plate, detail)
  for (const label of labelsOf(painting, scene, detail)) paintLabel(painting, label)
  const mark = [...scene.plates, ...scene.boxes].find(({ id }) => id === focused)
  if (mark) paintFocus(painting, mark.rect)
}

/** 2 px ring with a 2 px gap, on the screen, whatever the zoom. */
function paintFocus({ context, palette, zoom }: Painting, rect: Rect): void {
  const gap = 3 / zoom
  roundRect(context, { ...rect, width: rect.width + 2 * gap, height: rect.height + 2 * gap }, 7)
  context.strokeStyle = palette.focus
  context.lineWidth = 2 / zoom
  context.stroke()
}

/** Clears a canvas at the screen's resolution. */
export function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== wide) canvas.width = wide
  if (canvas.height !== high) canvas.height = high
  const context = canvas.getContext('2d')
  context?.setTransform(1, 0, 0, 1, 0, 0)
  context?.clearRect(0, 0, wide, high)
  return context
}
