import type { Calls, JavaCase } from './java-case.ts'

/** Refuses all calls of the group but none, so that a refusal shows the match: one call in ten minutes. */
const shutAfterOne = { 'servicecomb.rateLimiting.g': '{rate: 1, limitRefreshPeriod: "10M"}' }

const group = (matches: string, more = ''): Record<string, string> => ({
  'servicecomb.matchGroup.g': `${more}\nmatches: ${matches}`,
  ...shutAfterOne,
})

/** Two calls, so that the second one is refused when they are in the group. */
const inGroup = (call: Partial<Calls>): Calls => ({
  side: 'received',
  ...call,
  times: 2,
  outcomes: { '200': 1, 'limited 429 rate limited.': 1 },
})

const stillShut = (call: Partial<Calls>): Calls => ({
  side: 'received',
  ...call,
  times: 1,
  outcomes: { 'limited 429 rate limited.': 1 },
})

const outside = (call: Partial<Calls>): Calls => ({ side: 'received', ...call, times: 2, outcomes: { '200': 2 } })

const compared = (inside: readonly string[], others: readonly string[]): JavaCase['steps'] => [
  ...others.map((value) => outside({ headers: { 'x-v': value } })),
  ...inside.map((value, i) => (i === 0 ? inGroup : stillShut)({ headers: { 'x-v': value } })),
]

const withOperator = (
  name: string,
  condition: string,
  inside: readonly string[],
  others: readonly string[],
): JavaCase => ({
  name,
  keys: group(`[{headers: {X-V: ${condition}}}]`),
  steps: compared(inside, others),
})

/** servicecomb.md 3.4, java-chassis. */
export const javaMatchGroupCases: readonly JavaCase[] = [
  withOperator('exact compares the whole value', '{exact: beta}', ['beta'], ['Beta', 'beta2', '']),
  withOperator('prefix compares the beginning', '{prefix: be}', ['be', 'beta'], ['abe']),
  withOperator('suffix compares the end', '{suffix: ta}', ['ta', 'beta'], ['tab']),
  withOperator('contains looks anywhere', '{contains: et}', ['et', 'beta'], ['e t']),
  withOperator('compare ">10" reads both sides as numbers', '{compare: ">10"}', ['11', '10.5'], ['10', '9', 'eleven']),
  withOperator('compare "!=5" is met by every other number', '{compare: "!=5"}', ['6'], ['5', '5.0', 'six']),
  withOperator(
    'compare ">=", "<=" and "=" count the limit in',
    '{compare: ">=2", contains: "2"}',
    ['2', '20'],
    ['1', '30'],
  ),
  withOperator('several operators on one header are all needed', '{prefix: a, suffix: z}', ['az', 'abz'], ['a', 'z']),
  withOperator('an unknown operator never matches', '{regex: ".*"}', [], ['beta']),
  {
    name: 'a header that is missing matches nothing',
    keys: group('[{headers: {X-V: {compare: "!=5"}}}]'),
    steps: [outside({})],
  },
  {
    name: 'apiPath is the path without the query',
    keys: group('[{apiPath: {exact: /v1/usage/records}}]'),
    steps: [outside({ path: '/v1/usage' }), inGroup({ path: '/v1/usage/records?debug=1' })],
  },
  {
    name: 'queries are matched by name and value',
    keys: group('[{queries: {debug: {exact: "1"}}}]'),
    steps: [outside({ path: '/a?debug=2' }), outside({ path: '/a' }), inGroup({ path: '/a?x=y&debug=1' })],
  },
  {
    name: 'method is one of a list',
    keys: group('[{method: [GET, POST]}]'),
    steps: [outside({ method: 'DELETE' }), inGroup({ method: 'POST' }), stillShut({ method: 'GET' })],
  },
  {
    name: 'serviceName is the caller of a received call',
    keys: group('[{serviceName: portal}]'),
    steps: [outside({ caller: 'vpc' }), outside({}), inGroup({ caller: 'portal' })],
  },
  {
    name: 'serviceName is the called service of an own call',
    keys: {
      'servicecomb.matchGroup.g': 'matches: [{serviceName: order}]',
      'servicecomb.faultInjection.g': '{type: abort, percentage: 100, errorCode: 418}',
    },
    steps: [{ side: 'sent', outcomes: { 'fault 418 aborted by fault inject': 1 } }],
  },
  {
    name: 'inside a match all conditions are needed, of several matches one',
    keys: group('[{method: [POST], apiPath: {prefix: /a}}, {headers: {X-V: {exact: b}}}]'),
    steps: [
      outside({ method: 'POST', path: '/b' }),
      outside({ method: 'GET', path: '/a' }),
      inGroup({ method: 'POST', path: '/a/1' }),
      stillShut({ path: '/c', headers: { 'x-v': 'b' } }),
    ],
  },
  {
    name: 'a group for other services does not count',
    keys: group('[{apiPath: {prefix: /}}]', 'services: "order,billing:2.0.0"'),
    steps: [outside({})],
  },
  {
    name: 'a group for this service, or for this version of it, counts',
    keys: group('[{apiPath: {prefix: /}}]', 'alias: all of it\nservices: "order:1.0.0,billing:1.0.0"'),
    steps: [inGroup({})],
  },
  {
    name: 'a group without a match is none, and neither is one that cannot be read',
    keys: group('[]'),
    steps: [
      outside({}),
      { change: { 'servicecomb.matchGroup.g': 'matches: [{apiPath: {prefix: /}' } },
      outside({}),
      { change: { 'servicecomb.matchGroup.g': 'matches: [{apiPath: {prefix: /}}]' } },
      inGroup({}),
    ],
  },
  {
    name: 'numbers and truth values count as the text that was written',
    keys: group('[{headers: {X-V: {exact: 1.0}, X-W: {exact: true}}}]'),
    steps: [outside({ headers: { 'x-v': '1', 'x-w': 'true' } }), inGroup({ headers: { 'x-v': '1.0', 'x-w': 'true' } })],
  },
]
