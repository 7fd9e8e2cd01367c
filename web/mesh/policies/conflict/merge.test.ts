import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOf, merge, orderPlace, pathIn, unknownBase } from './merge.ts'

const destinations = (weight: number) => [
  { labels: { version: '1.0.0' }, weight: 100 - weight },
  { labels: { version: '1.0.1' }, weight },
]
const route = (name: string, weight: number) => ({ name, match: { any: [] }, destinations: destinations(weight) })
const rule = (...routes: ReturnType<typeof route>[]) => ({ routes })

describe('two people edit one policy', () => {
  test('edits of different routes are merged without a question', () => {
    const merged = merge(
      rule(route('android', 0), route('rest', 0)),
      rule(route('android', 10), route('rest', 0)),
      rule(route('android', 0), route('rest', 5)),
    )

    expect(merged.value).toEqual(rule(route('android', 10), route('rest', 5)))
    expect(merged.conflicts).toEqual([])
    expect(merged.taken.map(({ by, place }) => [by, place.join(' ')])).toEqual([
      ['theirs', 'routes android'],
      ['mine', 'routes rest'],
    ])
  })

  test('weights of one route are asked as a whole, so that they always add up', () => {
    const three = [rule(route('android', 0)), rule(route('android', 10)), rule(route('android', 5))] as const
    const { conflicts, value } = merge(...three)

    expect(conflicts).toMatchObject([
      { place: ['routes', 'android', 'destinations'], theirs: destinations(10), mine: destinations(5) },
    ])
    expect(value).toEqual(three[2])
    const answers = new Map([[keyOf(['routes', 'android', 'destinations']), 'theirs' as const]])
    expect(merge(...three, answers).value).toEqual(three[1])
  })

  test('a route that one side added stands where that side put it', () => {
    const merged = merge(
      rule(route('android', 0), route('rest', 0)),
      rule(route('ios', 1), route('android', 0), route('rest', 0)),
      rule(route('android', 0), route('web', 2), route('rest', 0)),
    )

    expect(merged.value).toEqual(rule(route('ios', 1), route('android', 0), route('web', 2), route('rest', 0)))
    expect(merged.conflicts).toEqual([])
  })

  test('a route that they removed and I changed is asked', () => {
    const { conflicts } = merge(
      rule(route('android', 0), route('rest', 0)),
      rule(route('rest', 0)),
      rule(route('android', 5), route('rest', 0)),
    )

    expect(conflicts).toMatchObject([{ place: ['routes', 'android'], theirs: undefined, mine: route('android', 5) }])
  })

  test('an order that both changed is asked as an order, and no route is lost whichever is taken', () => {
    const [a, b, c] = [route('a', 1), route('b', 2), route('c', 3)]
    const three = [rule(a, b, c), rule(b, a, c), rule(a, c, b)] as const

    expect(merge(...three).conflicts).toMatchObject([{ place: ['routes', orderPlace], theirs: ['b', 'a', 'c'] }])
    expect(merge(...three).value).toEqual(three[2])
    const answers = new Map([[keyOf(['routes', orderPlace]), 'theirs' as const]])
    expect(merge(...three, answers).value).toEqual(three[1])
  })

  test('where it is not known what stood there, every difference is asked', () => {
    const { conflicts, taken } = merge(unknownBase, { limit: 10, per: 's' }, { limit: 20, per: 's' })

    expect(conflicts).toMatchObject([{ place: ['limit'], theirs: 10, mine: 20 }])
    expect(taken).toEqual([])
  })
})

test('a conflict may be answered with a value that neither of the two has', () => {
  const three = [rule(route('android', 0)), rule(route('android', 10)), rule(route('android', 5))] as const
  const place = merge(...three).conflicts[0]?.place ?? []

  const merged = merge(...three, new Map([[keyOf(place), { own: destinations(7) }]]))

  expect(merged.value).toEqual(rule(route('android', 7)))
  expect(merged.conflicts).toHaveLength(1)
})

test('a place is named as findings name it, entries by where they stand', () => {
  const merged = rule(route('android', 5), route('rest', 0))

  expect(pathIn(merged, ['routes', 'rest', 'destinations'])).toBe('routes.1.destinations')
  expect(pathIn(merged, ['routes', 'gone', 'destinations'])).toBeUndefined()
})

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('a', 'b'),
    fc.dictionary(fc.constantFrom('x', 'y', 'z'), tie('any'), { maxKeys: 3 }),
    fc.uniqueArray(fc.record({ name: fc.constantFrom('p', 'q', 'r'), v: fc.integer({ min: 0, max: 2 }) }), {
      selector: ({ name }) => name,
      maxLength: 3,
    }),
  ),
})).any

describe('any edits', () => {
  test('who changed nothing gets what the other did', () => {
    fc.assert(
      fc.property(value, value, (base, other) => {
        expect(merge(base, other, base).value).toEqual(other)
        expect(merge(base, base, other).value).toEqual(other)
        expect(merge(base, other, base).conflicts).toEqual([])
      }),
    )
  })

  test('mine stands wherever nothing is answered, theirs where all is, but for what only the other changed', () => {
    fc.assert(
      fc.property(value, value, (theirs, mine) => {
        const asked = merge(unknownBase, theirs, mine)
        const answers = new Map(asked.conflicts.map(({ place }) => [keyOf(place), 'theirs' as const]))

        expect(asked.value).toEqual(mine)
        expect(merge(unknownBase, theirs, mine, answers).value).toEqual(theirs)
      }),
    )
  })
})
