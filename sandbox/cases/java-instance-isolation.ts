import { everything, type JavaCase } from './java-case.ts'

const isolated = 'open-circuit 503 instance isolation circuitBreaker is open.'

const fourCalls =
  '{slidingWindowType: count, slidingWindowSize: 4, minimumNumberOfCalls: 4, waitDurationInOpenState: "5S", permittedNumberOfCallsInHalfOpenState: 2}'

const isolation = (policy: string): Record<string, string> => ({
  ...everything,
  'servicecomb.instanceIsolation.all': policy,
})

/** servicecomb.md 3.6, the new form: the caller's circuit for each called instance. */
export const javaInstanceIsolationCases: readonly JavaCase[] = [
  {
    name: 'each called instance has a circuit of its own; the first call that one refuses ends in 503, then the others take over',
    keys: isolation(fourCalls),
    steps: [
      {
        side: 'sent',
        times: 8,
        servedBy: { b: { status: 503 } },
        outcomes: { 'a 200': 4, 'b 503': 4 },
      },
      { side: 'sent', times: 6, outcomes: { 'a 200': 5, [isolated]: 1 }, tries: { a: 5 } },
    ],
  },
  {
    name: 'an isolated instance is tried again after waitDurationInOpenState',
    keys: isolation(fourCalls),
    instances: [{ id: 'a' }],
    steps: [
      { side: 'sent', times: 4, served: { status: 502 }, outcomes: { 'a 502': 4 } },
      { side: 'sent', outcomes: { [isolated]: 1 } },
      { passMs: 5001 },
      { side: 'sent', times: 3, outcomes: { 'a 200': 3 } },
    ],
  },
  {
    name: 'while every instance is isolated, calls go on ending in 503',
    keys: isolation(fourCalls),
    steps: [
      { side: 'sent', times: 8, served: { status: 503 }, outcomes: { 'a 503': 4, 'b 503': 4 } },
      { side: 'sent', times: 4, outcomes: { [isolated]: 4 } },
    ],
  },
  {
    name: 'a connection that breaks is a failure whatever recordFailureStatus says',
    keys: isolation(fourCalls.replace('{', '{recordFailureStatus: ["500"], ')),
    instances: [{ id: 'a' }],
    steps: [
      { side: 'sent', times: 4, served: { broken: true }, outcomes: { 'failed 502 EOF': 4 } },
      { side: 'sent', outcomes: { [isolated]: 1 } },
    ],
  },
  {
    name: 'forceOpen refuses all calls of the group before they leave',
    keys: isolation('{forceOpen: true}'),
    steps: [
      {
        side: 'sent',
        times: 2,
        outcomes: { 'open-circuit 503 Policy "all" forced open and deny requests"': 2 },
        tries: {},
      },
    ],
  },
  {
    name: 'forceClosed lets failures pass',
    keys: isolation(fourCalls.replace('{', '{forceClosed: true, ')),
    instances: [{ id: 'a' }],
    steps: [{ side: 'sent', times: 9, served: { status: 503 }, outcomes: { 'a 503': 9 } }],
  },
  {
    name: 'received calls are not isolated',
    keys: isolation(fourCalls),
    steps: [{ side: 'received', times: 9, served: { status: 503 }, outcomes: { '503': 9 } }],
  },
  {
    name: 'with a retry, the call that an open circuit refuses goes to another instance',
    keys: { ...isolation(fourCalls), 'servicecomb.retry.all': '{maxAttempts: 1}' },
    steps: [
      { side: 'sent', times: 8, servedBy: { b: { status: 503 } }, outcomes: { 'a 200': 8 }, tries: { a: 8, b: 4 } },
      { side: 'sent', times: 4, outcomes: { 'a 200': 4 }, tries: { a: 4 } },
    ],
  },
]
