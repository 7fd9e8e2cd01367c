import { expect, test } from 'vitest'
import { pointAt } from './curve.ts'
import { curvesOf } from './ports.ts'

const rect = (x: number, y: number) => ({ x, y, width: 148, height: 46 })
const at = { portal: rect(0, 100), iam: rect(300, 0), ncr: rect(300, 100), vpc: rect(300, 200), log: rect(0, 300) }
const link = (from: string, to: string) => ({ id: `${from}~${to}`, from, to })

test('edges leave a side in the order of their callees, apart from each other', () => {
  const curves = curvesOf([link('portal', 'vpc'), link('portal', 'iam'), link('portal', 'ncr')], at)

  const leaving = ['iam', 'ncr', 'vpc'].map((to) => curves.get(`portal~${to}`)?.from)
  expect(leaving.map((point) => point?.x)).toEqual([74, 74, 74])
  const [first = 0, second = 0, third = 0] = leaving.map((point) => point?.y ?? 0)
  expect(first).toBeLessThan(second)
  expect(second).toBeLessThan(third)
})

test('a callee in the same column is reached from above, one to the left from its right', () => {
  const curves = curvesOf([link('portal', 'log'), link('ncr', 'portal')], at)

  expect(curves.get('portal~log')).toMatchObject({ from: { x: 0, y: 123 }, to: { x: 0, y: 277 } })
  expect(curves.get('ncr~portal')).toMatchObject({ from: { x: 226, y: 100 }, to: { x: 74, y: 100 } })
})

test('twenty edges stay on the side of their plate', () => {
  const callees = Array.from({ length: 20 }, (_, index) => `s${index}`)
  const many = { ...at, ...Object.fromEntries(callees.map((id, index) => [id, rect(400, index * 60)])) }
  const curves = curvesOf(
    callees.map((id) => link('portal', id)),
    many,
  )

  for (const { from } of curves.values()) expect(Math.abs(from.y - 100)).toBeLessThanOrEqual(23)
})

test('an edge back to a caller passes above or below what lies between', () => {
  const between = {
    predict: rect(0, 0),
    ocr: rect(300, 60),
    hidden: rect(600, 100),
    group: { x: 150, y: 40, width: 480, height: 200 },
  }

  const curve = curvesOf([link('hidden', 'predict')], between).get('hidden~predict')

  expect(curve).toBeDefined()
  if (!curve) return
  const passing = Array.from({ length: 100 }, (_, index) => pointAt(curve, index / 100)).filter(
    ({ x }) => Math.abs(x - 300) <= 74,
  )
  expect(passing.length).toBeGreaterThan(10)
  for (const { y } of passing) expect(Math.abs(y - 60)).toBeGreaterThan(23)
})
