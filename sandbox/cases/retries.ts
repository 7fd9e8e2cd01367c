import type { GovernanceCase } from './governance-case.ts'

const retry = (onNext: number, onSame = 0, rest: Readonly<Record<string, string>> = {}) => ({
  'cse.loadbalance.retryEnabled': 'true',
  'cse.loadbalance.retryOnNext': `${onNext}`,
  'cse.loadbalance.retryOnSame': `${onSame}`,
  ...rest,
})

const backoff = (kind: string, minMs: number, maxMs: number) => ({
  'cse.loadbalance.backoff.kind': kind,
  'cse.loadbalance.backoff.minMs': `${minMs}`,
  'cse.loadbalance.backoff.maxMs': `${maxMs}`,
})

const oneGone = [{ name: 'a' }, { name: 'gone', answers: 'refuses' as const }]
const oneBusy = [{ name: 'a' }, { name: 'b', answers: 503 }]
const allBusy = [
  { name: 'a', answers: 503 },
  { name: 'b', answers: 503 },
]

/** servicecomb.md 3.7: what is tried again, how often and how soon. */
export const retryCases: readonly GovernanceCase[] = [
  {
    name: 'with an instance that refuses connections every second call is 502 until it is retried on the next: then all are 200',
    instances: oneGone,
    steps: [{ times: 10, outcomes: { a: 5, refused: 5 } }, { write: retry(1) }, { times: 10, outcomes: { a: 10 } }],
  },
  {
    name: 'nothing is retried unless it is enabled',
    instances: oneGone,
    steps: [
      { write: { 'cse.loadbalance.retryOnNext': '2', 'cse.loadbalance.retryOnSame': '2' } },
      { times: 10, outcomes: { a: 5, refused: 5 } },
    ],
  },
  {
    name: 'a listed 503 is retried, POST included',
    instances: oneBusy,
    steps: [
      { write: retry(1) },
      { times: 10, outcomes: { a: 10 } },
      { times: 10, method: 'POST', outcomes: { a: 10 } },
    ],
  },
  {
    name: 'a 503 that is not listed is not retried',
    instances: oneBusy,
    caller: { 'servicecomb.transport.failure.rest': 'http_500' },
    steps: [{ write: retry(1) }, { times: 10, outcomes: { a: 5, 'b 503': 5 } }],
  },
  {
    name: '4xx are not retried',
    instances: [{ name: 'a' }, { name: 'b', answers: 404 }],
    steps: [{ write: retry(1) }, { times: 10, outcomes: { a: 5, 'b 404': 5 } }],
  },
  {
    name: 'a live change that drops the failure list ends the retries of 5xx, not those of connections',
    instances: [...oneBusy],
    steps: [
      { write: { ...retry(1), 'cse.isolation.Consumer.maxConcurrentRequests': '500' } },
      { times: 10, outcomes: { a: 5, 'b 503': 5 } },
    ],
  },
  {
    name: 'a call without an instance is not retried',
    instances: [{ name: 'a', service: 'basket' }],
    steps: [{ write: retry(2, 2) }, { times: 3, outcomes: { 'no instance': 3 } }],
  },
  {
    name: 'time-outs are retried, but not reliably',
    instances: [{ name: 'a' }, { name: 'b', answers: 'nothing' }],
    steps: [
      { write: { ...retry(1), 'cse.isolation.Consumer.timeoutInMilliseconds': '25' } },
      { times: 60, outcomes: { a: 40, 'timed out': 20 }, chance: 12 },
    ],
  },

  // Attempts
  {
    name: 'retryOnSame repeats a call on the same instance',
    instances: [{ name: 'a', answers: 503 }],
    steps: [{ write: retry(0, 2) }, { times: 1, outcomes: { 'a 503': 1 }, received: { a: 3 } }],
  },
  {
    name: 'retryOnNext repeats a call on other instances',
    instances: allBusy,
    steps: [{ write: retry(3) }, { times: 1, outcomes: { 'b 503': 1 }, received: { a: 2, b: 2 }, chance: 1 }],
  },
  {
    name: 'both together try each instance as often as the same one is tried',
    instances: allBusy,
    steps: [
      { write: retry(1, 1) },
      { times: 2, outcomes: { 'a 503': 1, 'b 503': 1 }, received: { a: 4, b: 4 }, chance: 1 },
    ],
  },
  {
    name: 'a call that succeeds is not repeated',
    steps: [{ write: retry(3, 3) }, { times: 4, outcomes: { a: 4 }, received: { a: 4 } }],
  },

  // Waiting
  ...(
    [
      ['zero', 0, 0],
      ['constant', 600, 600],
      ['exponential', 150, 900],
    ] as const
  ).map(([kind, atLeast, atMost]) => ({
    name: `the back-off ${kind} of 200 to 400 ms waits ${atMost === 0 ? 'not at all' : `${atLeast} to ${atMost} ms`} before three further attempts`,
    instances: [{ name: 'a', answers: 503 }],
    steps: [
      { write: retry(0, 3, backoff(kind, 200, 400)) },
      { times: 1, outcomes: { 'a 503': 1 }, received: { a: 4 }, took: { atLeast, atMost } },
    ],
  })),
]
