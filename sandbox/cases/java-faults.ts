import { everything, type JavaCase } from './java-case.ts'

const aborted = (status: number): string => `fault ${status} aborted by fault inject`
const fault = (policy: string): Record<string, string> => ({ ...everything, 'servicecomb.faultInjection.all': policy })
const old = (scope: string, field: string): string =>
  `servicecomb.governance.Consumer.${scope}.policy.fault.protocols.rest.${field}`

/** servicecomb.md 3.8, java-chassis: the new form, then the old one. */
export const javaFaultCases: readonly JavaCase[] = [
  {
    name: 'abort answers errorCode, 500 unless it is said, without a call',
    keys: fault('{type: abort, percentage: 100}'),
    steps: [
      { side: 'sent', times: 2, outcomes: { [aborted(500)]: 2 }, tries: {} },
      { change: fault('{type: abort, percentage: 100, errorCode: 418}') },
      { side: 'sent', outcomes: { [aborted(418)]: 1 }, tries: {} },
    ],
  },
  {
    name: 'percentage is the share of calls, decided by chance for each',
    keys: fault('{type: abort, percentage: 30}'),
    random: [0.29, 0.3, 0.99, 0],
    steps: [{ side: 'sent', times: 4, outcomes: { [aborted(500)]: 2, 'a 200': 1, 'b 200': 1 } }],
  },
  {
    name: 'a percentage of -1, the default, switches it off',
    keys: fault('{type: abort}'),
    random: [0],
    steps: [{ side: 'sent', outcomes: { 'a 200': 1 } }],
  },
  {
    name: 'ReturnNull answers 200 with nothing in it',
    keys: fault('{type: abort, percentage: 100, fallbackType: ReturnNull}'),
    steps: [{ side: 'sent', outcomes: { [aborted(200)]: 1 }, tries: {} }],
  },
  {
    name: 'delay, the default type, waits delayTime before the call',
    keys: fault('{percentage: 100, delayTime: "2S"}'),
    steps: [{ side: 'sent', times: 2, outcomes: { 'a 200': 1, 'b 200': 1 }, tookMs: 4000 }],
  },
  {
    name: 'forceClosed switches it off',
    keys: fault('{type: abort, percentage: 100, forceClosed: true}'),
    steps: [{ side: 'sent', outcomes: { 'a 200': 1 } }],
  },
  {
    name: 'an errorCode outside of 200 to 600 is no valid policy',
    keys: fault('{type: abort, percentage: 100, errorCode: 99}'),
    steps: [{ side: 'sent', outcomes: { 'a 200': 1 } }],
  },
  {
    name: 'received calls meet no fault',
    keys: fault('{type: abort, percentage: 100}'),
    steps: [{ side: 'received', outcomes: { '200': 1 } }],
  },
  {
    name: 'each try of a retried call may meet the fault anew',
    keys: { ...fault('{type: abort, percentage: 50, errorCode: 503}'), 'servicecomb.retry.all': '{maxAttempts: 1}' },
    random: [0, 0.9],
    steps: [{ side: 'sent', times: 2, outcomes: { 'b 200': 2 }, tries: { b: 2 } }],
  },
  {
    name: 'the old form aborts with abort.httpStatus in abort.percent of the calls of a service',
    keys: { [old('order', 'abort.httpStatus')]: '421', [old('order', 'abort.percent')]: '50' },
    random: [0.49, 0.49, 0.5, 0.5],
    steps: [{ side: 'sent', times: 4, outcomes: { [aborted(421)]: 2, 'a 200': 1, 'b 200': 1 } }],
  },
  {
    name: 'abort.percent without a status answers 200, "success"',
    keys: { [old('order', 'abort.percent')]: '100' },
    steps: [{ side: 'sent', outcomes: { [aborted(200)]: 1 }, tries: {} }],
  },
  {
    name: 'the old form delays by delay.fixedDelay; without it delay.percent does nothing',
    keys: { [old('order', 'delay.percent')]: '100' },
    steps: [
      { side: 'sent', outcomes: { 'a 200': 1 }, tookMs: 0 },
      { change: { [old('order', 'delay.fixedDelay')]: '300' } },
      { side: 'sent', outcomes: { 'b 200': 1 }, tookMs: 300 },
    ],
  },
  {
    name: '_global is for every service without a key of its own, field by field; a percent of 0 of its own switches it off',
    keys: { [old('_global', 'abort.httpStatus')]: '421', [old('_global', 'abort.percent')]: '100' },
    steps: [
      { side: 'sent', outcomes: { [aborted(421)]: 1 } },
      { change: { [old('order', 'abort.httpStatus')]: '422' } },
      { side: 'sent', outcomes: { [aborted(422)]: 1 } },
      { change: { [old('order', 'abort.percent')]: '0' } },
      { side: 'sent', outcomes: { 'a 200': 1 } },
    ],
  },
]
