import type { Health } from '#shared/mesh/health.ts'
import type { Palette } from '../../theme.ts'

/** A canvas that is painted on in pixels at zoom 1. */
export interface Painting {
  context: CanvasRenderingContext2D
  palette: Palette
  fontFamily: string
  zoom: number
}

/** Colours of a state: its glyph and lines, its words, its ground. */
export function toneOf(palette: Palette, status: Health): { line: string; text: string; tint: string } {
  return { line: palette[status], text: palette[`${status}Text`], tint: palette[`${status}Tint`] }
}

interface TextStyle {
  size: number
  weight?: number
  color: string
  align?: CanvasTextAlign
  /** Most pixels it may take; longer text ends in an ellipsis. */
  within?: number
}

/** Writes one line, its middle at `y`; returns the width that it took. */
export function write(painting: Painting, text: string, x: number, y: number, style: TextStyle): number {
  const { context } = painting
  setFont(painting, style)
  context.fillStyle = style.color
  context.textAlign = style.align ?? 'left'
  context.textBaseline = 'middle'
  const shown = style.within === undefined ? text : shortened(context, text, style.within)
  context.fillText(shown, x, y)
  return context.measureText(shown).width
}

/** Width of one line in pixels. */
export function widthOf(painting: Painting, text: string, style: Pick<TextStyle, 'size' | 'weight'>): number {
  setFont(painting, style)
  return painting.context.measureText(text).width
}

function setFont({ context, fontFamily }: Painting, { size, weight = 400 }: Pick<TextStyle, 'size' | 'weight'>): void {
  context.font = `${weight} ${size}px ${fontFamily}`
}

function shortened(context: CanvasRenderingContext2D, text: string, within: number): string {
  if (context.measureText(text).width <= within) return text
  let length = text.length - 1
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > within) length -= 1
  return `${text.slice(0, length)}…`
}

// The silhouettes of `StatusGlyph` on their 14 px square: what is filled, then what is drawn on it.
const silhouettes: Record<Health, { fill?: string; line?: string; on?: string }> = {
  ok: { fill: 'M13 7A6 6 0 1 1 1 7a6 6 0 0 1 12 0z', on: 'm4.2 7.2 2 2 3.6-4' },
  degraded: { fill: 'M7 1.2 13.3 12.4H.7z', on: 'M7 5.2v3.2M7 10.4v.2' },
  failing: { fill: 'M4.4.8h5.2l3.6 3.6v5.2l-3.6 3.6H4.4L.8 9.6V4.4z', on: 'm5 5 4 4m0-4-4 4' },
  idle: { line: 'M12.4 7A5.4 5.4 0 1 1 1.6 7a5.4 5.4 0 0 1 10.8 0zM4.6 7h4.8' },
  unknown: { line: 'M1.4 1.4h11.2v11.2H1.4zM5.4 5.6a1.7 1.7 0 1 1 2.4 1.6c-.6.3-.8.6-.8 1.1M7 10v.2' },
}

/** Paints the sign of a state, `size` pixels square, its centre at the point. */
export function paintGlyph({ context, palette }: Painting, status: Health, x: number, y: number, size: number): void {
  const { fill, line, on } = silhouettes[status]
  context.save()
  context.translate(x - size / 2, y - size / 2)
  context.scale(size / 14, size / 14)
  context.lineWidth = 1.6
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.fillStyle = palette[status]
  if (fill) context.fill(new Path2D(fill))
  context.strokeStyle = line ? palette[status] : palette.surface
  const drawn = line ?? on
  if (drawn) context.stroke(new Path2D(drawn))
  context.restore()
}

/** A path of a rectangle by its centre. */
export function roundRect(
  context: CanvasRenderingContext2D,
  rect: { x: number; y: number; width: number; height: number },
  radius: number,
): void {
  context.beginPath()
  context.roundRect(rect.x - rect.width / 2, rect.y - rect.height / 2, rect.width, rect.height, radius)
}
