import type { GovernanceCase } from './governance-case.ts'

const breaker = 'cse.circuitBreaker.Consumer.'
const isolation = 'cse.isolation.Consumer.'
const open = '503 API order:: is isolated because of error: circuit open'
const failing = [{ name: 'a', answers: 500 }]
const unlisted = { 'servicecomb.transport.failure.rest': null }

/** Five calls, half of them failed, three seconds of sleep. */
const five = {
  [`${breaker}enabled`]: 'true',
  [`${breaker}requestVolumeThreshold`]: '5',
  [`${breaker}errorThresholdPercentage`]: '50',
  [`${breaker}sleepWindowInMilliseconds`]: '3000',
}

/** servicecomb.md 3.6, the old style: when circuits open and close. */
export const circuitBreakerCases: readonly GovernanceCase[] = [
  {
    name: 'five 500s open the circuit; after the sleep one call is tried, and its success closes it',
    instances: failing,
    atStart: five,
    steps: [
      { times: 8, outcomes: { 'a 500': 5, [open]: 3 } },
      { answers: { a: 200 } },
      { passMs: 2900 },
      { times: 1, outcomes: { [open]: 1 } },
      { passMs: 200 },
      { times: 10, outcomes: { a: 10 } },
    ],
  },
  {
    name: 'a trial that fails leaves the circuit open for another sleep',
    instances: failing,
    atStart: five,
    steps: [
      { times: 6, outcomes: { 'a 500': 5, [open]: 1 } },
      { passMs: 3100 },
      { times: 4, outcomes: { 'a 500': 1, [open]: 3 } },
      { passMs: 3100 },
      { times: 4, outcomes: { 'a 500': 1, [open]: 3 } },
    ],
  },
  {
    name: 'breakers are off unless they are enabled',
    instances: failing,
    atStart: { ...five, [`${breaker}enabled`]: null },
    steps: [{ times: 30, outcomes: { 'a 500': 30 } }],
  },
  {
    name: 'an enabled breaker opens after 20 calls of which half failed, and sleeps 15 s',
    instances: failing,
    atStart: { [`${breaker}enabled`]: 'true' },
    steps: [
      { times: 25, outcomes: { 'a 500': 20, [open]: 5 } },
      { passMs: 14_900 },
      { times: 1, outcomes: { [open]: 1 } },
      { passMs: 200 },
      { times: 2, outcomes: { 'a 500': 1, [open]: 1 } },
    ],
  },
  {
    name: '4xx never count as failures',
    instances: [{ name: 'a', answers: 404 }],
    atStart: five,
    steps: [{ times: 30, outcomes: { 'a 404': 30 } }],
  },
  {
    name: 'successes of the last 10 s count in the percentage',
    atStart: five,
    steps: [
      { times: 6, outcomes: { a: 6 } },
      { answers: { a: 500 } },
      { times: 8, outcomes: { 'a 500': 6, [open]: 2 } },
    ],
  },
  {
    name: 'what is older than 10 s does not count',
    atStart: five,
    steps: [
      { times: 30, outcomes: { a: 30 } },
      { passMs: 11_000 },
      { answers: { a: 500 } },
      { times: 7, outcomes: { 'a 500': 5, [open]: 2 } },
    ],
  },
  {
    name: 'failures of one service leave the circuit of another closed',
    instances: [...failing, { name: 'basket', service: 'basket' }],
    atStart: five,
    steps: [
      { times: 6, outcomes: { 'a 500': 5, [open]: 1 } },
      { times: 6, service: 'basket', outcomes: { basket: 6 } },
    ],
  },
  {
    name: 'scope instance looks the same',
    instances: failing,
    atStart: { ...five, 'cse.circuitBreaker.scope': 'instance' },
    steps: [{ times: 8, outcomes: { 'a 500': 5, [open]: 3 } }],
  },

  // What counts as a failure
  {
    name: 'a 5xx that is not listed counts as a success',
    instances: failing,
    caller: unlisted,
    atStart: five,
    steps: [{ times: 30, outcomes: { 'a 500': 30 } }],
  },
  {
    name: 'a 5xx counts when it is in the list',
    instances: [{ name: 'a', answers: 503 }],
    caller: { 'servicecomb.transport.failure.rest': 'http_500,http_503' },
    atStart: five,
    steps: [{ times: 6, outcomes: { 'a 503': 5, [open]: 1 } }],
  },
  {
    name: 'time-outs count without being listed',
    instances: [{ name: 'a', answers: 'nothing' }],
    caller: unlisted,
    atStart: { ...five, [`${isolation}timeoutInMilliseconds`]: '30' },
    steps: [{ times: 8, outcomes: { 'timed out': 5, [open]: 3 } }],
  },
  {
    name: 'connections that fail count without being listed',
    instances: [{ name: 'a', answers: 'refuses' }],
    caller: unlisted,
    atStart: five,
    steps: [{ times: 8, outcomes: { refused: 5, [open]: 3 } }],
  },
  {
    name: 'a 502 of an application that is down behind its sidecar counts only while http_502 is listed',
    instances: [{ name: 'a', answers: 502 }],
    caller: { 'servicecomb.transport.failure.rest': 'http_500' },
    atStart: five,
    steps: [{ times: 20, outcomes: { 'a 502': 20 } }],
  },
  {
    name: 'a live change drops the list: 500s no longer open the circuit, time-outs do',
    instances: failing,
    atStart: { ...five, [`${isolation}timeoutInMilliseconds`]: '30' },
    steps: [
      { write: { [`${breaker}sleepWindowInMilliseconds`]: '4000' } },
      { times: 20, outcomes: { 'a 500': 20 } },
      { passMs: 11_000 },
      { answers: { a: 'nothing' } },
      { times: 7, outcomes: { 'timed out': 5, [open]: 2 } },
    ],
  },
  {
    name: 'the list is back after a restart',
    instances: failing,
    atStart: five,
    steps: [
      { write: { [`${breaker}sleepWindowInMilliseconds`]: '4000' } },
      { times: 20, outcomes: { 'a 500': 20 } },
      { restart: true },
      { times: 6, outcomes: { 'a 500': 5, [open]: 1 } },
    ],
  },
  {
    name: 'a live change of a fallback key drops the list, too',
    instances: failing,
    atStart: five,
    steps: [{ write: { 'cse.fallback.Consumer.enabled': 'true' } }, { times: 20, outcomes: { 'a 500': 20 } }],
  },

  // Changes
  {
    name: 'changing a key closes the circuits and starts their counts anew',
    instances: [{ name: 'a', answers: 'refuses' }],
    atStart: five,
    steps: [
      { times: 6, outcomes: { refused: 5, [open]: 1 } },
      { write: { [`${breaker}requestVolumeThreshold`]: '6' } },
      { times: 8, outcomes: { refused: 6, [open]: 2 } },
    ],
  },
  {
    name: 'forceOpen acts live',
    atStart: five,
    steps: [
      { write: { [`${breaker}forceOpen`]: 'true' } },
      { times: 3, outcomes: { [open]: 3 } },
      { write: { [`${breaker}forceOpen`]: 'false' } },
      { times: 3, outcomes: { a: 3 } },
    ],
  },
  {
    name: 'forceClosed keeps a circuit closed',
    instances: failing,
    atStart: { ...five, [`${breaker}forceClosed`]: 'true' },
    steps: [{ times: 30, outcomes: { 'a 500': 30 } }],
  },
  {
    name: 'keys of one service have no effect, at the start or live',
    instances: failing,
    atStart: Object.fromEntries(
      Object.entries(five).map(([key, value]) => [key.replace('Consumer.', 'Consumer.order.'), value]),
    ),
    steps: [
      { times: 30, outcomes: { 'a 500': 30 } },
      { write: { [`${breaker}order.forceOpen`]: 'true' } },
      { times: 3, outcomes: { 'a 500': 3 } },
    ],
  },

  // Fallback
  {
    name: 'the policy returnnull answers 502 with an unknown error',
    atStart: {
      ...five,
      [`${breaker}forceOpen`]: 'true',
      'cse.fallbackpolicy.Consumer.policy': 'returnnull',
    },
    steps: [{ times: 2, outcomes: { '502 Unknown Error,instance is not selected, error is nil': 2 } }],
  },
  {
    name: 'the policy throwexception answers as without a policy',
    atStart: {
      ...five,
      [`${breaker}forceOpen`]: 'true',
      'cse.fallbackpolicy.Consumer.policy': 'throwexception',
    },
    steps: [{ times: 2, outcomes: { [open]: 2 } }],
  },
  {
    // Read in go-chassis, not run.
    name: 'a forced fallback isolates every call, also with the breaker off',
    atStart: { 'cse.fallback.Consumer.force': 'true' },
    steps: [{ times: 2, outcomes: { '503 API order:: is isolated because of error: force fallback': 2 } }],
  },
  {
    // Read in go-chassis, not run.
    name: 'with the fallback switched off the answer is the bare reason',
    atStart: { ...five, [`${breaker}forceOpen`]: 'true', 'cse.fallback.Consumer.enabled': 'false' },
    steps: [{ times: 2, outcomes: { '503 circuit open': 2 } }],
  },
]
