import { expect, test } from 'vitest'
import { RouteRule } from '#shared/features/route-rules/model.ts'
import { withCondition } from '../../mesh/match/match-draft.ts'
import {
  draftOf,
  isComplete,
  newRoute,
  specOf,
  withDestination,
  withoutDestination,
  withRouteAbove,
  withRouteAt,
} from './draft.ts'

const everything = {
  routes: [
    {
      name: 'everything',
      match: { any: [] },
      destinations: [{ labels: { version: '1.0.0' }, weight: 100 }],
      remainder: 0,
      precedence: 1,
    },
  ],
}

test('a rule that is opened and not touched is proposed as it was', () => {
  expect(specOf(draftOf(everything))).toEqual({
    routes: [{ name: 'everything', match: { any: [] }, destinations: [{ labels: { version: '1.0.0' }, weight: 100 }] }],
  })
})

test('an implicit remainder becomes a destination that can be seen and moved', () => {
  const half = { ...everything.routes[0]!, destinations: [{ labels: { version: '1.0.0' }, weight: 60 }], remainder: 40 }

  expect(specOf(draftOf({ routes: [half] })).routes[0]?.destinations).toEqual([
    { labels: { version: '1.0.0' }, weight: 60 },
    { labels: { version: 'latest' }, weight: 40 },
  ])
})

test('a route for Android callers stands above the one that was there, and the whole passes the strict schema', () => {
  let route = newRoute(['1.0.0'], 'Android callers')
  route = {
    ...route,
    match: withCondition(route.match, 0, 0, (one) => ({ ...one, name: 'device-os', value: 'android' })),
  }
  route = { ...route, destinations: withDestination(route.destinations, { version: '1.0.1' }) }

  const spec = specOf(withRouteAbove(draftOf(everything), route))

  expect(RouteRule.parse(spec).routes.map(({ name }) => name)).toEqual(['Android callers', 'everything'])
  expect(spec.routes[0]?.match.any).toEqual([
    { all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] },
  ])
})

test('what a destination had goes to the first unlocked one', () => {
  const all = withDestination(newRoute(['1.0.0', '1.0.1'], '').destinations, { version: '1.0.2' })

  expect(withoutDestination(all, all[0]!.id).map(({ labels, weight }) => [labels['version'], weight])).toEqual([
    ['1.0.1', 100],
    ['1.0.2', 0],
  ])
})

test('what holds without an instance is proposed where it is said, and only there', () => {
  const said = {
    ...everything.routes[0]!,
    fallback: [{ labels: { version: '2' }, weight: 100 }],
    emptyProtection: false,
  }

  expect(specOf(draftOf({ routes: [said] })).routes[0]).toMatchObject({
    fallback: [{ labels: { version: '2' }, weight: 100 }],
    emptyProtection: false,
  })
  expect(specOf(draftOf(everything)).routes[0]).not.toHaveProperty('fallback')
  expect(specOf(draftOf(everything)).routes[0]).not.toHaveProperty('emptyProtection')
})

test('a route is put where it was dropped, and past the ends at the ends', () => {
  const draft = { routes: ['a', 'b', 'c'].map((name) => newRoute(['1'], name)) }
  const last = draft.routes[2]!.id

  expect(withRouteAt(draft, last, 1).routes.map(({ name }) => name)).toEqual(['a', 'c', 'b'])
  expect(withRouteAt(draft, last, -9).routes.map(({ name }) => name)).toEqual(['c', 'a', 'b'])
  expect(withRouteAt(draft, last, 4).routes.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
})

test('a rule without a route, or with a condition that compares nothing, is not complete', () => {
  const route = newRoute(['1.0.0'], '')
  const named = withCondition(route.match, 0, 0, (before) => ({ ...before, name: 'device-os' }))

  expect(isComplete({ routes: [] })).toBe(false)
  expect(isComplete({ routes: [route] })).toBe(false)
  expect(isComplete({ routes: [{ ...route, match: named }] })).toBe(true)
})
