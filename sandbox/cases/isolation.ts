import type { GovernanceCase } from './governance-case.ts'

const isolation = 'cse.isolation.Consumer.'
const crowded = '503 API order:: is reject because of error: max concurrency'

/** servicecomb.md 3.6, the old style: how many calls at once, and how long each may take. */
export const isolationCases: readonly GovernanceCase[] = [
  // Concurrency
  {
    name: 'more calls at once than maxConcurrentRequests are rejected, also with the breaker off',
    instances: [{ name: 'a', answers: 'when all are there' }],
    atStart: { [`${isolation}maxConcurrentRequests`]: '2' },
    steps: [
      { times: 5, atOnce: true, outcomes: { a: 2, [crowded]: 3 } },
      { times: 2, outcomes: { a: 2 } },
    ],
  },
  {
    name: 'maxConcurrentRequests acts live',
    instances: [{ name: 'a', answers: 'when all are there' }],
    steps: [
      { times: 5, atOnce: true, outcomes: { a: 5 } },
      { write: { [`${isolation}maxConcurrentRequests`]: '1' } },
      { times: 5, atOnce: true, outcomes: { a: 1, [crowded]: 4 } },
    ],
  },
  {
    name: 'maxConcurrentRequests of one service has no effect',
    instances: [{ name: 'a', answers: 'when all are there' }],
    atStart: { [`${isolation}order.maxConcurrentRequests`]: '1' },
    steps: [{ times: 5, atOnce: true, outcomes: { a: 5 } }],
  },

  // Time-outs
  {
    name: 'a shorter global time-out acts when it is read',
    instances: [{ name: 'a', answers: { afterMs: 400 } }],
    steps: [
      { times: 1, outcomes: { a: 1 } },
      { write: { [`${isolation}timeoutInMilliseconds`]: '40' } },
      { times: 2, outcomes: { 'timed out': 2 } },
    ],
  },
  {
    name: 'a longer global time-out acts about 5 s later',
    instances: [{ name: 'a', answers: { afterMs: 400 } }],
    atStart: { [`${isolation}timeoutInMilliseconds`]: '40' },
    steps: [
      { write: { [`${isolation}timeoutInMilliseconds`]: '20000' } },
      { times: 2, outcomes: { 'timed out': 2 } },
      { passMs: 6000 },
      { times: 2, outcomes: { a: 2 } },
    ],
  },
  {
    name: 'the removal of a global time-out acts about 5 s later',
    instances: [{ name: 'a', answers: { afterMs: 400 } }],
    atStart: { [`${isolation}timeoutInMilliseconds`]: '40' },
    steps: [
      { write: { [`${isolation}timeoutInMilliseconds`]: null } },
      { times: 2, outcomes: { 'timed out': 2 } },
      { passMs: 6000 },
      { times: 2, outcomes: { a: 2 } },
    ],
  },
  {
    name: 'the time-out of one service has an effect, and leaves the others alone',
    instances: [
      { name: 'a', answers: { afterMs: 400 } },
      { name: 'basket', service: 'basket', answers: { afterMs: 400 } },
    ],
    steps: [
      { write: { [`${isolation}order.timeoutInMilliseconds`]: '40' } },
      { times: 2, outcomes: { 'timed out': 2 } },
      { times: 1, service: 'basket', outcomes: { basket: 1 } },
    ],
  },
]
