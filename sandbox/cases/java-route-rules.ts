import type { JavaCase } from './java-case.ts'

const instances = [
  { id: 'a', version: '1.0.0' },
  { id: 'b', version: '2.0.0' },
  { id: 'c', version: '3.0.0' },
]
const rule = (value: string): Record<string, string> => ({ 'servicecomb.routeRule.order': value })

/** servicecomb.md 3.3, its end: what java-chassis 3.x does otherwise. */
export const javaRouteRuleCases: readonly JavaCase[] = [
  {
    name: 'without a rule all instances take turns, whatever their version',
    keys: {},
    instances,
    steps: [{ side: 'sent', times: 6, outcomes: { 'a 200': 2, 'b 200': 2, 'c 200': 2 } }],
  },
  {
    name: 'what is missing from 100 goes to instances that no route names',
    keys: rule('[{route: [{weight: 50, tags: {version: "1.0.0"}}, {weight: 30, tags: {version: "2.0.0"}}]}]'),
    instances,
    steps: [{ side: 'sent', times: 10, outcomes: { 'a 200': 5, 'b 200': 3, 'c 200': 2 } }],
  },
  {
    name: 'a route without an instance falls back to the fallback',
    keys: rule(
      '[{route: [{weight: 100, tags: {version: "9.0.0"}}], fallback: [{weight: 100, tags: {version: "2.0.0"}}]}]',
    ),
    instances,
    steps: [{ side: 'sent', times: 4, outcomes: { 'b 200': 4 } }],
  },
  {
    name: 'emptyProtection, the default, uses all instances when nothing fits',
    keys: rule('[{route: [{weight: 100, tags: {version: "9.0.0"}}]}]'),
    instances,
    steps: [{ side: 'sent', times: 3, outcomes: { 'a 200': 1, 'b 200': 1, 'c 200': 1 } }],
  },
  {
    name: 'emptyProtection: false leaves no instance when nothing fits',
    keys: rule('[{emptyProtection: false, route: [{weight: 100, tags: {version: "9.0.0"}}]}]'),
    instances,
    steps: [{ side: 'sent', outcomes: { 'no-instance 500 No available address found for shop/order.': 1 } }],
  },
  {
    name: 'globalRouteRule is for services without a rule of their own',
    keys: { 'servicecomb.globalRouteRule': '[{route: [{weight: 100, tags: {version: "3.0.0"}}]}]' },
    instances,
    steps: [
      { side: 'sent', times: 2, outcomes: { 'c 200': 2 } },
      { change: rule('[{route: [{weight: 100, tags: {version: "1.0.0"}}]}]') },
      { side: 'sent', times: 2, outcomes: { 'a 200': 2 } },
    ],
  },
  {
    name: 'a rule matches as match groups do: by path, method, query and header',
    keys: rule(`
- precedence: 2
  match: {apiPath: {prefix: /v2}, method: [POST], queries: {beta: {exact: "1"}}, headers: {X-V: {suffix: z}}}
  route: [{weight: 100, tags: {version: "2.0.0"}}]
- precedence: 1
  route: [{weight: 100, tags: {version: "1.0.0"}}]`),
    instances,
    steps: [
      {
        side: 'sent',
        method: 'POST',
        path: '/v2/x?beta=1',
        headers: { 'x-v': 'abz' },
        outcomes: { 'b 200': 1 },
      },
      { side: 'sent', method: 'POST', path: '/v2/x', headers: { 'x-v': 'abz' }, outcomes: { 'a 200': 1 } },
      { side: 'sent', method: 'GET', path: '/v2/x?beta=1', headers: { 'x-v': 'abz' }, outcomes: { 'a 200': 1 } },
    ],
  },
  {
    name: 'a rule that cannot be read is none',
    keys: rule('[{route: [{weight: 100, tags: {version: "1.0.0"}}]}]'),
    instances,
    steps: [
      { side: 'sent', times: 2, outcomes: { 'a 200': 2 } },
      { change: rule('- route: [') },
      { side: 'sent', times: 3, outcomes: { 'a 200': 1, 'b 200': 1, 'c 200': 1 } },
    ],
  },
]
