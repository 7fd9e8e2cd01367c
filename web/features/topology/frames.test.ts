import { expect, test } from 'vitest'
import { place } from './place.ts'
import type { Frame } from './shapes.ts'
import { enclose } from './frames.ts'

const box: Frame = {
  id: 'box',
  direction: 'across',
  padding: { top: 30, right: 14, bottom: 14, left: 14 },
  children: [
    { id: 'one', width: 148, height: 46 },
    { id: 'two', width: 148, height: 46 },
  ],
}

test('frames around untouched plates are those of the layout', () => {
  const { at } = place({ roots: [box], links: [{ from: 'one', to: 'two' }] })

  expect(enclose([box], at)['box']).toEqual(at['box'])
})

test('a frame follows a plate that was dragged away', () => {
  const { at } = place({ roots: [box], links: [{ from: 'one', to: 'two' }] })
  const two = at['two'] ?? { x: 0, y: 0, width: 0, height: 0 }
  const dragged = enclose([box], { ...at, two: { ...two, y: two.y + 300 } })

  expect(dragged['box']?.height).toBe((at['box']?.height ?? 0) + 300)
  expect(dragged['one']).toEqual(at['one'])
})
