import type { RouteRuleCase } from './case.ts'
import { all, both, v1, v2 } from './instances.ts'

/** servicecomb.md 3.3: which rule decides, and what happens without one. */
export const orderCases: readonly RouteRuleCase[] = [
  // Without a rule
  {
    name: 'with no rule, only instances of the latest version present are used',
    instances: [v1, v1, v2],
    rules: [],
    calls: [{ times: 10, outcomes: { '2.0.0': 10 } }],
  },
  {
    name: 'the latest version is the highest number, not the last text',
    instances: [{ version: '1.9.0' }, { version: '1.10.0' }],
    rules: [],
    calls: [{ times: 4, outcomes: { '1.10.0': 4 } }],
  },
  {
    name: 'with no rule, instances of another app are not used',
    instances: [v1, { version: '2.0.0', app: 'other' }],
    rules: [],
    calls: [{ times: 4, outcomes: { '1.0.0': 4 } }],
  },
  {
    name: 'DOWN, OUTOFSERVICE and STARTING take an instance out, TESTING keeps it',
    instances: [
      { version: '1.0.0', status: 'TESTING' },
      { version: '2.0.0', status: 'DOWN' },
      { version: '2.0.1', status: 'OUTOFSERVICE' },
      { version: '2.0.2', status: 'STARTING' },
    ],
    rules: [],
    calls: [{ times: 4, outcomes: { '1.0.0': 4 } }],
  },
  {
    name: 'a deleted rule leaves everything to the latest version',
    instances: both,
    rules: [all('1.0.0'), null],
    calls: [{ times: 4, outcomes: { '2.0.0': 4 } }],
  },
  {
    name: 'an empty list is accepted and means no rule',
    instances: both,
    rules: [all('1.0.0'), '[]'],
    calls: [{ times: 4, outcomes: { '2.0.0': 4 } }],
  },

  // Order
  {
    name: 'rules are tried from the highest precedence down, and the first match decides',
    instances: both,
    rules: [
      `
- {precedence: 1, route: [{weight: 100, tags: {version: "1.0.0"}}]}
- {precedence: 3, match: {headers: {X-User-Group: {exact: beta}}}, route: [{weight: 100, tags: {version: "2.0.0"}}]}
- {precedence: 2, match: {headers: {X-User-Group: {contains: bet}}}, route: [{weight: 100, tags: {version: "1.0.0"}}]}`,
    ],
    calls: [
      { headers: { 'X-User-Group': 'beta' }, times: 4, outcomes: { '2.0.0': 4 } },
      { headers: { 'X-User-Group': 'better' }, times: 4, outcomes: { '1.0.0': 4 } },
      { times: 4, outcomes: { '1.0.0': 4 } },
    ],
  },
  {
    name: 'two rules with equal precedence share the weights of the one that is used first',
    instances: both,
    rules: [
      `
- precedence: 1
  match: {headers: {X-User-Group: {exact: beta}}}
  route: [{weight: 50, tags: {version: "1.0.0"}}, {weight: 50, tags: {version: "2.0.0"}}]
- precedence: 1
  route: [{weight: 10, tags: {version: "1.0.0"}}, {weight: 90, tags: {version: "2.0.0"}}]`,
    ],
    calls: [
      { headers: { 'X-User-Group': 'beta' }, times: 100, outcomes: { '1.0.0': 50, '2.0.0': 50 }, within: 1 },
      { times: 100, outcomes: { '1.0.0': 50, '2.0.0': 50 }, within: 1 },
    ],
  },
  {
    name: 'a missing precedence is 0',
    instances: both,
    rules: [`${all('1.0.0')}\n- {precedence: 1, route: [{weight: 100, tags: {version: "2.0.0"}}]}`],
    calls: [{ times: 4, outcomes: { '2.0.0': 4 } }],
  },
]
