import fc from 'fast-check'
import { expect, test } from 'vitest'
import { burstOf, counterOf, type Counting } from '#shared/features/rate-limits/bucket.ts'
import type { GovernanceCase } from '../../../../sandbox/cases/governance-case.ts'
import { rateLimitCases } from '../../../../sandbox/cases/rate-limits.ts'
import { flowControl } from '../../../../sandbox/sidecar/java/flow-control.ts'
import { rateLimiter } from '../../../../sandbox/sidecar/java/rate-limiter.ts'
import { tokenBucket } from '../../../../sandbox/sidecar/mesher/token-bucket.ts'
import { readFlowControl } from './flow-control.ts'

const key = 'cse.flowcontrol.Consumer.qps.limit.order'

/** Cases of one caller, one limit and one called instance: what a counter alone can tell. */
const counted = rateLimitCases.filter(
  ({ instances, caller, called, atStart, steps }) =>
    !instances &&
    !caller &&
    !called &&
    !atStart &&
    steps.every((step) =>
      'write' in step
        ? Object.keys(step.write).every((each) => each === key)
        : 'passMs' in step || ('times' in step && !step.from),
    ),
)

test('cases of a caller, a limit and an instance are there to be told', () => {
  expect(counted.length).toBeGreaterThan(8)
})

test.each(counted)('$name: the backtest counts as the case says', ({ steps }) => {
  for (const { passed, asked, tolerance } of replayed(steps)) {
    expect(Math.abs(passed - asked)).toBeLessThanOrEqual(tolerance)
  }
})

/** For each step with calls how many pass the counter, and how many the case lets through. */
function replayed(steps: GovernanceCase['steps']): { passed: number; asked: number; tolerance: number }[] {
  let counter: ReturnType<typeof counterOf> | undefined
  let at = 0
  const told = []
  for (const step of steps) {
    if ('write' in step) counter = counterIn(step.write[key])
    else if ('passMs' in step) at += step.passMs * 1000
    else if ('times' in step) {
      let passed = 0
      for (let call = 0; call < step.times; call += 1) {
        if (counter?.takes(at) ?? true) passed += 1
        at += (step.everyMs ?? 0) * 1000
      }
      // Only a stream over several seconds ends somewhere inside a token.
      told.push({ passed, asked: step.outcomes['a'] ?? 0, tolerance: step.everyMs ? (step.within ?? 0) : 0 })
    }
  }
  return told
}

type Written = Extract<GovernanceCase['steps'][number], { write: unknown }>['write'][string]

/** The counter of what was written, as the console reads it; undefined where that sets no limit. */
function counterIn(text: Written | undefined) {
  if (text === null || text === undefined) return undefined
  const { limit } = readFlowControl(new Map([['go', text]]), 'mesher', { kind: 'to', of: 'order' }).spec
  return limit === null ? undefined : counterOf({ limit, per: 1 }, 'token-bucket')
}

const limit = fc.integer({ min: 1, max: 300 })
/** Milliseconds from one call to the next: bursts, an even stream, pauses. */
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 5000 })), {
  minLength: 1,
  maxLength: 200,
})

/** Both counters asked about the same calls. */
function agrees(
  counting: Counting,
  number: number,
  waits: readonly number[],
  made: (now: () => number) => () => boolean,
  begun = 0,
): void {
  let now = begun
  const theirs = made(() => now)
  const ours = counterOf({ limit: number, per: 1 }, counting)
  for (const wait of waits) {
    now += wait
    expect(ours.takes(now * 1000)).toBe(theirs())
  }
}

test('the bucket lets the same calls through as the sandbox’s Mesher', () => {
  fc.assert(
    fc.property(limit, gaps, (number, waits) => {
      const burst = burstOf({ limit: number, per: 1 }, 'token-bucket')
      agrees('token-bucket', number, waits, (now) => {
        const bucket = tokenBucket(number, burst, now)
        return () => bucket.take()
      })
    }),
  )
})

test('both counters of java-chassis let the same calls through as the sandbox’s', () => {
  fc.assert(
    fc.property(limit, gaps, (number, waits) => {
      agrees('window-of-first-call', number, waits, (now) => {
        const control = flowControl('Provider', now)
        control.change('servicecomb.flowcontrol.Provider.qps.global.limit', String(number))
        return () => !control.refuses('portal')
      })
      // Its periods begin when it is made, which a backtest takes to be the first call.
      agrees('steady-periods', number, [0, ...waits], (now) => {
        const policy = { rate: number, limitRefreshPeriod: 1000, timeoutDuration: 0, order: 0, services: '' }
        const limiter = rateLimiter(policy, now)
        return () => limiter.reserve() !== undefined
      })
    }),
  )
})
