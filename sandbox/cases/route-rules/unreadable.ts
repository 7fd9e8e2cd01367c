import type { RouteRuleCase } from './case.ts'
import { all, both } from './instances.ts'

/** servicecomb.md 3.3: text that cannot be read. */
export const unreadableCases: readonly RouteRuleCase[] = [
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
