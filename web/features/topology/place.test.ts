import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pointAt } from './curve.ts'
import { place } from './place.ts'
import { curvesOf } from './ports.ts'
import { type LayoutTask, type Part, type Rect, isFrame } from './shapes.ts'

const padding = { top: 30, right: 14, bottom: 14, left: 14 }
const shape = (id: string): Part => ({ id, width: 148, height: 46 })
const frame = (id: string, children: Part[]): Part => ({ id, children, padding, direction: 'across' })

const nowhere = { x: 0, y: 0, width: 0, height: 0 }
const left = (rect: Rect) => rect.x - rect.width / 2
const right = (rect: Rect) => rect.x + rect.width / 2
const top = (rect: Rect) => rect.y - rect.height / 2
const bottom = (rect: Rect) => rect.y + rect.height / 2
const overlap = (one: Rect, other: Rect) =>
  left(one) < right(other) && left(other) < right(one) && top(one) < bottom(other) && top(other) < bottom(one)
const contains = (outer: Rect, inner: Rect) =>
  left(outer) <= left(inner) &&
  right(outer) >= right(inner) &&
  top(outer) <= top(inner) &&
  bottom(outer) >= bottom(inner)

const allOf = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => [part, ...(isFrame(part) ? allOf(part.children) : [])])

/** Graphs of groups, boxes of versions and loose plates, with any links between them, back and around as well. */
const tasks = fc
  .array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 })
  .chain((groups) => {
    const roots = groups.map((services, group) =>
      frame(
        `g${group}`,
        services.map((versions, service) =>
          versions === 1
            ? shape(`g${group}s${service}`)
            : frame(
                `g${group}s${service}`,
                Array.from({ length: versions }, (_, version) => shape(`g${group}s${service}v${version}`)),
              ),
        ),
      ),
    )
    const ids = allOf(roots)
      .map((part) => part.id)
      .filter((id) => id.includes('s'))
    const link = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) })
    return fc.array(link, { maxLength: 30 }).map((links): LayoutTask => ({ roots: [...roots, shape('client')], links }))
  })

const beside = (parts: readonly Part[]): [Part, Part][] => [
  ...parts.flatMap((part, index) => parts.slice(0, index).map((other): [Part, Part] => [part, other])),
  ...parts.filter(isFrame).flatMap((part) => beside(part.children)),
]

const within = (parts: readonly Part[]): [Part, Part][] =>
  parts
    .filter(isFrame)
    .flatMap((part) => [...part.children.map((child): [Part, Part] => [part, child]), ...within(part.children)])

test('nothing overlaps beside each other, and everything lies inside its frame', () => {
  fc.assert(
    fc.property(tasks, (task) => {
      const { at } = place(task)
      const rectOf = (part: Part) => at[part.id] ?? { x: Number.NaN, y: 0, width: 0, height: 0 }
      const collisions = beside(task.roots).filter(([one, other]) => overlap(rectOf(one), rectOf(other)))
      const outside = within(task.roots).filter(([outer, inner]) => !contains(rectOf(outer), rectOf(inner)))

      expect(collisions).toEqual([])
      expect(outside).toEqual([])
      expect(Object.keys(at)).toHaveLength(allOf(task.roots).length)
    }),
    { numRuns: 60 },
  )
})

test('the same graph is laid out the same way again', () => {
  fc.assert(
    fc.property(tasks, (task) => {
      expect(place(structuredClone(task))).toEqual(place(task))
    }),
    { numRuns: 20 },
  )
})

test('who is called stands to the right of its caller, in frames as well', () => {
  const { at } = place({
    roots: [shape('client'), frame('edge', [shape('portal')]), frame('ai', [shape('predict'), shape('ocr')])],
    links: [
      { from: 'client', to: 'portal' },
      { from: 'portal', to: 'predict' },
      { from: 'predict', to: 'ocr' },
    ],
  })

  const columns = ['client', 'portal', 'predict', 'ocr'].map((id) => at[id]?.x ?? 0)
  expect(columns).toEqual(columns.toSorted((one, other) => one - other))
  expect(new Set(columns).size).toBe(4)
})

test('many plates without links become a grid, not one endless column', () => {
  const { at } = place({ roots: Array.from({ length: 100 }, (_, index) => shape(`s${index}`)), links: [] })

  const rects = Object.values(at)
  const height = Math.max(...rects.map(bottom)) - Math.min(...rects.map(top))
  const width = Math.max(...rects.map(right)) - Math.min(...rects.map(left))
  expect(height / width).toBeLessThan(2)
})

test('an edge that passes a column of plates keeps to a lane between them', () => {
  const { at, routes } = place({
    roots: [shape('portal'), frame('cloud', [shape('admin'), shape('vpc'), shape('iam')])],
    links: [
      { from: 'portal', to: 'admin' },
      { from: 'admin', to: 'vpc' },
      { from: 'vpc', to: 'iam' },
      { from: 'portal', to: 'iam' },
    ],
  })
  const curve = curvesOf([{ id: 'long', from: 'portal', to: 'iam' }], at, routes).get('long')
  if (!curve) throw new Error('there is no curve')

  const way = Array.from({ length: 200 }, (_, step) => pointAt(curve, (step + 1) / 202))
  const hit = ['admin', 'vpc'].filter((id) =>
    way.some((point) => overlap({ ...point, width: 2, height: 2 }, at[id] ?? nowhere)),
  )
  expect(hit).toEqual([])
})

test('a wide graph takes the height that a window has to spare, a tall one stays close', () => {
  const chain = ['a', 'b', 'c', 'd', 'e']
  const links = chain.slice(1).map((to, index) => ({ from: chain[index] ?? '', to }))
  const shapeOf = (roots: Part[]) => {
    const rects = Object.values(place({ roots, links }).at)
    return {
      width: Math.max(...rects.map(right)) - Math.min(...rects.map(left)),
      height: Math.max(...rects.map(bottom)) - Math.min(...rects.map(top)),
    }
  }
  const wide = shapeOf([...chain.map(shape), shape('f'), shape('g'), shape('h')])
  const tall = shapeOf([
    ...chain.map(shape),
    ...Array.from({ length: 24 }, (_, index) => frame(`g${index}`, [shape(`s${index}`)])),
  ])

  expect(wide.width / wide.height).toBeGreaterThan(1.7)
  expect(wide.height).toBeGreaterThan(4 * 46 + 3 * 28)
  expect(tall.height).toBeGreaterThan(wide.height)
})

test('boxes without links between them fill a window side by side', () => {
  const sizes = [4, 2, 3, 1, 2, 2]
  const roots = sizes.map((count, group) =>
    frame(
      `g${group}`,
      Array.from({ length: count }, (_, service) => shape(`g${group}s${service}`)),
    ),
  )
  const rects = Object.values(place({ roots, links: [] }).at)
  const width = Math.max(...rects.map(right)) - Math.min(...rects.map(left))
  const height = Math.max(...rects.map(bottom)) - Math.min(...rects.map(top))
  expect(width).toBeGreaterThan(height)
})

test('an edge from a narrow box bends beside the wide box of its column, not across it', () => {
  const chain = ['first', 'second', 'third']
  const { at, routes } = place({
    roots: [frame('wide', chain.map(shape)), frame('narrow', [shape('portal')]), shape('vpc'), shape('iam')],
    links: [
      { from: 'first', to: 'second' },
      { from: 'second', to: 'third' },
      { from: 'third', to: 'vpc' },
      { from: 'portal', to: 'vpc' },
      { from: 'portal', to: 'iam' },
    ],
  })
  const curve = curvesOf([{ id: 'up', from: 'portal', to: 'vpc' }], at, routes).get('up')
  if (!curve) throw new Error('there is no curve')
  const wide = at['wide'] ?? nowhere

  expect(at['narrow']?.x).toBe(wide.x)
  expect(Math.abs(curve.to.y - curve.from.y)).toBeGreaterThan(40)
  const points = Array.from({ length: 200 }, (_, step) => pointAt(curve, (step + 1) / 202))
  expect(points.filter(({ x, y }) => x < right(wide) && Math.abs(y - curve.from.y) > 1)).toEqual([])
})
