import type { RouteRuleCase } from './case.ts'
import { all, both, v1, v2 } from './instances.ts'

/** servicecomb.md 3.3: where the calls go. */
export const destinationCases: readonly RouteRuleCase[] = [
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
]
