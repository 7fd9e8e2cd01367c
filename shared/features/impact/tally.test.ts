import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { javaSemantics, mesherSemantics, modelSemantics } from '../../mesh/matching.ts'
import type { RoutableRoute } from '../route-rules/engine.ts'
import { type PlacedCall, type RuleBook, type Surroundings, decider } from './destiny.ts'
import type { ImpactFigures } from './model.ts'
import { tally } from './tally.ts'

/** A failure prints its seed. */
const run = { numRuns: 300 }

const version = fc.constantFrom('1.0.0', '1.0.1', '1.10.0', 'latest')
const destination = fc.record({
  labels: fc.oneof(
    fc.record({ version }),
    fc.record({ zone: fc.constantFrom('a', 'b') }),
    fc.record({ version, zone: fc.constantFrom('a', 'b') }),
  ),
  weight: fc.integer({ min: 0, max: 100 }),
})
const condition = fc.record({
  field: fc.constantFrom('header' as const, 'path' as const, 'method' as const),
  name: fc.constantFrom('device-os', 'x-lane'),
  operator: fc.constantFrom('is' as const, 'is-not' as const, 'matches' as const, 'present' as const),
  value: fc.constantFrom('android', 'blue', '/v1', 'GET', '^a', '('),
  ignoreCase: fc.boolean(),
})
const route: fc.Arbitrary<RoutableRoute> = fc.record(
  {
    name: fc.string({ maxLength: 4 }),
    match: fc.record({ any: fc.array(fc.record({ all: fc.array(condition, { maxLength: 2 }) }), { maxLength: 2 }) }),
    destinations: fc.array(destination, { maxLength: 3 }),
    remainder: fc.constantFrom(0, 40),
    precedence: fc.integer({ min: 1, max: 3 }),
    fallback: fc.array(destination, { maxLength: 2 }),
    emptyProtection: fc.boolean(),
    effect: fc.constantFrom('never' as const, 'unknown' as const, undefined, undefined),
  },
  { requiredKeys: ['match', 'destinations'] },
)
const rule = fc.array(route, { maxLength: 4 })
const headers = fc.dictionary(fc.constantFrom('device-os', 'x-lane'), fc.constantFrom('android', 'ios', 'blue', ''))
const call: fc.Arbitrary<PlacedCall & { calls: number }> = fc.record({
  calls: fc.integer({ min: 1, max: 10_000 }),
  namespace: fc.constant('cloud'),
  caller: fc.record({ namespace: fc.constant('cloud'), service: fc.constantFrom('predict', 'portal') }),
  call: fc.record({ headers, path: fc.constantFrom('/v1', '/v2'), method: fc.constantFrom('GET', 'POST') }),
})
const candidates = fc.array(
  fc.record({
    version: fc.constantFrom('1.0.0', '1.0.1', '1.10.0'),
    ready: fc.boolean(),
    labels: fc.dictionary(fc.constant('zone'), fc.constantFrom('a', 'b')),
  }),
  { maxLength: 6 },
)
const surroundings: fc.Arbitrary<Surroundings> = fc
  .tuple(candidates, fc.constantFrom(mesherSemantics, modelSemantics, javaSemantics))
  .map(([found, semantics]) => ({
    candidatesIn: () => found,
    semanticsOf: () => semantics,
    labelNames: ['zone'],
  }))

const bookOf = (routes: readonly RoutableRoute[] | undefined): RuleBook => ({
  ruleOf: () => routes && { policy: 'app', routes, whole: true },
})

function replay(
  [before, after]: readonly [RuleBook, RuleBook],
  around: Surroundings,
  calls: readonly (PlacedCall & { calls: number })[],
) {
  const decides = { before: decider(before, around), after: decider(after, around) }
  const tallied = tally<PlacedCall>()
  for (const each of calls) {
    const [one, other] = [decides.before(each), decides.after(each)]
    if (one && other) {
      const { service } = each.caller
      tallied.add({ calls: each.calls, before: one, after: other, caller: { service }, tenant: undefined, told: each })
    }
  }
  return { figures: tallied.figures(), examples: tallied.examples() }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0)
const close = (calls: number) => Math.max(1e-6, calls * 1e-9)
const sumOfEnds = ({ ends }: ImpactFigures, side: 'before' | 'after') => sum(ends.map((end) => end[side]))

describe('any calls under any rules', () => {
  test('a rule replayed as it is moves nothing, and none of its calls is an example', () => {
    fc.assert(
      fc.property(fc.option(rule), surroundings, fc.array(call), (routes, around, calls) => {
        const book = bookOf(routes ?? undefined)

        const { figures, examples } = replay([book, book], around, calls)

        expect(figures.moved).toBe(0)
        expect(figures.moves).toEqual([])
        expect(examples).toEqual([])
        for (const { before, after } of figures.ends) expect(after).toBe(before)
        for (const { before, after } of figures.routes) expect(after).toEqual(before)
      }),
      run,
    )
  })

  test('no call is lost and none is made: each ends somewhere, and what one end gains others lose', () => {
    fc.assert(
      fc.property(rule, rule, surroundings, fc.array(call), (one, other, around, calls) => {
        const { figures } = replay([bookOf(one), bookOf(other)], around, calls)
        const nearly = close(figures.calls)

        expect(Math.abs(sumOfEnds(figures, 'before') - figures.calls)).toBeLessThan(nearly)
        expect(Math.abs(sumOfEnds(figures, 'after') - figures.calls)).toBeLessThan(nearly)
        expect(figures.moved).toBeLessThanOrEqual(figures.calls + nearly)
        expect(Math.abs(sum(figures.moves.map((move) => move.calls)) - figures.moved)).toBeLessThan(nearly)
        for (const side of ['before', 'after'] as const) {
          const taken = sum(figures.routes.map((each) => each[side]?.calls ?? 0))
          expect(Math.abs(taken + figures.unmatched[side] - figures.calls)).toBeLessThan(nearly)
        }
      }),
      run,
    )
  })

  test('the way back moves as many calls as the way there', () => {
    fc.assert(
      fc.property(rule, rule, surroundings, fc.array(call), (one, other, around, calls) => {
        const there = replay([bookOf(one), bookOf(other)], around, calls).figures
        const back = replay([bookOf(other), bookOf(one)], around, calls).figures

        expect(Math.abs(there.moved - back.moved)).toBeLessThan(close(there.calls))
      }),
      run,
    )
  })
})

const two = [
  { version: '1.0.0', ready: true, labels: {} },
  { version: '1.0.1', ready: true, labels: {} },
]
const ordinary: Surroundings = { candidatesIn: () => two, semanticsOf: () => mesherSemantics, labelNames: [] }
const to = (...weights: [string, number][]): RoutableRoute => ({
  match: { any: [] },
  destinations: weights.map(([name, weight]) => ({ labels: { version: name }, weight })),
})
const from = (service: string, calls: number, device: string): PlacedCall & { calls: number } => ({
  calls,
  namespace: 'cloud',
  caller: { namespace: 'cloud', service },
  call: { headers: { 'device-os': device } },
})
const android: RoutableRoute['match'] = {
  any: [{ all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] }],
}

test('each kind of change has an example before any has a second, the most frequent calls first', () => {
  const before = bookOf([to(['1.0.0', 100])])
  const after = bookOf([{ ...to(['1.0.1', 100]), match: android }, to(['1.0.0', 90], ['1.0.1', 10])])
  const calls = [
    ...Array.from({ length: 12 }, (_, index) => from(`a${index}`, 100 + index, 'android')),
    from('few', 1, 'ios'),
  ]

  const { examples } = replay([before, after], ordinary, calls)

  expect(examples).toHaveLength(10)
  expect(examples.slice(0, 2).map(({ told }) => told.caller.service)).toEqual(['a11', 'few'])
})

test('a call whose route has other destinations is an example before one of which only the shares change', () => {
  const before = bookOf([{ ...to(['1.0.0', 100]), match: android }, to(['1.0.0', 90], ['1.0.1', 10])])
  const after = bookOf([{ ...to(['1.0.1', 100]), match: android }, to(['1.0.0', 80], ['1.0.1', 20])])

  const { examples } = replay([before, after], ordinary, [from('many', 900, 'ios'), from('few', 1, 'android')])

  expect(examples.map(({ told }) => told.caller.service)).toEqual(['few', 'many'])
})
