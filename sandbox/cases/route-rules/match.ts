import type { RouteRuleCase } from './case.ts'
import { both } from './instances.ts'

const matching = (match: string): string => `
- precedence: 2
  match: ${match}
  route: [{weight: 100, tags: {version: "2.0.0"}}]
- precedence: 1
  route: [{weight: 100, tags: {version: "1.0.0"}}]`

/** servicecomb.md 3.3: which calls a rule takes. */
export const matchCases: readonly RouteRuleCase[] = [
  {
    name: 'an empty match takes every call',
    instances: both,
    rules: [`- {precedence: 1, match: {}, route: [{weight: 100, tags: {version: "1.0.0"}}]}`],
    calls: [{ headers: { 'X-User-Group': 'beta' }, times: 4, outcomes: { '1.0.0': 4 } }],
  },
  {
    name: 'exact compares the whole value and minds the case',
    instances: both,
    rules: [matching('{headers: {X-User-Group: {exact: beta}}}')],
    calls: [
      { headers: { 'X-User-Group': 'beta' }, times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-User-Group': 'Beta' }, times: 2, outcomes: { '1.0.0': 2 } },
      { headers: { 'X-User-Group': 'beta2' }, times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'caseInsensitive "true" makes the case of both sides the same',
    instances: both,
    rules: [matching('{headers: {X-User-Group: {exact: Beta, caseInsensitive: "true"}}}')],
    calls: [{ headers: { 'X-User-Group': 'bETA' }, times: 2, outcomes: { '2.0.0': 2 } }],
  },
  {
    name: 'all headers of a match must match',
    instances: both,
    rules: [matching('{headers: {X-User-Group: {exact: beta}, X-Age: {noLess: "18"}}}')],
    calls: [
      { headers: { 'X-User-Group': 'beta', 'X-Age': '18' }, times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-User-Group': 'beta', 'X-Age': '17' }, times: 2, outcomes: { '1.0.0': 2 } },
      { headers: { 'X-User-Group': 'beta' }, times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'several operators on one header must all hold',
    instances: both,
    rules: [matching('{headers: {X-Age: {noLess: "18", less: "65"}}}')],
    calls: [
      { headers: { 'X-Age': '64' }, times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-Age': '65' }, times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'httpHeaders means the same as headers',
    instances: both,
    rules: [matching('{httpHeaders: {X-User-Group: {exact: beta}}}')],
    calls: [
      { headers: { 'X-User-Group': 'beta' }, times: 2, outcomes: { '2.0.0': 2 } },
      { times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'a header name that is not in canonical form never matches',
    instances: both,
    rules: [matching('{headers: {x-user-group: {exact: beta}}}')],
    calls: [{ headers: { 'x-user-group': 'beta' }, times: 2, outcomes: { '1.0.0': 2 } }],
  },
  {
    name: 'a missing header counts as the empty text, so noEqu matches it',
    instances: both,
    rules: [matching('{headers: {X-User-Group: {noEqu: beta}}}')],
    calls: [
      { times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-User-Group': 'gold' }, times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-User-Group': 'beta' }, times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'contains finds the text anywhere in the value',
    instances: both,
    rules: [matching('{headers: {X-User-Group: {contains: eta}}}')],
    calls: [
      { headers: { 'X-User-Group': 'beta-1' }, times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-User-Group': 'gold' }, times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'less, noLess, greater and noGreater compare whole numbers',
    instances: both,
    rules: [matching('{headers: {X-Low: {less: "10"}, X-High: {greater: "10"}, X-Top: {noGreater: "10"}}}')],
    calls: [
      { headers: { 'X-Low': '9', 'X-High': '11', 'X-Top': '10' }, times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-Low': '10', 'X-High': '11', 'X-Top': '10' }, times: 2, outcomes: { '1.0.0': 2 } },
      { headers: { 'X-Low': '9', 'X-High': '10', 'X-Top': '10' }, times: 2, outcomes: { '1.0.0': 2 } },
      { headers: { 'X-Low': '9', 'X-High': '11', 'X-Top': '11' }, times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'what is no whole number never matches less and its kin',
    instances: both,
    rules: [matching('{headers: {X-Age: {less: "18"}}}')],
    calls: [
      { headers: { 'X-Age': '1.5' }, times: 2, outcomes: { '1.0.0': 2 } },
      { headers: { 'X-Age': 'young' }, times: 2, outcomes: { '1.0.0': 2 } },
      { times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  {
    name: 'an unknown operator never matches',
    instances: both,
    rules: [matching('{headers: {X-User-Group: {prefix: be}}}')],
    calls: [{ headers: { 'X-User-Group': 'beta' }, times: 2, outcomes: { '1.0.0': 2 } }],
  },
  {
    name: 'regex finds a POSIX extended regular expression anywhere in the value',
    instances: both,
    rules: [matching(`{headers: {X-User-Group: {regex: "^be[[:alpha:]]+-[0-9]{2}$"}}}`)],
    calls: [
      { headers: { 'X-User-Group': 'beta-17' }, times: 2, outcomes: { '2.0.0': 2 } },
      { headers: { 'X-User-Group': 'beta-1' }, times: 2, outcomes: { '1.0.0': 2 } },
    ],
  },
  ...['(', '\\d+', '\\w', '(?i)beta'].map((pattern) => ({
    name: `the pattern ${pattern} drops the connection of every call, with or without the header`,
    instances: both,
    rules: [matching(`{headers: {X-User-Group: {regex: '${pattern}'}}}`)],
    calls: [
      { headers: { 'X-User-Group': 'beta' }, times: 2, outcomes: { dropped: 2 } },
      { times: 2, outcomes: { dropped: 2 } },
    ],
  })),
  {
    name: 'source never matches, since Mesher does not know its own name on outgoing calls',
    instances: both,
    rules: [matching('{source: caller}')],
    calls: [{ times: 2, outcomes: { '1.0.0': 2 } }],
  },
  {
    name: 'sourceTags without source and headers is ignored',
    instances: both,
    rules: [matching('{sourceTags: {version: "9.9.9"}}')],
    calls: [{ times: 2, outcomes: { '2.0.0': 2 } }],
  },
  {
    name: 'when refer is set nothing else is looked at, and without such a match group it does not match',
    instances: both,
    rules: [matching('{refer: beta-users, headers: {X-User-Group: {exact: beta}}}')],
    calls: [{ headers: { 'X-User-Group': 'beta' }, times: 2, outcomes: { '1.0.0': 2 } }],
  },
  {
    name: 'unquoted values, JSON and unknown fields are taken, too',
    instances: [{ version: '1.0' }, { version: '2.0' }],
    rules: [
      `[{"precedence": 2, "owner": "shop", "match": {"headers": {"X-Age": {"noLess": 18}}}, "route": [{"weight": 100, "tags": {"version": 1.0}}]}]`,
    ],
    calls: [
      { headers: { 'X-Age': '20' }, times: 2, outcomes: { '1.0': 2 } },
      { times: 2, outcomes: { '2.0': 2 } },
    ],
  },
]
