import type { GovernanceCase } from './governance-case.ts'

const limit = 'cse.flowcontrol.Consumer.qps.limit.order'
const globalLimit = 'cse.flowcontrol.Provider.qps.global.limit'
const refused = '502 too many requests'

const two = [{ name: 'a' }, { name: 'b' }]

/** servicecomb.md 3.5, the old style. */
export const rateLimitCases: readonly GovernanceCase[] = [
  // The bucket
  {
    name: 'limit 5 lets 1 of 60 calls at once through',
    steps: [{ write: { [limit]: '5' } }, { times: 60, atOnce: true, outcomes: { a: 1, [refused]: 59 }, within: 1 }],
  },
  {
    name: 'limit 5 lets 4.5 of 9 calls a second through when they come evenly',
    steps: [
      { write: { [limit]: '5' } },
      { times: 90, everyMs: 1000 / 9, outcomes: { a: 45, [refused]: 45 }, within: 5 },
    ],
  },
  {
    name: 'limit 20 lets 4 calls at once through',
    steps: [{ write: { [limit]: '20' } }, { times: 60, atOnce: true, outcomes: { a: 4, [refused]: 56 }, within: 4 }],
  },
  {
    name: 'limit 20 lets 20 calls a second through when they come evenly',
    steps: [{ write: { [limit]: '20' } }, { times: 100, everyMs: 50, outcomes: { a: 100 }, within: 5 }],
  },
  {
    // 20 from the bucket; 24 were seen, since it fills while they come.
    name: 'limit 100 lets 20 calls at once through',
    steps: [{ write: { [limit]: '100' } }, { times: 60, atOnce: true, outcomes: { a: 20, [refused]: 40 }, within: 12 }],
  },
  {
    name: 'limits below 5 let 10 calls at once through',
    steps: [{ write: { [limit]: '4' } }, { times: 30, atOnce: true, outcomes: { a: 10, [refused]: 20 }, within: 1 }],
  },
  {
    name: 'limit 1 lets 10 calls at once through, then 1 a second',
    steps: [
      { write: { [limit]: '1' } },
      { times: 60, atOnce: true, outcomes: { a: 10, [refused]: 50 }, within: 1 },
      { passMs: 1000 },
      { times: 10, outcomes: { a: 1, [refused]: 9 }, within: 1 },
      { passMs: 3000 },
      { times: 10, outcomes: { a: 3, [refused]: 7 }, within: 1 },
    ],
  },
  ...['0', '-1'].map((value) => ({
    name: `${value} rejects every call`,
    steps: [{ write: { [limit]: value } }, { times: 10, outcomes: { [refused]: 10 } }],
  })),
  ...['abc', '2.5'].map((value) => ({
    name: `${value} is no whole number and sets no limit`,
    steps: [{ write: { [limit]: value } }, { times: 60, outcomes: { a: 60 } }],
  })),

  // In force
  {
    name: 'a changed limit is in force without a restart',
    steps: [
      { write: { [limit]: '0' } },
      { times: 5, outcomes: { [refused]: 5 } },
      { write: { [limit]: '20' } },
      { times: 60, atOnce: true, outcomes: { a: 4, [refused]: 56 }, within: 4 },
    ],
  },
  {
    name: 'removing the key removes the limit',
    steps: [{ write: { [limit]: '0' } }, { write: { [limit]: null } }, { times: 60, outcomes: { a: 60 } }],
  },
  {
    name: 'removing the key brings the value of the file back',
    caller: { [limit]: '0' },
    steps: [
      { write: { [limit]: '20' } },
      { times: 60, atOnce: true, outcomes: { a: 4, [refused]: 56 }, within: 4 },
      { write: { [limit]: null } },
      { times: 10, outcomes: { [refused]: 10 } },
    ],
  },
  {
    name: 'a limit that is there when the process starts is in force',
    atStart: { [limit]: '0' },
    steps: [{ times: 5, outcomes: { [refused]: 5 } }],
  },

  // The calling side
  {
    name: 'the limit of one called service leaves the others alone',
    instances: [{ name: 'a' }, { name: 'basket', service: 'basket' }],
    steps: [
      { write: { [limit]: '0' } },
      { times: 5, outcomes: { [refused]: 5 } },
      { times: 5, service: 'basket', outcomes: { basket: 5 } },
    ],
  },
  {
    name: 'a limit of the calling side counts in each calling process',
    steps: [
      { write: { [limit]: '1' } },
      { times: 20, atOnce: true, outcomes: { a: 10, [refused]: 10 }, within: 1 },
      { times: 20, from: 'other', outcomes: { a: 10, [refused]: 10 }, within: 1 },
    ],
  },
  {
    name: 'Consumer.qps.enabled false switches the limits of the calling side off',
    steps: [
      { write: { [limit]: '0', 'cse.flowcontrol.Consumer.qps.enabled': 'false' } },
      { times: 10, outcomes: { a: 10 } },
    ],
  },

  // The called side
  {
    name: 'the global limit of the called side counts all callers together',
    steps: [
      { write: { [globalLimit]: '1' } },
      { times: 6, outcomes: { a: 6 } },
      { times: 6, from: 'other', outcomes: { a: 4, [refused]: 2 }, within: 1 },
    ],
  },
  {
    name: 'a limit for one caller replaces the global one',
    steps: [
      { write: { [globalLimit]: '0', 'cse.flowcontrol.Provider.qps.limit.caller': '20' } },
      { times: 60, atOnce: true, outcomes: { a: 4, [refused]: 56 }, within: 4 },
      { times: 10, from: 'other', outcomes: { [refused]: 10 } },
    ],
  },
  {
    name: 'a limit for another caller leaves this one to the global limit',
    steps: [
      { write: { [globalLimit]: '1', 'cse.flowcontrol.Provider.qps.limit.other': '0' } },
      { times: 20, atOnce: true, outcomes: { a: 10, [refused]: 10 }, within: 1 },
      { times: 10, from: 'other', outcomes: { [refused]: 10 } },
    ],
  },
  {
    name: 'a limit of the called side counts in each receiving sidecar',
    instances: two,
    steps: [
      { write: { [globalLimit]: '1' } },
      { times: 60, atOnce: true, outcomes: { a: 10, b: 10, [refused]: 40 }, within: 1 },
    ],
  },
  {
    name: 'the global limit of 100 in the stock file lets 20 calls at once through',
    called: { [globalLimit]: '100' },
    steps: [{ times: 60, atOnce: true, outcomes: { a: 20, [refused]: 40 }, within: 12 }],
  },
  {
    name: 'Provider.qps.enabled false switches the limits of the called side off',
    steps: [
      { write: { [globalLimit]: '0', 'cse.flowcontrol.Provider.qps.enabled': 'false' } },
      { times: 10, outcomes: { a: 10 } },
    ],
  },
]
