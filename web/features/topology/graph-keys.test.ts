import { expect, test } from 'vitest'
import { curveBetween } from './curve.ts'
import { graphStep } from './graph-keys.ts'
import type { Scene } from './scene.ts'

const face = {
  form: 'plate',
  title: '',
  line: '',
  status: 'ok',
  problem: false,
  candidate: false,
  stale: false,
} as const
const plate = (id: string, x: number, y: number) => ({ id, rect: { x, y, width: 148, height: 46 }, face })
const scene: Scene = {
  plates: [plate('portal', 0, 0), plate('ocr', 300, 0)],
  boxes: [],
  edges: [
    {
      id: 'portal~ocr',
      from: 'portal',
      to: 'ocr',
      curve: curveBetween({ x: 74, y: 0 }, { x: 226, y: 0 }, true),
      look: { width: 1, tone: 'failing', arrowLength: 8 },
      label: undefined,
    },
  ],
}
const troubles = ['ocr', 'portal~ocr']
const press = (key: string, focused: string | undefined, shiftKey = false) =>
  graphStep({ key, shiftKey }, { scene, troubles, focused })

test('Tab walks what is wrong, the worst first, and then leaves the graph', () => {
  expect(press('Tab', undefined)).toEqual({ do: 'focus', id: 'ocr' })
  expect(press('Tab', 'ocr')).toEqual({ do: 'focus', id: 'portal~ocr' })
  expect(press('Tab', 'portal~ocr')).toBeUndefined()
  expect(press('Tab', 'ocr', true)).toBeUndefined()
})

test('arrows go from plate to plate, and from an edge to its ends', () => {
  expect(press('ArrowRight', 'portal')).toEqual({ do: 'focus', id: 'ocr' })
  expect(press('ArrowRight', 'ocr')).toBeUndefined()
  expect(press('ArrowLeft', 'portal~ocr')).toEqual({ do: 'focus', id: 'portal' })
  expect(press('ArrowRight', 'portal~ocr')).toEqual({ do: 'focus', id: 'ocr' })
})

test('Enter opens what has the focus, and keys that are not the graph’s are left alone', () => {
  expect(press('Enter', 'ocr')).toEqual({ do: 'open', id: 'ocr' })
  expect(press('Enter', undefined)).toBeUndefined()
  expect(press('t', 'ocr')).toBeUndefined()
})
