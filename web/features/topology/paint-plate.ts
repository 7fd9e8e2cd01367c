import type { Detail } from './detail.ts'
import { legible } from './detail.ts'
import { type Painting, paintGlyph, toneOf, write } from './painting.ts'
import type { PlateFace } from './plate-face.ts'
import type { ScenePlate } from './scene.ts'
import type { Rect } from './shapes.ts'

const ringRadius = 13

/** Paints what stands on a plate: ring, name, figures, sign. The plate itself lies below. */
export function paintPlate(painting: Painting, { rect, face }: ScenePlate, detail: Detail): void {
  const left = rect.x - rect.width / 2
  const lead = left + 9 + ringRadius
  if (face.ring) paintRing(painting, face, lead, rect.y, detail)
  else if (face.icon) paintIcon(painting, face.icon, face.form === 'pill' ? left + 20 : lead, rect.y)
  if (face.candidate) paintCandidateMark(painting, rect)
  if (detail === 'rings') return

  const textLeft = face.form === 'pill' ? left + 34 : lead + ringRadius + 8
  paintWords(painting, face, rect, textLeft, detail)
  if (face.problem) paintGlyph(painting, face.status, rect.x + rect.width / 2 - 17, rect.y - rect.height / 2 + 14, 14)
}

function paintWords(painting: Painting, face: PlateFace, rect: Rect, x: number, detail: Detail): void {
  const { palette, zoom } = painting
  const right = rect.x + rect.width / 2 - 6
  const twoLines = detail === 'all' && face.line !== ''
  const offset = face.form === 'pill' ? 8 : 9
  const size = legible(13, zoom)
  const quiet = face.icon === 'lock' || face.status === 'idle'
  write(painting, face.title, x, rect.y - (twoLines ? offset : 0), {
    size,
    weight: face.form === 'pill' ? 500 : 600,
    color: quiet ? palette.text2 : palette.text,
    within: right - x - (face.problem ? 16 : 0),
  })
  if (!twoLines) return
  const color = face.problem ? toneOf(palette, face.status).text : face.status === 'ok' ? palette.text2 : palette.text3
  const taken = write(painting, face.line, x, rect.y + offset, {
    size: legible(11, zoom),
    weight: face.problem ? 500 : 400,
    color,
    within: right - x,
  })
  if (face.stale) underline(painting, x, rect.y + offset + 8, taken)
}

/** Dots below a figure that is the last known one. */
function underline({ context, palette }: Painting, x: number, y: number, width: number): void {
  context.save()
  context.strokeStyle = palette.unknown
  context.lineWidth = 1
  context.setLineDash([1, 2])
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + width, y)
  context.stroke()
  context.restore()
}

function paintRing(painting: Painting, { ring, status }: PlateFace, x: number, y: number, detail: Detail): void {
  if (!ring) return
  const { context, palette, zoom } = painting
  const arc = (from: number, share: number) => {
    context.beginPath()
    context.arc(x, y, ringRadius, from, from + share * 2 * Math.PI)
    context.stroke()
  }
  context.save()
  context.lineWidth = 2.4
  context.strokeStyle = ring.kind === 'arc' ? palette.border : palette[status]
  if (ring.kind === 'dotted') context.setLineDash([1.6, 2.6])
  if (ring.kind === 'dashed') context.setLineDash([5, 3.4])
  if (ring.kind !== 'full' && ring.kind !== 'arc') context.lineWidth = 1.6
  arc(0, 1)
  if (ring.kind === 'arc') {
    context.strokeStyle = palette[status]
    context.lineWidth = 4.4
    arc(-Math.PI / 2, ring.share)
  }
  context.restore()
  if (detail === 'rings') return
  const color = ring.kind === 'full' || ring.kind === 'arc' ? palette.text : palette.text3
  write(painting, ring.centre, x, y, { size: legible(11, zoom), weight: 500, color, align: 'center' })
}

/** 3 px of violet inside the right edge. */
function paintCandidateMark({ context, palette }: Painting, rect: Rect): void {
  context.fillStyle = palette.candidate
  context.beginPath()
  context.roundRect(rect.x + rect.width / 2 - 4, rect.y - rect.height / 2 + 5, 3, rect.height - 10, 1.5)
  context.fill()
}

// Lucide's outlines (ISC) of smartphone, globe and lock on their 24 px square.
const icons: Record<NonNullable<PlateFace['icon']>, string> = {
  device: 'M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM12 18h.01',
  outside: 'M22 12A10 10 0 1 1 2 12a10 10 0 0 1 20 0zM12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20M2 12h20',
  lock: 'M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM7 11V7a5 5 0 0 1 10 0v4',
}

function paintIcon({ context, palette }: Painting, icon: NonNullable<PlateFace['icon']>, x: number, y: number): void {
  context.save()
  context.translate(x - 8, y - 8)
  context.scale(16 / 24, 16 / 24)
  context.strokeStyle = palette.text2
  context.lineWidth = 2
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.stroke(new Path2D(icons[icon]))
  context.restore()
}
