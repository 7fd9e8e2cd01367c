import type { GovernanceCase } from './governance-case.ts'

const rest = (service: string) => `cse.governance.Consumer.${service}.policy.fault.protocols.rest`
const own = rest('order')
const global = rest('_global')
const others = [{ name: 'a' }, { name: 'basket', service: 'basket' }]

const abort = (prefix: string, percent: string, status: string) => ({
  [`${prefix}.abort.httpStatus`]: status,
  [`${prefix}.abort.percent`]: percent,
})

const delay = (prefix: string, percent: string, milliseconds: string) => ({
  [`${prefix}.delay.fixedDelay`]: milliseconds,
  [`${prefix}.delay.percent`]: percent,
})

/** servicecomb.md 3.8. */
export const faultCases: readonly GovernanceCase[] = [
  // Abort
  {
    name: 'an abort answers with its status and a body that says so',
    steps: [
      { write: abort(own, '100', '418') },
      { times: 5, outcomes: { '418 injecting abort': 5 }, received: { a: 0 } },
    ],
  },
  {
    name: '30 % hits about 300 of 1000',
    steps: [
      { write: abort(own, '30', '500') },
      { times: 1000, outcomes: { a: 700, '500 injecting abort': 300 }, chance: 50 },
    ],
  },
  {
    name: 'percent 0 switches it off',
    steps: [{ write: abort(own, '0', '500') }, { times: 10, outcomes: { a: 10 } }],
  },
  {
    name: 'a status without a percentage is harmless',
    steps: [{ write: { [`${own}.abort.httpStatus`]: '500' } }, { times: 10, outcomes: { a: 10 } }],
  },
  {
    name: 'a percentage without a status answers every call with 400',
    steps: [
      { write: { [`${own}.abort.percent`]: '1' } },
      { times: 10, outcomes: { '400 invalid http fault status': 10 }, received: { a: 0 } },
    ],
  },
  ...['99', '601', 'teapot'].map((status) => ({
    name: `the status ${status} answers every call with 400`,
    steps: [{ write: abort(own, '1', status) }, { times: 5, outcomes: { '400 invalid http fault status': 5 } }],
  })),
  ...['101', '-1'].map((percent) => ({
    name: `${percent} % answers every call with 400`,
    steps: [
      { write: abort(own, percent, '500') },
      // The sentence was read, not seen (go-chassis, core/fault).
      { times: 5, outcomes: { '400 invalid httpfault percentage:must be in range 0..100': 5 } },
    ],
  })),
  {
    name: 'it ends with its keys, the percentage first',
    steps: [
      { write: abort(own, '100', '500') },
      { write: { [`${own}.abort.percent`]: null } },
      { times: 5, outcomes: { a: 5 } },
      { write: { [`${own}.abort.httpStatus`]: null } },
      { times: 5, outcomes: { a: 5 } },
    ],
  },

  // Delay
  {
    name: 'a delay holds the call back by so many milliseconds',
    steps: [
      { write: delay(own, '100', '1500') },
      { times: 2, outcomes: { a: 2 }, took: { atLeast: 3000, atMost: 3200 } },
    ],
  },
  {
    name: 'a delay of 0 % holds nothing back',
    steps: [{ write: delay(own, '0', '1500') }, { times: 5, outcomes: { a: 5 }, took: { atLeast: 0, atMost: 500 } }],
  },
  {
    name: 'a delay without a percentage is harmless',
    steps: [
      { write: { [`${own}.delay.fixedDelay`]: '1500' } },
      { times: 5, outcomes: { a: 5 }, took: { atLeast: 0, atMost: 500 } },
    ],
  },
  {
    name: 'a percentage without a delay answers every call with 400',
    steps: [
      { write: { [`${own}.delay.percent`]: '1' } },
      { times: 5, outcomes: { '400 duration must be greater than 1ms': 5 } },
    ],
  },
  {
    name: 'a delay below 1 ms answers every call with 400',
    steps: [{ write: delay(own, '1', '0') }, { times: 5, outcomes: { '400 duration must be greater than 1ms': 5 } }],
  },
  {
    name: 'a call can be delayed and aborted',
    steps: [
      { write: { ...delay(own, '100', '1000'), ...abort(own, '100', '503') } },
      { times: 1, outcomes: { '503 injecting abort': 1 }, took: { atLeast: 1000, atMost: 1200 } },
    ],
  },

  // Scope
  {
    name: 'the fault of one service leaves the others alone',
    instances: others,
    steps: [{ write: abort(own, '100', '418') }, { times: 3, service: 'basket', outcomes: { basket: 3 } }],
  },
  {
    name: 'a global fault is there for all services',
    instances: others,
    steps: [
      { write: abort(global, '100', '503') },
      { times: 3, outcomes: { '503 injecting abort': 3 } },
      { times: 3, service: 'basket', outcomes: { '503 injecting abort': 3 } },
    ],
  },
  {
    name: 'the fault of a service goes before the global one',
    instances: others,
    steps: [
      { write: { ...abort(global, '100', '503'), ...abort(own, '100', '418') } },
      { times: 3, outcomes: { '418 injecting abort': 3 } },
      { times: 3, service: 'basket', outcomes: { '503 injecting abort': 3 } },
    ],
  },
  {
    name: 'percent 0 over a global fault: the global percentage applies with the status of the service',
    steps: [
      { write: { ...abort(global, '100', '503'), ...abort(own, '0', '418') } },
      { times: 3, outcomes: { '418 injecting abort': 3 } },
    ],
  },
  {
    name: 'without fault-inject in the chain, as it is by default, nothing is injected',
    caller: { 'servicecomb.handler.chain.Consumer.outgoing': null },
    steps: [{ write: abort(own, '100', '418') }, { times: 3, outcomes: { a: 3 } }],
  },
]
