import { expect, test } from 'vitest'
import { barAt, brushBetween, brushedWindow, partsOf, sumOf } from './brush.ts'

const bar = (at: string, more = {}) => ({ at, calls: 0, failed: 0, clientErrors: 0, refused: 0, ...more })
const bars = ['21:00:00', '21:00:10', '21:00:20'].map((time) => bar(`2026-11-20T${time}.000Z`))

test('a place across the chart is a bar, also at and past its ends', () => {
  expect([-0.2, 0, 0.34, 0.999, 1, 3].map((place) => barAt(place, 3))).toEqual([0, 0, 1, 2, 2, 2])
})

test('brushing backwards covers the same bars', () => {
  expect(brushBetween(5, 2)).toEqual(brushBetween(2, 5))
})

test('a brush becomes a window of whole bars', () => {
  expect(brushedWindow(bars, 10, { first: 0, last: 1 }, '2026-11-20T21:00:27.500Z')).toEqual({
    from: '2026-11-20T21:00:00.000Z',
    to: '2026-11-20T21:00:20.000Z',
  })
})

test('the last bar ends where the window that was looked at ends', () => {
  const window = brushedWindow(bars, 10, { first: 2, last: 2 }, '2026-11-20T21:00:27.500Z')
  expect(window).toEqual({ from: '2026-11-20T21:00:20.000Z', to: '2026-11-20T21:00:27.500Z' })
})

test('a brush over bars that are gone is no window', () => {
  expect(brushedWindow(bars, 10, { first: 2, last: 7 }, '2026-11-20T21:00:27.500Z')).toBeUndefined()
})

test('counts of bars add up', () => {
  const sum = sumOf([bar('a', { calls: 7, failed: 2 }), bar('b', { calls: 3, clientErrors: 1, refused: 1 })])
  expect(sum).toEqual({ calls: 10, failed: 2, clientErrors: 1, refused: 1 })
})

test('failures stand inside the bar from the bottom, and one failure among many is still seen', () => {
  expect(partsOf(bar('a', { calls: 50, failed: 10, clientErrors: 5 }), 100, 0.01)).toEqual([
    { part: 'failed', from: 0, to: 0.1 },
    { part: 'clientErrors', from: 0.1, to: 0.15000000000000002 },
    { part: 'rest', from: 0.15000000000000002, to: 0.5 },
  ])
  expect(partsOf(bar('a', { calls: 1000, failed: 1 }), 1000, 0.02)[0]).toEqual({ part: 'failed', from: 0, to: 0.02 })
  expect(partsOf(bar('a'), 100, 0.02)).toEqual([])
})
