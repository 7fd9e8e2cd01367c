import { everything, type JavaCase, type Step } from './java-case.ts'

const open = 'open-circuit 429 circuitBreaker is open.'

/** Ten calls are judged, half of them may not fail; three trials after 5 s. */
const tenCalls =
  '{slidingWindowType: count, slidingWindowSize: 10, minimumNumberOfCalls: 10, waitDurationInOpenState: "5S", permittedNumberOfCallsInHalfOpenState: 3}'

const breaker = (policy: string): Record<string, string> => ({
  ...everything,
  'servicecomb.circuitBreaker.all': policy,
})

const ok = (times: number): Step => ({ side: 'received', times, outcomes: { '200': times } })
const failing = (times: number, status = 503): Step => ({
  side: 'received',
  times,
  served: { status },
  outcomes: { [status]: times },
})
const refused = (times = 1): Step => ({ side: 'received', times, outcomes: { [open]: times } })

/** servicecomb.md 3.6, the new form: the called side's circuit breaker. */
export const javaCircuitBreakerCases: readonly JavaCase[] = [
  {
    name: 'opens when failureRateThreshold is reached, and answers 429 from then on',
    keys: breaker(tenCalls),
    steps: [ok(5), failing(5), refused(3)],
  },
  {
    name: 'stays closed below the threshold',
    keys: breaker(tenCalls),
    steps: [ok(6), failing(4), ok(1)],
  },
  {
    name: 'judges nothing before minimumNumberOfCalls',
    keys: breaker(tenCalls),
    steps: [failing(9), ok(1), refused()],
  },
  {
    name: 'a window of calls is full with its size, even if minimumNumberOfCalls is more',
    keys: breaker('{slidingWindowType: count, slidingWindowSize: 4, minimumNumberOfCalls: 100}'),
    steps: [failing(4), refused()],
  },
  {
    name: 'a window of calls forgets the oldest',
    keys: breaker(
      '{slidingWindowType: count, slidingWindowSize: 4, minimumNumberOfCalls: 4, failureRateThreshold: 75}',
    ),
    steps: [ok(3), failing(2), failing(1), refused()],
  },
  {
    name: 'a window of time holds the calls of its last seconds, and is the default',
    keys: breaker('{slidingWindowSize: 10, minimumNumberOfCalls: 4}'),
    steps: [failing(2), { passMs: 10_000 }, ok(2), failing(1), ok(1), failing(1), ok(1)],
  },
  {
    name: 'slidingWindowSize may be a duration',
    keys: breaker('{slidingWindowSize: "1M", minimumNumberOfCalls: 4}'),
    steps: [failing(2), { passMs: 59_000 }, ok(1), failing(1), refused()],
  },
  {
    name: 'by default 100 calls are judged, half of which may fail',
    keys: breaker('{}'),
    steps: [ok(50), failing(49), failing(1), refused()],
  },
  {
    name: 'only 502 and 503 are failures unless recordFailureStatus says otherwise',
    keys: breaker(tenCalls),
    steps: [failing(10, 500), failing(5, 404), ok(1)],
  },
  {
    name: 'recordFailureStatus names the failures, and x stands for any digit',
    keys: breaker(tenCalls.replace('{', '{recordFailureStatus: ["5xx"], ')),
    steps: [ok(5), failing(5, 500), refused()],
  },
  {
    name: 'waits waitDurationInOpenState, then lets permittedNumberOfCallsInHalfOpenState trials through',
    keys: breaker(tenCalls),
    steps: [
      failing(10),
      { passMs: 5000 },
      refused(),
      { passMs: 1 },
      {
        side: 'received',
        times: 5,
        atOnce: true,
        served: { takesMs: 100 },
        outcomes: { '200': 3, [open]: 2 },
      },
      ok(3),
    ],
  },
  {
    name: 'closes after trials that went well, with an empty window',
    keys: breaker(tenCalls),
    steps: [failing(10), { passMs: 5001 }, ok(3), failing(9), ok(1), refused()],
  },
  {
    name: 'opens again after trials that failed',
    keys: breaker(tenCalls),
    steps: [failing(10), { passMs: 5001 }, ok(1), failing(2), refused(), { passMs: 5001 }, ok(3), ok(1)],
  },
  {
    name: 'slow calls open it, too',
    keys: breaker(
      '{slidingWindowType: count, slidingWindowSize: 4, minimumNumberOfCalls: 4, slowCallRateThreshold: 50, slowCallDurationThreshold: 200}',
    ),
    steps: [
      { side: 'received', times: 2, served: { takesMs: 200 }, outcomes: { '200': 2 } },
      { side: 'received', times: 2, served: { takesMs: 201 }, outcomes: { '200': 2 } },
      refused(),
    ],
  },
  {
    name: 'forceOpen refuses every call, forceClosed none',
    keys: breaker('{forceOpen: true}'),
    steps: [
      refused(2),
      { change: { 'servicecomb.circuitBreaker.all': tenCalls.replace('{', '{forceClosed: true, ') } },
      failing(20),
      ok(1),
    ],
  },
  {
    name: 'a changed policy begins with a closed circuit',
    keys: breaker(tenCalls),
    steps: [failing(10), refused(), { change: { 'servicecomb.circuitBreaker.all': `${tenCalls} # mended` } }, ok(1)],
  },
  {
    name: 'calls outside the match group neither count nor are refused',
    keys: {
      'servicecomb.matchGroup.records': 'matches: [{apiPath: {prefix: /v1/usage}}]',
      'servicecomb.circuitBreaker.records': tenCalls,
    },
    steps: [
      failing(10),
      { side: 'received', path: '/v1/usage', times: 10, served: { status: 502 }, outcomes: { '502': 10 } },
      { side: 'received', path: '/v1/usage', outcomes: { [open]: 1 } },
      ok(1),
    ],
  },
  {
    name: 'refusals of a rate limit come before the circuit and do not count in it',
    keys: {
      ...breaker(tenCalls.replace('{', '{recordFailureStatus: ["429"], ')),
      'servicecomb.rateLimiting.all': 'rate: 1',
    },
    steps: [
      { side: 'received', times: 20, outcomes: { '200': 1, 'limited 429 rate limited.': 19 } },
      { passMs: 1000 },
      ok(1),
    ],
  },
  {
    name: 'a threshold outside of 0 to 100 is no valid policy',
    keys: breaker(tenCalls.replace('{', '{failureRateThreshold: 0, ')),
    steps: [failing(20)],
  },
]
