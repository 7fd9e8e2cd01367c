import { everything, type JavaCase } from './java-case.ts'

const strategy = 'servicecomb.loadbalance.strategy.name'
const ofOrder = 'servicecomb.loadbalance.order.strategy.name'

/** servicecomb.md 3.7, java-chassis. */
export const javaLoadBalancingCases: readonly JavaCase[] = [
  {
    name: 'instances take turns without a rule, and by RoundRobin',
    keys: {},
    steps: [
      { side: 'sent', times: 6, outcomes: { 'a 200': 3, 'b 200': 3 } },
      { change: { [strategy]: 'RoundRobin' } },
      { side: 'sent', times: 6, outcomes: { 'a 200': 3, 'b 200': 3 } },
    ],
  },
  {
    name: 'Random lets chance choose',
    keys: { [strategy]: 'Random' },
    random: [0.9, 0.8, 0.1],
    steps: [{ side: 'sent', times: 6, outcomes: { 'a 200': 2, 'b 200': 4 } }],
  },
  {
    name: 'the strategy of a service goes before that of all services',
    keys: { [strategy]: 'RoundRobin', [ofOrder]: 'Random' },
    random: [0.9],
    steps: [{ side: 'sent', times: 4, outcomes: { 'b 200': 4 } }],
  },
  {
    name: 'the rule of a match group goes before both',
    keys: { ...everything, [ofOrder]: 'RoundRobin', 'servicecomb.loadbalance.all': 'rule: Random' },
    random: [0.9],
    steps: [
      { side: 'sent', times: 4, outcomes: { 'b 200': 4 } },
      { change: { 'servicecomb.loadbalance.all': null } },
      { side: 'sent', times: 4, outcomes: { 'a 200': 2, 'b 200': 2 } },
    ],
  },
  {
    name: 'WeightedResponse takes turns in 3.x, whatever the response times',
    keys: { [strategy]: 'WeightedResponse' },
    steps: [{ side: 'sent', times: 20, servedBy: { b: { takesMs: 500 } }, outcomes: { 'a 200': 10, 'b 200': 10 } }],
  },
  {
    name: 'an unknown strategy takes turns',
    keys: { [strategy]: 'roundrobin' },
    steps: [{ side: 'sent', times: 4, outcomes: { 'a 200': 2, 'b 200': 2 } }],
  },
  {
    name: 'SessionStickiness stays with one instance until it was unused for 30 s',
    keys: { [strategy]: 'SessionStickiness' },
    steps: [
      { side: 'sent', times: 3, outcomes: { 'a 200': 3 } },
      { passMs: 30_000 },
      { side: 'sent', times: 3, outcomes: { 'a 200': 3 } },
      { passMs: 30_001 },
      { side: 'sent', times: 3, outcomes: { 'b 200': 3 } },
    ],
  },
  {
    name: 'SessionStickiness leaves an instance after five failures in a row',
    keys: { [strategy]: 'SessionStickiness' },
    steps: [{ side: 'sent', times: 7, servedBy: { a: { status: 503 } }, outcomes: { 'a 503': 5, 'b 200': 2 } }],
  },
  {
    name: 'SessionStickinessRule sets the seconds and the failures, for all services or one',
    keys: {
      [strategy]: 'SessionStickiness',
      'servicecomb.loadbalance.SessionStickinessRule.sessionTimeoutInSeconds': '1',
      'servicecomb.loadbalance.order.SessionStickinessRule.successiveFailedTimes': '2',
    },
    steps: [
      { side: 'sent', times: 3, servedBy: { a: { broken: true } }, outcomes: { 'failed 502 EOF': 2, 'b 200': 1 } },
      { passMs: 1001 },
      { side: 'sent', times: 2, outcomes: { 'a 200': 2 } },
    ],
  },
  {
    name: 'a call of a service without an instance is answered 500',
    keys: {},
    instances: [],
    steps: [{ side: 'sent', outcomes: { 'no-instance 500 No available address found for shop/order.': 1 } }],
  },
]
