import { everything, type JavaCase } from './java-case.ts'

const full = 'bulkhead is full and does not permit further calls.'

/** servicecomb.md 3.9. */
export const javaBulkheadCases: readonly JavaCase[] = [
  {
    name: 'maxConcurrentCalls received calls are served at once, the others are refused with 429',
    keys: { ...everything, 'servicecomb.bulkhead.all': '{maxConcurrentCalls: 2}' },
    steps: [
      {
        side: 'received',
        times: 5,
        atOnce: true,
        served: { takesMs: 100 },
        outcomes: { '200': 2, [`limited 429 ${full}`]: 3 },
      },
      { side: 'received', times: 5, served: { takesMs: 100 }, outcomes: { '200': 5 } },
    ],
  },
  {
    name: 'maxWaitDuration lets a call wait for a place',
    keys: { ...everything, 'servicecomb.bulkhead.all': '{maxConcurrentCalls: 1, maxWaitDuration: 250}' },
    steps: [
      {
        side: 'received',
        times: 4,
        atOnce: true,
        served: { takesMs: 100 },
        outcomes: { '200': 3, [`limited 429 ${full}`]: 1 },
        tookMs: 300,
      },
    ],
  },
  {
    name: 'a place is free again after a call that failed',
    keys: { ...everything, 'servicecomb.bulkhead.all': '{maxConcurrentCalls: 1}' },
    steps: [
      { side: 'received', times: 2, served: { broken: true }, outcomes: { 'failed 502 EOF': 2 } },
      { side: 'received', outcomes: { '200': 1 } },
    ],
  },
  {
    name: 'instanceBulkhead counts own calls, for each called instance, and refuses with 503',
    keys: { ...everything, 'servicecomb.instanceBulkhead.all': '{maxConcurrentCalls: 1}' },
    steps: [
      {
        side: 'sent',
        times: 5,
        atOnce: true,
        served: { takesMs: 100 },
        outcomes: { 'a 200': 1, 'b 200': 1, [`limited 503 ${full}`]: 3 },
      },
    ],
  },
  {
    name: 'a refusal of instanceBulkhead is retried',
    keys: {
      ...everything,
      'servicecomb.instanceBulkhead.all': '{maxConcurrentCalls: 1}',
      'servicecomb.retry.all': '{maxAttempts: 1, waitDuration: 200}',
    },
    steps: [
      {
        side: 'sent',
        times: 4,
        atOnce: true,
        served: { takesMs: 100 },
        outcomes: { 'a 200': 2, 'b 200': 2 },
        tookMs: 300,
      },
    ],
  },
]
