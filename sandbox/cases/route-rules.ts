/**
 * Every sentence of servicecomb.md 3.3 about what Mesher 1.8.0 does with a route rule, as data: the same cases run
 * against the sandbox's sidecar, the route engine in `shared`, and, by address, a real Mesher.
 */
export interface RouteRuleCase {
  /** The sentence. */
  name: string
  /** Instances of the called service `order`, all of the caller's app `shop` unless they say otherwise. */
  instances: readonly CaseInstance[]
  /** Values of `servicecomb.routeRule.order` in the order they are written; `null` deletes it, none leaves it absent. */
  rules: readonly (string | null)[]
  /** The first rule, and the rules of other services, are in Kie before the caller's process starts. */
  atStart?: true
  /** Rules of other services by name. */
  otherRules?: Readonly<Record<string, string>>
  /** What is called after the last rule is in force, in this order. */
  calls: readonly CaseCalls[]
}

export interface CaseInstance {
  version: string
  app?: string
  properties?: Readonly<Record<string, string>>
  /** `UP` when absent. */
  status?: 'UP' | 'DOWN' | 'OUTOFSERVICE' | 'STARTING' | 'TESTING'
}

export interface CaseCalls {
  headers?: Readonly<Record<string, string>>
  times: number
  /**
   * How often each version answered. Other keys: `no instance` is Mesher's 502 with `lb: No available instance`,
   * `dropped` a connection closed without an answer, `ended` that the caller's process is gone.
   */
  outcomes: Readonly<Record<string, number>>
  /** How far a real process may be from these numbers, in calls; exactly when absent. */
  within?: number
}

const v1 = { version: '1.0.0' }
const v2 = { version: '2.0.0' }
const both = [v1, v2]

const all = (version: string): string => `- route: [{weight: 100, tags: {version: "${version}"}}]`

const matching = (match: string): string => `
- precedence: 2
  match: ${match}
  route: [{weight: 100, tags: {version: "2.0.0"}}]
- precedence: 1
  route: [{weight: 100, tags: {version: "1.0.0"}}]`

export const routeRuleCases: readonly RouteRuleCase[] = [
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

  // Match
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

  // Weights
  {
    name: 'weights are exact: 95/5 gives 1,900 and 100 of 2,000',
    instances: both,
    rules: ['- route: [{weight: 95, tags: {version: "1.0.0"}}, {weight: 5, tags: {version: "2.0.0"}}]'],
    calls: [{ times: 2000, outcomes: { '1.0.0': 1900, '2.0.0': 100 } }],
  },
  {
    name: 'what is missing from 100 goes to the latest version',
    instances: both,
    rules: ['- route: [{weight: 60, tags: {version: "1.0.0"}}]'],
    calls: [{ times: 100, outcomes: { '1.0.0': 60, '2.0.0': 40 }, within: 1 }],
  },
  {
    name: '10 and 20 leave 70 to the latest version',
    instances: both,
    rules: ['- route: [{weight: 10, tags: {version: "1.0.0"}}, {weight: 20, tags: {version: "2.0.0"}}]'],
    calls: [{ times: 100, outcomes: { '1.0.0': 10, '2.0.0': 90 }, within: 1 }],
  },
  {
    name: 'weight 0 alone sends everything to the latest version',
    instances: both,
    rules: ['- route: [{weight: 0, tags: {version: "1.0.0"}}]'],
    calls: [{ times: 10, outcomes: { '2.0.0': 10 } }],
  },
  {
    name: 'no weight sends everything to the latest version',
    instances: both,
    rules: ['- route: [{tags: {version: "1.0.0"}}]'],
    calls: [{ times: 10, outcomes: { '2.0.0': 10 } }],
  },
  {
    name: 'a total above 100 is refused and the old rule stays',
    instances: both,
    rules: [all('1.0.0'), '- route: [{weight: 60, tags: {version: "1.0.0"}}, {weight: 60, tags: {version: "2.0.0"}}]'],
    calls: [{ times: 10, outcomes: { '1.0.0': 10 } }],
  },
  {
    name: 'an empty list of destinations drops the connection of every call',
    instances: both,
    rules: ['- {precedence: 1, route: []}'],
    calls: [{ times: 2, outcomes: { dropped: 2 } }],
  },
  {
    name: 'a rule without destinations drops the connection of every call',
    instances: both,
    rules: ['- {precedence: 1}'],
    calls: [{ times: 2, outcomes: { dropped: 2 } }],
  },

  // Tags
  {
    name: 'a version without instances is 502 for its share of the calls, without a fallback',
    instances: both,
    rules: ['- route: [{weight: 75, tags: {version: "1.0.0"}}, {weight: 25, tags: {version: "3.0.0"}}]'],
    calls: [{ times: 20, outcomes: { '1.0.0': 15, 'no instance': 5 } }],
  },
  {
    name: 'the version latest is the newest one',
    instances: both,
    rules: [all('latest')],
    calls: [{ times: 4, outcomes: { '2.0.0': 4 } }],
  },
  {
    name: 'a version range does not work',
    instances: both,
    rules: [all('0+')],
    calls: [{ times: 4, outcomes: { 'no instance': 4 } }],
  },
  {
    name: 'all tags must be properties of the instance',
    instances: [
      { version: '1.0.0', properties: { zone: 'a' } },
      { version: '1.0.0', properties: { zone: 'b' } },
    ],
    rules: ['- route: [{weight: 100, tags: {version: "1.0.0", zone: "c"}}]'],
    calls: [{ times: 4, outcomes: { 'no instance': 4 } }],
  },
  {
    name: 'tags without a version mean the latest one, so a property that only an older version has finds nothing',
    instances: [{ version: '1.0.0', properties: { zone: 'a' } }, v2],
    rules: ['- route: [{weight: 100, tags: {zone: "a"}}]'],
    calls: [{ times: 4, outcomes: { 'no instance': 4 } }],
  },
  {
    name: 'a tag app sends calls to the service of that name in another app',
    instances: [v1, { version: '5.0.0', app: 'other' }],
    rules: ['- route: [{weight: 100, tags: {version: "5.0.0", app: "other"}}]'],
    calls: [{ times: 4, outcomes: { '5.0.0': 4 } }],
  },

  // Text that cannot be read
  {
    name: 'an update that cannot be parsed is ignored and the old rule stays',
    instances: both,
    rules: [all('1.0.0'), '- route: [{weight: 100'],
    calls: [{ times: 4, outcomes: { '1.0.0': 4 } }],
  },
  {
    name: 'a value that is no list is ignored and the old rule stays',
    instances: both,
    rules: [all('1.0.0'), 'route: none'],
    calls: [{ times: 4, outcomes: { '1.0.0': 4 } }],
  },
  {
    name: 'at the start one unparsable rule of any service discards all rules',
    instances: both,
    rules: [all('1.0.0')],
    atStart: true,
    otherRules: { basket: '- route: [{weight: 100' },
    calls: [{ times: 4, outcomes: { '2.0.0': 4 } }],
  },
  {
    name: 'at the start one rule over 100 of any service discards all rules',
    instances: both,
    rules: [all('1.0.0')],
    atStart: true,
    otherRules: { basket: '- route: [{weight: 101, tags: {version: "1.0.0"}}]' },
    calls: [{ times: 4, outcomes: { '2.0.0': 4 } }],
  },
  {
    name: 'after a start with an unparsable rule the next change of a route rule ends the process',
    instances: both,
    rules: [all('1.0.0'), all('2.0.0')],
    atStart: true,
    otherRules: { basket: '- route: [{weight: 100' },
    calls: [{ times: 2, outcomes: { ended: 2 } }],
  },
  {
    name: 'after a start with a rule over 100 a later change restores just that rule',
    instances: both,
    rules: [all('2.0.0'), all('1.0.0')],
    atStart: true,
    otherRules: { basket: '- route: [{weight: 101, tags: {version: "1.0.0"}}]' },
    calls: [{ times: 4, outcomes: { '1.0.0': 4 } }],
  },
]
