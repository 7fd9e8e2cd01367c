import { expect, test } from 'vitest'
import { RouteRule } from '#shared/features/route-rules/model.ts'
import {
  type DraftCondition,
  draftOf,
  isComplete,
  newRoute,
  specOf,
  withCondition,
  withDestination,
  withNewCondition,
  withoutCondition,
  withoutDestination,
  withRoute,
  withRouteAbove,
  withRouteMoved,
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
  const condition = route.groups[0]!.conditions[0]!.id
  route = withCondition(route, condition, (one) => ({ ...one, name: 'device-os', value: 'android' }))
  route = withDestination(route, { version: '1.0.1' })

  const spec = specOf(withRouteAbove(draftOf(everything), route))

  expect(RouteRule.parse(spec).routes.map(({ name }) => name)).toEqual(['Android callers', 'everything'])
  expect(spec.routes[0]?.match.any).toEqual([
    { all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] },
  ])
})

test('a route that loses its last condition takes every call', () => {
  const route = withNewCondition(newRoute(['1.0.0'], ''), undefined)
  const ids = route.groups.flatMap((group) => group.conditions.map(({ id }) => id))

  const bare = ids.reduce(withoutCondition, route)

  expect(specOf({ routes: [bare] }).routes[0]?.match).toEqual({ any: [] })
})

test('what a destination had goes to the first unlocked one', () => {
  const route = withDestination(newRoute(['1.0.0', '1.0.1'], ''), { version: '1.0.2' })

  const left = withoutDestination(route, route.destinations[0]!.id)

  expect(left.destinations.map(({ labels, weight }) => [labels['version'], weight])).toEqual([
    ['1.0.1', 100],
    ['1.0.2', 0],
  ])
})

test('the last destination cannot be taken away', () => {
  const route = newRoute(['1.0.0'], '')

  expect(withoutDestination(route, route.destinations[0]!.id)).toEqual(route)
})

test('a route moves up and down and stops at the ends', () => {
  const draft = { routes: ['a', 'b', 'c'].map((name) => newRoute(['1'], name)) }
  const last = draft.routes[2]!.id

  expect(withRouteMoved(draft, last, -1).routes.map(({ name }) => name)).toEqual(['a', 'c', 'b'])
  expect(withRouteMoved(draft, last, -9).routes.map(({ name }) => name)).toEqual(['c', 'a', 'b'])
  expect(withRouteMoved(draft, last, 4).routes.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
})

test('a condition on a header without a name leaves the rule incomplete, one on the path needs no name', () => {
  const rule = { routes: [newRoute(['1.0.0'], '')] }
  expect(isComplete(rule)).toBe(false)
  const [route] = rule.routes
  const [condition] = route?.groups[0]?.conditions ?? []
  const withField = (change: Partial<DraftCondition>) =>
    withRoute(rule, route?.id ?? '', (one) =>
      withCondition(one, condition?.id ?? '', (before) => ({ ...before, ...change })),
    )
  expect(isComplete(withField({ name: 'device-os' }))).toBe(true)
  expect(isComplete(withField({ field: 'path' }))).toBe(true)
})
