import { expect, test } from 'vitest'
import type { ObservedRoute } from '#shared/features/route-rules/model.ts'
import { weightChanges } from './weight-changes.ts'

const route = (weights: Record<string, number>, remainder = 0): ObservedRoute => ({
  name: '',
  match: { any: [] },
  destinations: Object.entries(weights).map(([version, weight]) => ({ labels: { version }, weight })),
  remainder,
})

test('a version that had no share before comes from nothing', () => {
  const [change] = weightChanges(
    { routes: [route({ '1.0.0': 100 })] },
    { routes: [route({ '1.0.0': 95, '1.0.1': 5 })] },
  )

  expect(change?.shares).toEqual([
    { labels: { version: '1.0.0' }, before: 100, after: 95 },
    { labels: { version: '1.0.1' }, before: 0, after: 5 },
  ])
})

test('what fell to the newest version by itself is told as its share', () => {
  const [change] = weightChanges({ routes: [route({ '1.0.0': 90 }, 10)] }, { routes: [route({ '1.0.0': 100 })] })

  expect(change?.shares).toContainEqual({ labels: { version: 'latest' }, before: 10, after: 0 })
})

test('a route whose shares stay is not told', () => {
  expect(weightChanges({ routes: [route({ '1.0.0': 100 })] }, { routes: [route({ '1.0.0': 100 })] })).toEqual([])
})
