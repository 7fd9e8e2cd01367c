import { everything, type JavaCase } from './java-case.ts'

const limited = 'limited 429 rate limited.'
const qps = 'servicecomb.flowcontrol'

/** servicecomb.md 3.5: the new form of java-chassis, then the old one. */
export const javaRateLimitCases: readonly JavaCase[] = [
  {
    name: 'rate calls go through in each period of one second, the others are refused with 429',
    keys: { ...everything, 'servicecomb.rateLimiting.all': 'rate: 3' },
    steps: [
      { side: 'received', times: 5, outcomes: { '200': 3, [limited]: 2 } },
      { passMs: 1000 },
      { side: 'received', times: 5, outcomes: { '200': 3, [limited]: 2 } },
    ],
  },
  {
    name: 'unused calls of a period are not kept',
    keys: { ...everything, 'servicecomb.rateLimiting.all': 'rate: 3' },
    steps: [{ passMs: 10_000 }, { side: 'received', times: 5, outcomes: { '200': 3, [limited]: 2 } }],
  },
  {
    name: 'the rate defaults to 1000 calls',
    keys: { ...everything, 'servicecomb.rateLimiting.all': '{}' },
    steps: [{ side: 'received', times: 1001, outcomes: { '200': 1000, [limited]: 1 } }],
  },
  {
    name: 'limitRefreshPeriod is milliseconds when it is digits, and text such as 10S or 1M otherwise',
    keys: { ...everything, 'servicecomb.rateLimiting.all': '{rate: 1, limitRefreshPeriod: 200}' },
    steps: [
      { side: 'received', times: 2, outcomes: { '200': 1, [limited]: 1 } },
      { passMs: 200 },
      { side: 'received', outcomes: { '200': 1 } },
      { change: { 'servicecomb.rateLimiting.all': '{rate: 1, limitRefreshPeriod: "10S"}' } },
      { side: 'received', times: 2, outcomes: { '200': 1, [limited]: 1 } },
      { passMs: 9999 },
      { side: 'received', outcomes: { [limited]: 1 } },
      { passMs: 1 },
      { side: 'received', outcomes: { '200': 1 } },
      { change: { 'servicecomb.rateLimiting.all': '{rate: 1, limitRefreshPeriod: "1M"}' } },
      { side: 'received', times: 2, outcomes: { '200': 1, [limited]: 1 } },
      { passMs: 60_000 },
      { side: 'received', outcomes: { '200': 1 } },
    ],
  },
  {
    name: 'timeoutDuration lets a call wait for the next period',
    keys: { ...everything, 'servicecomb.rateLimiting.all': '{rate: 1, timeoutDuration: 1500}' },
    steps: [{ side: 'received', times: 4, atOnce: true, outcomes: { '200': 2, [limited]: 2 }, tookMs: 1000 }],
  },
  {
    name: 'a policy is for the match group of its own name, whatever its match field says',
    keys: { ...everything, 'servicecomb.rateLimiting.other': '{match: all, rate: 1}' },
    steps: [{ side: 'received', times: 3, outcomes: { '200': 3 } }],
  },
  {
    name: 'a burst, and any other unknown field, is ignored',
    keys: { ...everything, 'servicecomb.rateLimiting.all': '{match: all, rate: 2, burst: 50}' },
    steps: [{ side: 'received', times: 3, outcomes: { '200': 2, [limited]: 1 } }],
  },
  {
    name: 'one policy decides: that with the lowest order of those whose group the call is in',
    keys: {
      ...everything,
      'servicecomb.matchGroup.reads': 'matches: [{method: [GET]}]',
      'servicecomb.rateLimiting.all': '{rate: 1, order: 2}',
      'servicecomb.rateLimiting.reads': '{rate: 2, order: 1}',
    },
    steps: [
      { side: 'received', method: 'GET', times: 3, outcomes: { '200': 2, [limited]: 1 } },
      { side: 'received', method: 'POST', times: 2, outcomes: { '200': 1, [limited]: 1 } },
    ],
  },
  {
    name: 'a policy for other services is none',
    keys: { ...everything, 'servicecomb.rateLimiting.all': '{rate: 1, services: "order"}' },
    steps: [{ side: 'received', times: 3, outcomes: { '200': 3 } }],
  },
  {
    name: 'the callers of a group share its rate',
    keys: { ...everything, 'servicecomb.rateLimiting.all': 'rate: 2' },
    steps: [
      { side: 'received', caller: 'portal', times: 2, outcomes: { '200': 2 } },
      { side: 'received', caller: 'vpc', outcomes: { [limited]: 1 } },
    ],
  },
  {
    name: 'a rate of 0 is no valid policy and limits nothing',
    keys: { ...everything, 'servicecomb.rateLimiting.all': 'rate: 0' },
    steps: [{ side: 'received', times: 3, outcomes: { '200': 3 } }],
  },
  {
    name: 'a change that cannot be read takes the policy away, and so does its removal',
    keys: { ...everything, 'servicecomb.rateLimiting.all': 'rate: 1' },
    steps: [
      { side: 'received', times: 2, outcomes: { '200': 1, [limited]: 1 } },
      { change: { 'servicecomb.rateLimiting.all': 'rate: many' } },
      { side: 'received', times: 2, outcomes: { '200': 2 } },
      { change: { 'servicecomb.rateLimiting.all': 'rate: 1' } },
      { side: 'received', times: 2, outcomes: { '200': 1, [limited]: 1 } },
      { change: { 'servicecomb.rateLimiting.all': null } },
      { side: 'received', times: 2, outcomes: { '200': 2 } },
    ],
  },
  {
    name: 'a changed policy counts anew',
    keys: { ...everything, 'servicecomb.rateLimiting.all': 'rate: 1' },
    steps: [
      { side: 'received', times: 2, outcomes: { '200': 1, [limited]: 1 } },
      { change: { 'servicecomb.rateLimiting.all': 'rate: 2' } },
      { side: 'received', times: 3, outcomes: { '200': 2, [limited]: 1 } },
    ],
  },
  {
    name: 'own calls are not limited by a policy of the new form',
    keys: { ...everything, 'servicecomb.rateLimiting.all': 'rate: 1' },
    steps: [{ side: 'sent', times: 2, outcomes: { 'a 200': 1, 'b 200': 1 } }],
  },
  {
    name: 'Provider.qps.limit limits one caller in each second that begins with a call of it',
    keys: { [`${qps}.Provider.qps.limit.portal`]: '2' },
    steps: [
      {
        side: 'received',
        caller: 'portal',
        times: 3,
        outcomes: { '200': 2, 'limited 429 provider request rejected by flow control.': 1 },
      },
      { side: 'received', caller: 'vpc', times: 3, outcomes: { '200': 3 } },
      { passMs: 1001 },
      { side: 'received', caller: 'portal', times: 2, outcomes: { '200': 2 } },
    ],
  },
  {
    name: 'Provider.qps.global.limit limits everybody without a limit of its own',
    keys: { [`${qps}.Provider.qps.global.limit`]: '2', [`${qps}.Provider.qps.limit.portal`]: '1' },
    steps: [
      {
        side: 'received',
        caller: 'portal',
        times: 2,
        outcomes: { '200': 1, 'limited 429 provider request rejected by flow control.': 1 },
      },
      { side: 'received', caller: 'vpc', outcomes: { '200': 1 } },
      { side: 'received', outcomes: { '200': 1 } },
      {
        side: 'received',
        caller: 'iam',
        outcomes: { 'limited 429 provider request rejected by flow control.': 1 },
      },
    ],
  },
  {
    name: 'a limit of 0 of the old form refuses every call',
    keys: { [`${qps}.Provider.qps.limit.portal`]: '0' },
    steps: [
      {
        side: 'received',
        caller: 'portal',
        times: 3,
        outcomes: { 'limited 429 provider request rejected by flow control.': 3 },
      },
    ],
  },
  {
    name: 'enabled: false switches the limits of one side off',
    keys: {
      [`${qps}.Provider.qps.limit.portal`]: '0',
      [`${qps}.Provider.qps.enabled`]: 'false',
      [`${qps}.Consumer.qps.limit.order`]: '0',
    },
    steps: [
      { side: 'received', caller: 'portal', outcomes: { '200': 1 } },
      { side: 'sent', outcomes: { 'limited 429 consumer request rejected by flow control.': 1 } },
    ],
  },
  {
    name: 'Consumer.qps.limit limits the calls to a service where they begin',
    keys: { [`${qps}.Consumer.qps.limit.order`]: '2' },
    steps: [
      {
        side: 'sent',
        times: 3,
        outcomes: { 'a 200': 1, 'b 200': 1, 'limited 429 consumer request rejected by flow control.': 1 },
      },
    ],
  },
  {
    name: 'the strategy TokenBucket holds a bucket of calls, twice the limit unless it is said, and refills it each second',
    keys: { [`${qps}.strategy`]: 'TokenBucket', [`${qps}.Consumer.qps.limit.order`]: '2' },
    steps: [
      {
        side: 'sent',
        times: 5,
        outcomes: { 'a 200': 2, 'b 200': 2, 'limited 429 consumer request rejected by flow control.': 1 },
      },
      { passMs: 1000 },
      {
        side: 'sent',
        times: 3,
        outcomes: { 'a 200': 1, 'b 200': 1, 'limited 429 consumer request rejected by flow control.': 1 },
      },
      { change: { [`${qps}.Consumer.qps.bucket.order`]: '1' } },
      {
        side: 'sent',
        times: 2,
        outcomes: { 'a 200': 1, 'limited 429 consumer request rejected by flow control.': 1 },
      },
    ],
  },
]
