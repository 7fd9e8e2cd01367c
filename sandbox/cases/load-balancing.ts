import type { GovernanceCase } from './governance-case.ts'

const strategy = 'cse.loadbalance.strategy.name'
const two = [{ name: 'a' }, { name: 'b' }]
const retried = { retryEnabled: 'true', retryOnNext: '1' }
const oneGone = [{ name: 'a' }, { name: 'gone', answers: 'refuses' as const }]

const block = (service: string, fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [`cse.loadbalance.${service}.${field}`, value]))

/** servicecomb.md 3.7: which instance is taken, and which block counts. */
export const loadBalancingCases: readonly GovernanceCase[] = [
  // Strategies
  {
    name: 'without a strategy instances alternate strictly',
    instances: two,
    steps: [{ times: 20, outcomes: { a: 10, b: 10 }, alternating: true }],
  },
  {
    name: 'RoundRobin alternates strictly',
    instances: two,
    steps: [{ write: { [strategy]: 'RoundRobin' } }, { times: 20, outcomes: { a: 10, b: 10 }, alternating: true }],
  },
  {
    name: 'Random reaches every instance about as often',
    instances: two,
    steps: [{ write: { [strategy]: 'Random' } }, { times: 400, outcomes: { a: 200, b: 200 }, chance: 60 }],
  },
  {
    name: 'WeightedResponse leans to the quicker instance',
    instances: [
      { name: 'a', answers: { afterMs: 1 } },
      { name: 'b', answers: { afterMs: 25 } },
    ],
    steps: [
      { write: { [strategy]: 'WeightedResponse' } },
      { times: 20, outcomes: { a: 10, b: 10 } },
      { passMs: 31_000 },
      { times: 100, outcomes: { a: 85, b: 15 }, chance: 13 },
    ],
  },
  ...[undefined, { cookie: 'go-chassisLB=5e6b9a52-8f4f-4a63-9a5b-0a3d8a4d3c11' }].map((headers) => ({
    name: `SessionStickiness sends a new cookie with each answer and alternates${headers ? ', whatever cookie was sent' : ''}`,
    instances: two,
    steps: [
      { write: { [strategy]: 'SessionStickiness' } },
      {
        times: 10,
        ...(headers ? { headers } : {}),
        outcomes: { a: 5, b: 5 },
        alternating: true as const,
        cookies: 10,
      },
    ],
  })),
  ...['roundrobin', 'LeastConnections'].map((name) => ({
    name: `the unknown strategy ${name} ends the process at its next call, and again after a restart`,
    steps: [
      { write: { [strategy]: name } },
      { times: 2, outcomes: { dropped: 1, ended: 1 } },
      { restart: true as const },
      { times: 2, outcomes: { dropped: 1, ended: 1 } },
    ],
  })),
  {
    name: 'an unknown strategy of one service ends the process at the next call of that service',
    instances: [{ name: 'a' }, { name: 'basket', service: 'basket' }],
    steps: [
      { write: block('order', { 'strategy.name': 'random' }) },
      { times: 2, service: 'basket', outcomes: { basket: 2 } },
      { times: 2, outcomes: { dropped: 1, ended: 1 } },
    ],
  },
  {
    name: 'a process that starts with an unknown strategy runs until its first call',
    atStart: { [strategy]: 'nonsense' },
    steps: [{ times: 2, outcomes: { dropped: 1, ended: 1 } }],
  },

  // Blocks
  {
    name: 'the block of a service replaces the global one entirely',
    instances: oneGone,
    steps: [
      {
        write: {
          'cse.loadbalance.retryEnabled': 'true',
          'cse.loadbalance.retryOnNext': '1',
        },
      },
      { times: 10, outcomes: { a: 10 } },
      { write: block('order', { 'strategy.name': 'RoundRobin' }) },
      { times: 10, outcomes: { a: 5, refused: 5 } },
    ],
  },
  {
    name: 'the block of a service leaves the others to the global one',
    instances: [...oneGone, { name: 'basket', service: 'basket' }],
    steps: [
      { write: { [strategy]: 'nonsense', ...block('order', { 'strategy.name': 'RoundRobin' }) } },
      { times: 2, outcomes: { a: 1, refused: 1 } },
      { times: 2, service: 'basket', outcomes: { dropped: 1, ended: 1 } },
    ],
  },
  {
    // The parser goes through services in any order: a real process shows it only in some of its runs.
    name: 'a field that is missing in one block can inherit the value of another',
    instances: [...oneGone, { name: 'basket', service: 'basket' }],
    steps: [
      { write: { ...block('basket', retried), ...block('order', { 'strategy.name': 'RoundRobin' }) } },
      { times: 10, outcomes: { a: 10 } },
    ],
  },
  {
    name: 'blocks with all their fields keep apart',
    instances: [...oneGone, { name: 'basket', service: 'basket' }],
    steps: [
      {
        write: {
          ...block('basket', { ...retried, 'strategy.name': 'Random', retryOnSame: '0' }),
          ...block('order', {
            'strategy.name': 'RoundRobin',
            retryEnabled: 'false',
            retryOnNext: '0',
            retryOnSame: '0',
          }),
        },
      },
      { times: 10, outcomes: { a: 5, refused: 5 } },
    ],
  },
  {
    name: 'a service with a dot in its name has no block of its own',
    instances: [{ name: 'a', service: 'order.v2' }],
    steps: [
      { write: block('order.v2', { 'strategy.name': 'nonsense' }) },
      { times: 4, service: 'order.v2', outcomes: { a: 4 } },
    ],
  },
]
