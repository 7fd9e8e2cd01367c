import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CircuitBreaker, type ObservedCircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import { sameBreaker } from '#shared/features/circuit-breakers/same-breaker.ts'
import { conditionFields } from '#shared/mesh/match.ts'
import { readGo, writeGo } from './go-settings.ts'
import { readJava, writeJava } from './java-policies.ts'
import type { Subject } from './keys.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const run = { seed, numRuns: 150 }

const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const upTo = (max: number) => some(fc.integer({ min: 1, max }))
const forced = some(fc.constantFrom('open' as const, 'closed' as const))

/** Only what is said: a field that is undefined is no field. */
const present = <Whole extends object>(whole: Whole): ObservedCircuitBreaker =>
  JSON.parse(JSON.stringify(whole)) as ObservedCircuitBreaker // the same fields

const strict = (breaker: ObservedCircuitBreaker): boolean => CircuitBreaker.safeParse(breaker).success

/** What Mesher and go-chassis can say. */
const goBreaker = fc
  .record({
    trip: some(fc.record({ errorShare: upTo(100) })),
    minimumCalls: upTo(100_000),
    sleepMs: upTo(86_400_000),
    forced,
    maxConcurrency: upTo(1000),
    timeoutMs: upTo(86_400_000),
  })
  .map(present)
  .filter(strict)

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/)
const condition = fc.oneof(
  fc.record({
    field: fc.constant('header' as const),
    name: word,
    operator: fc.constantFrom('is' as const, 'starts-with' as const, 'ends-with' as const, 'contains' as const),
    value: word,
    ignoreCase: fc.constant(false),
  }),
  fc.record({
    field: fc.constant('path' as const),
    name: fc.constant(''),
    operator: fc.constantFrom('is' as const, 'starts-with' as const),
    value: word.map((text) => `/${text}`),
    ignoreCase: fc.constant(false),
  }),
)
const match = fc.record({
  any: fc.uniqueArray(fc.record({ all: fc.tuple(condition) }), {
    minLength: 1,
    maxLength: 3,
    selector: (group) => JSON.stringify(group),
  }),
})

/** What java-chassis can say. */
const javaBreaker = fc
  .record({
    trip: some(
      fc.record({
        errorShare: some(fc.integer({ min: 10, max: 1000 }).map((tenths) => tenths / 10)),
        slowShare: upTo(100),
        slowerThanMs: upTo(86_400_000),
      }),
    ),
    window: fc.oneof(
      fc.record({ windowSeconds: upTo(3600) }),
      fc.record({ windowCalls: fc.integer({ min: 1, max: 100_000 }) }),
    ),
    minimumCalls: upTo(100_000),
    sleepMs: upTo(86_400_000),
    trialCalls: upTo(1000),
    failureStatuses: some(
      fc.uniqueArray(fc.constantFrom('500', '502', '503', '5xx', '4xx', '429'), { minLength: 1, maxLength: 4 }),
    ),
    forced,
    maxConcurrency: upTo(100_000),
    match: some(match),
  })
  // What is said of circuits has no place where none opens.
  .map(({ window, trip, maxConcurrency, match: calls, ...rest }) =>
    present(trip ? { trip, maxConcurrency, match: calls, ...window, ...rest } : { maxConcurrency, match: calls }),
  )
  .filter(strict)

const every: Subject = { kind: 'every' }
const received = { kind: 'received', of: 'usage' } as const
const made = { kind: 'made', of: 'notification' } as const

const goValues = (breaker: ObservedCircuitBreaker, before = new Map<string, string>()) =>
  new Map(writeGo(breaker, every, before).map(({ field, text }) => [field, text]))

function javaValues(
  breaker: ObservedCircuitBreaker,
  subject: typeof received | typeof made,
  before = new Map<string, string>(),
) {
  const written = writeJava(breaker, 'java-chassis-3', subject, before, false)
  if (written === 'not-editable') throw new Error('the documents cannot be edited')
  return new Map(written.map(({ field, text }) => [field, text]))
}

describe(`with seed ${seed}`, () => {
  test('any strict breaker becomes keys of Mesher that say the same', () => {
    fc.assert(
      fc.property(goBreaker, (breaker) => {
        const read = readGo(goValues(breaker), 'mesher', every)
        expect(sameBreaker(read.spec, breaker)).toBe(true)
        expect(read.understood).toBe('whole')
      }),
      run,
    )
  })

  test('any strict breaker can be turned into any other, whatever stood in the keys of Mesher', () => {
    fc.assert(
      fc.property(goBreaker, goBreaker, (before, after) => {
        expect(sameBreaker(readGo(goValues(after, goValues(before)), 'mesher', every).spec, after)).toBe(true)
      }),
      run,
    )
  })

  test('of foreign keys one changes with its field, and no other', () => {
    const number = fc.oneof(fc.nat(2000).map(String), fc.constantFrom('many', '-3', '2.5', ' 7 ', '+9', ''))
    const truth = fc.constantFrom('true', 'T', '1', 'false', 'no')
    const foreign = fc.record(
      {
        volume: number,
        share: number,
        sleep: number,
        concurrency: number,
        closed: truth,
        open: truth,
        enabled: truth,
        fallbackPolicy: fc.constant('returnnull'),
        fallback: truth,
      },
      { requiredKeys: ['enabled'] },
    )
    fc.assert(
      fc.property(foreign, fc.integer({ min: 1, max: 9999 }), (fields, timeoutMs) => {
        const before = new Map(Object.entries(fields))
        const { spec } = readGo(before, 'mesher', every)

        const after = goValues({ ...spec, timeoutMs }, before)

        expect(Object.fromEntries(after)).toEqual({ ...Object.fromEntries(before), timeout: String(timeoutMs) })
      }),
      run,
    )
  })

  test.each([['where calls arrive', received] as const, ['where calls are made', made] as const])(
    'any strict breaker becomes documents of java-chassis that say the same, %s',
    (_, subject) => {
      fc.assert(
        fc.property(javaBreaker, (breaker) => {
          const read = readJava(javaValues(breaker, subject), 'java-chassis-3', subject)
          expect(sameBreaker(read.spec, breaker)).toBe(true)
          expect(read.understood).toBe('whole')
        }),
        run,
      )
    },
  )

  test('any strict breaker of java-chassis can be turned into any other in place', () => {
    fc.assert(
      fc.property(javaBreaker, javaBreaker, (before, after) => {
        const values = javaValues(after, received, javaValues(before, received))
        expect(sameBreaker(readJava(values, 'java-chassis-3', received).spec, after)).toBe(true)
      }),
      run,
    )
  })

  test('of a foreign document of java-chassis one field changes and not a byte more', () => {
    const comment = fc.stringMatching(/^[a-z ]{0,20}$/)
    fc.assert(
      fc.property(comment, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (note, from, to) => {
        const group = `# ${note}\nalias: "usage"\nmatches:\n  - name: m1 # ${note}\n    apiPath: {prefix: "/v1"}\n`
        const text = (share: number) =>
          `order: 7 # ${note}\nfailureRateThreshold: ${share}\nslidingWindowSize: "1M"\nwaitDurationInOpenState: 10S\nservices: 'billing'\n`
        const before = new Map([
          ['match', group],
          ['breaker', text(from)],
        ])
        const { spec, understood, findings } = readJava(before, 'java-chassis-3', received)

        const after = javaValues({ ...spec, trip: { ...spec.trip, errorShare: to } }, received, before)

        expect(spec).toMatchObject({ windowSeconds: 60, sleepMs: 10_000 })
        expect(understood).toBe('partly')
        expect(findings).toContainEqual(
          expect.objectContaining({ code: 'fields-kept', params: { fields: 'order, services' } }),
        )
        expect(Object.fromEntries(after)).toEqual({ match: group, breaker: text(to) })
      }),
      run,
    )
  })

  test('documents that are none at all are told, and never end the reading', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10_000 }), fc.constantFrom(...conditionFields), (text, field) => {
        const read = readJava(
          new Map([
            ['breaker', text],
            ['match', `${field}: [${text}`],
          ]),
          'java-chassis-3',
          received,
        )
        expect(['not', 'partly', 'whole']).toContain(read.understood)
        expect(
          readGo(
            new Map([
              ['volume', text],
              ['enabled', text],
            ]),
            'mesher',
            every,
          ).understood,
        ).not.toBe('not')
      }),
      run,
    )
  })
})
