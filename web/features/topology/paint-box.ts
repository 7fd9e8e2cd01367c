import { type Detail, legible } from './detail.ts'
import { type Painting, paintGlyph, roundRect, toneOf, widthOf, write } from './painting.ts'
import type { SceneBox } from './scene.ts'
import { isTrouble } from './troubles.ts'

const wordGap = 8

/** Paints the head of a box: its name at the left, its counts at the right, shares of versions below. */
export function paintBox(painting: Painting, box: SceneBox, detail: Detail): void {
  if (detail === 'boxes') {
    if (box.kind === 'group') paintClosed(painting, box)
    return
  }
  if (detail === 'rings' && box.kind !== 'group') return
  const { palette, zoom } = painting
  const { rect, kind, title, meta, hint } = box
  const [left, right] = [rect.x - rect.width / 2 + 13, rect.x + rect.width / 2 - 13]
  const y = rect.y - rect.height / 2 + 17
  const service = kind === 'service'

  const style = { size: legible(service ? 13 : 12, zoom), weight: service ? 600 : 500 }
  const quiet = { size: legible(11, zoom), color: palette.text2 }
  const taken = write(painting, title, left, y, { ...style, color: palette.text, within: right - left })
  let room = right - left - taken
  // What does not fit is left out: half a namespace says nothing.
  for (const [text, align] of [
    [meta, 'left'],
    [detail === 'all' ? hint : '', 'right'],
  ] as const) {
    const width = text === '' ? 0 : widthOf(painting, text, quiet) + wordGap
    if (width === 0 || width > room) continue
    write(painting, text, align === 'left' ? left + taken + wordGap : right, y, { ...quiet, align })
    room -= width
  }
  if (service && detail === 'all') paintSplit(painting, box, left, right, y + 18)
}

/** The bar of shares: baseline grey, candidate violet, at least 4 px for a version that was called at all. */
function paintSplit({ context, palette }: Painting, box: SceneBox, left: number, right: number, y: number): void {
  const called = (box.split ?? []).filter(({ share }) => share > 0)
  const room = right - left - 2 * (called.length - 1)
  let x = left
  for (const { share, candidate } of called) {
    const width = Math.max(4, share * room)
    context.fillStyle = candidate ? palette.candidate : palette.baseline
    context.beginPath()
    context.roundRect(x, y - 2.5, Math.min(width, right - x), 5, 2.5)
    context.fill()
    x += width + 2
  }
}

/** A whole group as one plate with its worst state, for the view from far away. */
function paintClosed(painting: Painting, { rect, title, status, hint }: SceneBox): void {
  const { context, palette, zoom } = painting
  const trouble = isTrouble(status)
  roundRect(context, rect, 10)
  context.fillStyle = palette.surface
  context.fill()
  context.strokeStyle = trouble ? toneOf(palette, status).line : palette.border
  context.lineWidth = 1.5 / zoom
  context.stroke()
  const size = legible(13, zoom)
  if (trouble) paintGlyph(painting, status, rect.x, rect.y - size * 1.8, size * 1.3)
  const within = rect.width - 2 * size
  write(painting, title, rect.x, rect.y, { size, weight: 600, color: palette.text, align: 'center', within })
  write(painting, hint, rect.x, rect.y + size * 1.5, { size, color: palette.text2, align: 'center', within })
}
