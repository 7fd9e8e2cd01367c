import { everything, type JavaCase } from './java-case.ts'

const retry = (policy: string): Record<string, string> => ({ ...everything, 'servicecomb.retry.all': policy })

/** servicecomb.md 3.7, java-chassis. */
export const javaRetryCases: readonly JavaCase[] = [
  {
    name: 'without a policy nothing is tried again',
    keys: everything,
    steps: [{ side: 'sent', served: { status: 503 }, outcomes: { 'a 503': 1 }, tries: { a: 1 } }],
  },
  {
    name: 'maxAttempts counts the tries after the first one, and is 3',
    keys: retry('{}'),
    steps: [{ side: 'sent', served: { status: 503 }, outcomes: { 'b 503': 1 }, tries: { a: 2, b: 2 }, tookMs: 3 }],
  },
  {
    name: 'each retry goes to another instance',
    keys: retry('{maxAttempts: 1}'),
    steps: [
      { side: 'sent', times: 4, servedBy: { a: { status: 502 } }, outcomes: { 'b 200': 4 }, tries: { a: 4, b: 4 } },
    ],
  },
  {
    name: 'retryOnSame retries go to the same instance first',
    keys: retry('{maxAttempts: 3, retryOnSame: 2}'),
    steps: [{ side: 'sent', served: { status: 503 }, outcomes: { 'b 503': 1 }, tries: { a: 3, b: 1 } }],
  },
  {
    name: 'a lone instance is tried again',
    keys: retry('{maxAttempts: 2}'),
    instances: [{ id: 'a' }],
    steps: [{ side: 'sent', served: { status: 503 }, outcomes: { 'a 503': 1 }, tries: { a: 3 } }],
  },
  {
    name: 'only 502 and 503 are retried unless retryOnResponseStatus says otherwise',
    keys: retry('{maxAttempts: 1}'),
    steps: [
      { side: 'sent', served: { status: 500 }, outcomes: { 'a 500': 1 }, tries: { a: 1 } },
      { change: retry('{maxAttempts: 1, retryOnResponseStatus: ["500", "4x9"]}') },
      { side: 'sent', served: { status: 500 }, outcomes: { 'a 500': 1 }, tries: { a: 1, b: 1 } },
      { side: 'sent', served: { status: 429 }, outcomes: { 'a 429': 1 }, tries: { a: 1, b: 1 } },
      { side: 'sent', served: { status: 502 }, outcomes: { 'b 502': 1 }, tries: { b: 1 } },
    ],
  },
  {
    name: 'a connection that breaks is retried whatever the statuses are',
    keys: retry('{maxAttempts: 1, retryOnResponseStatus: ["500"]}'),
    steps: [{ side: 'sent', servedBy: { a: { broken: true } }, outcomes: { 'b 200': 1 }, tries: { a: 1, b: 1 } }],
  },
  {
    name: 'FixedInterval waits waitDuration before each retry',
    keys: retry('{maxAttempts: 2, waitDuration: "2S"}'),
    steps: [{ side: 'sent', served: { status: 503 }, outcomes: { 'a 503': 1 }, tookMs: 4000 }],
  },
  {
    name: 'RandomBackoff waits initialInterval, then multiplier times as long, each within randomizationFactor of it',
    keys: retry('{maxAttempts: 3, retryStrategy: RandomBackoff, initialInterval: 100}'),
    random: [0, 0.5, 0.75],
    // 50 of 50–150, 200 of 100–300, 500 of 200–600
    steps: [{ side: 'sent', served: { status: 503 }, outcomes: { 'b 503': 1 }, tookMs: 50 + 200 + 500 }],
  },
  {
    name: 'failAfterMaxAttempts makes the end of the tries an error of its own',
    keys: retry('{maxAttempts: 1, failAfterMaxAttempts: true}'),
    steps: [
      {
        side: 'sent',
        served: { status: 503 },
        outcomes: { "failed 500 Retry 'servicecomb.retry.all' has exhausted all attempts (2)": 1 },
        tries: { a: 1, b: 1 },
      },
    ],
  },
  {
    name: 'a success on the way ends the tries',
    keys: retry('{maxAttempts: 5}'),
    steps: [{ side: 'sent', servedBy: { a: { status: 503 } }, outcomes: { 'b 200': 1 }, tries: { a: 1, b: 1 } }],
  },
  {
    name: 'maxAttempts below 1 is no valid policy',
    keys: retry('{maxAttempts: 0}'),
    steps: [{ side: 'sent', served: { status: 503 }, outcomes: { 'a 503': 1 }, tries: { a: 1 } }],
  },
  {
    name: 'received calls are not retried',
    keys: retry('{maxAttempts: 5}'),
    steps: [{ side: 'received', served: { status: 503 }, outcomes: { '503': 1 } }],
  },
]
