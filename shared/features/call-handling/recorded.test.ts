import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RoutedCall, mesherSemantics, modelSemantics } from '../../mesh/matching.ts'
import type { Condition } from '../../mesh/match.ts'
import { type RoutableRoute, headersRead, routeOf } from '../route-rules/engine.ts'
import { type RecordedTraits, routingOf, takingOf } from './recorded.ts'

/** A failure prints its seed. */
const run = { numRuns: 500 }

const names = ['device-os', 'x-lane', 'x-tenant'] as const
const condition: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom('header' as const, 'header' as const, 'path' as const),
  name: fc.constantFrom(...names),
  operator: fc.constantFrom('is' as const, 'is-not' as const, 'matches' as const, 'present' as const),
  value: fc.constantFrom('android', 'blue', '/v1', '^a', '('),
  ignoreCase: fc.boolean(),
})
const route: fc.Arbitrary<RoutableRoute> = fc.record(
  {
    match: fc.record({
      any: fc.array(fc.record({ all: fc.array(condition, { maxLength: 3 }) }), { maxLength: 3 }),
    }),
    destinations: fc.constantFrom([{ labels: { version: '1.0.0' }, weight: 100 }]),
    effect: fc.constantFrom('never' as const, 'unknown' as const, undefined, undefined, undefined),
  },
  { requiredKeys: ['match', 'destinations'] },
)
const rule = fc.record({ routes: fc.array(route, { maxLength: 4 }) })
const call: fc.Arbitrary<RoutedCall> = fc.record({
  headers: fc.dictionary(fc.constantFrom(...names), fc.constantFrom('android', 'blue', '')),
  path: fc.constantFrom('/v1', '/v2'),
})
const semantics = fc.constantFrom(mesherSemantics, modelSemantics)

/** The call with some headers neither recorded nor known to be absent. */
const hiding = (whole: RoutedCall, hidden: readonly string[]): RecordedTraits => ({
  call: {
    ...whole,
    headers: Object.fromEntries(Object.entries(whole.headers).filter(([name]) => !hidden.includes(name))),
  },
  isRecorded: ({ field, name }) => field !== 'header' || !hidden.includes(name),
})

test('what is told is what the whole call meets, and what is not recorded is named instead of guessed', () => {
  fc.assert(
    fc.property(rule, call, fc.subarray([...names]), semantics, (routes, whole, hidden, how) => {
      const told = routingOf(routes, hiding(whole, hidden), how)
      const missing = told.outcome === 'not-recorded' ? told.missing.map(({ name }) => name) : undefined
      expect(missing ? hidden : []).toEqual(expect.arrayContaining(missing ?? []))
      expect(missing?.length).not.toBe(0)
      expect(missing ? undefined : told).toEqual(missing ? undefined : routeOf(routes, whole, how))
    }),
    run,
  )
})

test('a call of which all is recorded that a rule reads is always decided', () => {
  fc.assert(
    fc.property(rule, call, semantics, (routes, whole, how) => {
      const read = headersRead(routes)
      const unread = names.filter((name) => !read.has(name))
      expect(routingOf(routes, hiding(whole, unread), how)).toEqual(routeOf(routes, whole, how))
    }),
    run,
  )
})

describe('a match of which a part is not recorded', () => {
  const is = (name: string, value: string): Condition => ({
    field: 'header',
    name,
    operator: 'is',
    value,
    ignoreCase: false,
  })
  const seen = hiding({ headers: { 'device-os': 'ios' } }, ['x-lane'])

  test('is undecided where only that part keeps a call from a pattern that drops it', () => {
    const drops: Condition = { ...is('device-os', '('), operator: 'matches' }
    const match = { any: [{ all: [is('x-lane', 'blue')] }, { all: [drops] }] }
    expect(takingOf(match, seen, mesherSemantics)).toEqual({ missing: [{ field: 'header', name: 'x-lane' }] })
    expect(takingOf({ any: match.any.toReversed() }, seen, mesherSemantics)).toBe('no')
  })

  test('does not take the call where the rest speaks against it', () => {
    const match = { any: [{ all: [is('device-os', 'android'), is('x-lane', 'blue')] }] }
    expect(takingOf(match, seen, modelSemantics)).toBe('no')
  })

  test('takes it where another group does', () => {
    const match = { any: [{ all: [is('x-lane', 'blue')] }, { all: [is('device-os', 'ios')] }] }
    expect(takingOf(match, seen, modelSemantics)).toBe('yes')
  })

  test('is open where nothing else decides, and says by what', () => {
    const match = { any: [{ all: [is('device-os', 'ios'), is('x-lane', 'blue')] }] }
    expect(takingOf(match, seen, modelSemantics)).toEqual({ missing: [{ field: 'header', name: 'x-lane' }] })
  })
})
