import { describe, expect, test } from 'vitest'
import { type RoutableRoute, chosenBy, headersRead, routeOf, sharesOf, reserveOf } from './engine.ts'
import { type RoutedCall, meets, javaSemantics, mesherSemantics, modelSemantics } from '../../mesh/matching.ts'
import type { Condition } from '../../mesh/match.ts'

const condition = (rest: Partial<Condition>): Condition => ({
  field: 'header',
  name: 'device-os',
  operator: 'is',
  value: '',
  ignoreCase: false,
  ...rest,
})

const call = (headers: Record<string, string> = {}, rest: Partial<RoutedCall> = {}): RoutedCall => ({
  headers,
  ...rest,
})

const to = (version: string, weight = 100) => ({ labels: { version }, weight })
const catchAll: RoutableRoute = { match: { any: [] }, destinations: [to('1.0.0')] }
const android: RoutableRoute = {
  match: { any: [{ all: [condition({ value: 'android' })] }] },
  destinations: [to('1.0.0', 95), to('1.0.1', 5)],
}

test('the first route that takes a call decides, and its weights are the shares', () => {
  const rule = { routes: [android, catchAll] }

  expect(routeOf(rule, call({ 'device-os': 'android' }), modelSemantics)).toEqual({
    outcome: 'routed',
    route: 0,
    shares: [
      { labels: { version: '1.0.0' }, share: 0.95 },
      { labels: { version: '1.0.1' }, share: 0.05 },
    ],
  })
  expect(routeOf(rule, call({ 'device-os': 'ios' }), modelSemantics)).toMatchObject({ route: 1 })
  expect(routeOf({ routes: [android] }, call(), modelSemantics)).toEqual({ outcome: 'none' })
})

test('any group of conditions suffices, and all of its conditions are needed', () => {
  const either = {
    ...catchAll,
    match: {
      any: [
        { all: [condition({ value: 'android' }), condition({ name: 'x-beta', value: '1' })] },
        { all: [condition({ value: 'ios' })] },
      ],
    },
  }
  const taken = (headers: Record<string, string>) =>
    routeOf({ routes: [either] }, call(headers), modelSemantics).outcome === 'routed'

  expect(taken({ 'device-os': 'ios' })).toBe(true)
  expect(taken({ 'device-os': 'android' })).toBe(false)
  expect(taken({ 'device-os': 'android', 'x-beta': '1' })).toBe(true)
})

test('an implicit remainder is the newest version’s share', () => {
  const route = { match: { any: [] }, destinations: [to('1.0.0', 60)], remainder: 40 }
  expect(sharesOf(route, mesherSemantics)).toEqual([
    { labels: { version: '1.0.0' }, share: 0.6 },
    { labels: { version: 'latest' }, share: 0.4 },
  ])
  // java-chassis has no newest version.
  expect(sharesOf(route, javaSemantics)).toMatchObject([{ share: 0.6 }, { share: 0.4, others: true }])
})

test('a route that says more than the model does leaves the call undecided, one that never matches is passed over', () => {
  expect(routeOf({ routes: [{ ...android, effect: 'unknown' }, catchAll] }, call(), modelSemantics)).toEqual({
    outcome: 'unknown',
    route: 0,
  })
  expect(routeOf({ routes: [{ ...catchAll, effect: 'never' }, catchAll] }, call(), modelSemantics)).toMatchObject({
    route: 1,
  })
})

describe('an absent value', () => {
  test.each([
    ['is', false],
    ['is-not', true],
    ['starts-with', false],
    ['ends-with', false],
    ['contains', false],
    ['matches', false],
    ['one-of', false],
    ['less', false],
    ['at-least', false],
    ['greater', false],
    ['at-most', false],
    ['present', false],
  ] as const)('fails every condition but is-not in the model: %s', (operator, expected) => {
    expect(meets(condition({ operator, value: '5' }), call(), modelSemantics)).toBe(expected)
  })

  test('is the empty text to Mesher', () => {
    expect(meets(condition({ operator: 'matches', value: '^$' }), call(), mesherSemantics)).toBe(true)
    expect(meets(condition({ operator: 'present' }), call(), mesherSemantics)).toBe(false)
    expect(meets(condition({ operator: 'present' }), call({ 'device-os': '' }), mesherSemantics)).toBe(false)
    expect(meets(condition({ operator: 'present' }), call({ 'device-os': '' }), modelSemantics)).toBe(true)
  })
})

describe('operators', () => {
  const holds = (rest: Partial<Condition>, value: string) =>
    meets(condition(rest), call({ 'device-os': value }), modelSemantics)

  test('compare text, with or without its case', () => {
    expect(holds({ operator: 'is', value: 'Android' }, 'android')).toBe(false)
    expect(holds({ operator: 'is', value: 'Android', ignoreCase: true }, 'android')).toBe(true)
    expect(holds({ operator: 'starts-with', value: 'and' }, 'android')).toBe(true)
    expect(holds({ operator: 'ends-with', value: 'oid' }, 'android')).toBe(true)
    expect(holds({ operator: 'contains', value: 'dro' }, 'android')).toBe(true)
    expect(holds({ operator: 'one-of', value: 'ios, android' }, 'android')).toBe(true)
    expect(holds({ operator: 'one-of', value: 'ios, android' }, 'web')).toBe(false)
  })

  test('compare numbers as numbers, and what is none never', () => {
    expect(holds({ operator: 'less', value: '10' }, '9')).toBe(true)
    expect(holds({ operator: 'at-most', value: '10' }, '10')).toBe(true)
    expect(holds({ operator: 'greater', value: '10' }, '9')).toBe(false)
    expect(holds({ operator: 'at-least', value: '10' }, 'ten')).toBe(false)
    expect(holds({ operator: 'less', value: '2' }, '1.5')).toBe(true)
    expect(meets(condition({ operator: 'less', value: '2' }), call({ 'device-os': '1.5' }), mesherSemantics)).toBe(
      false,
    )
  })

  test('look where their field says', () => {
    const there = call(
      {},
      { path: '/v1', method: 'GET', caller: 'portal', query: { a: '1' }, callerLabels: { zone: 'b' } },
    )

    expect(meets(condition({ field: 'path', name: '', value: '/v1' }), there, modelSemantics)).toBe(true)
    expect(meets(condition({ field: 'method', name: '', value: 'GET' }), there, modelSemantics)).toBe(true)
    expect(meets(condition({ field: 'caller', name: '', value: 'portal' }), there, modelSemantics)).toBe(true)
    expect(meets(condition({ field: 'query', name: 'a', value: '1' }), there, modelSemantics)).toBe(true)
    expect(meets(condition({ field: 'caller-label', name: 'zone', value: 'b' }), there, modelSemantics)).toBe(true)
  })
})

test('a pattern that would hang a backtracking engine is decided at once', () => {
  const evil = condition({ operator: 'matches', value: '^(a+)+$' })

  expect(meets(evil, call({ 'device-os': `${'a'.repeat(50_000)}b` }), modelSemantics)).toBe(false)
})

test('a pattern that cannot be read drops the call at Mesher and takes none in the model', () => {
  const bad = { ...catchAll, match: { any: [{ all: [condition({ operator: 'matches', value: '(' })] }] } }

  expect(routeOf({ routes: [bad] }, call(), mesherSemantics)).toEqual({ outcome: 'dropped', route: 0 })
  expect(routeOf({ routes: [bad, catchAll] }, call(), modelSemantics)).toMatchObject({ route: 1 })
})

test('destinations choose ready instances by all of their labels', () => {
  const candidates = [
    { version: '1.0.0', ready: true, labels: { zone: 'a' } },
    { version: '1.0.0', ready: false, labels: { zone: 'b' } },
    { version: '1.10.0', ready: true, labels: { zone: 'b' } },
  ]

  expect(chosenBy({ version: '1.0.0' }, candidates, modelSemantics)).toEqual([candidates[0]])
  expect(chosenBy({ version: 'latest' }, candidates, modelSemantics)).toEqual([candidates[2]])
  expect(chosenBy({ zone: 'a' }, candidates, modelSemantics)).toEqual([candidates[0]])
  expect(chosenBy({ zone: 'a' }, candidates, mesherSemantics)).toEqual([])
})

test('calls whose destination has no instance go to the fallback, else to everybody, unless the route forbids it', () => {
  const candidates = [
    { version: '1.0.0', ready: true, labels: {} },
    { version: '2.0.0', ready: true, labels: {} },
    { version: '3.0.0', ready: false, labels: {} },
  ]
  const [first, second] = candidates
  const route = { ...catchAll, destinations: [{ labels: { version: '9' }, weight: 100 }] }
  const to = (version: string, weight: number) => ({ labels: { version }, weight })

  expect(reserveOf(route, candidates, mesherSemantics)).toEqual([{ instances: [], share: 1 }])
  expect(reserveOf(route, candidates, javaSemantics)).toEqual([{ instances: [first, second], share: 1 }])
  expect(reserveOf({ ...route, emptyProtection: false }, candidates, javaSemantics)).toEqual([
    { instances: [], share: 1 },
  ])
  const half = { ...route, fallback: [to('2.0.0', 50), to('3.0.0', 50)], emptyProtection: false }
  expect(reserveOf(half, candidates, javaSemantics)).toEqual([
    { instances: [second], share: 0.5 },
    { instances: [], share: 0.5 },
  ])
})

test('the headers that a rule reads are known, so that their record can be asked for', () => {
  expect(headersRead({ routes: [android, catchAll] })).toEqual(new Set(['device-os']))
})
