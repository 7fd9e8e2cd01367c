import { chassis } from '../chassis.ts'
import type { GovernanceCase } from './governance-case.ts'

const group = 'servicecomb.matchGroup.beta'
const outgoing = 'servicecomb.handler.chain.Consumer.outgoing'
const incoming = 'servicecomb.handler.chain.Provider.incoming'
const beta = { 'X-User-Group': 'beta' }
const value = 'matches: [{headers: {X-User-Group: {exact: beta}}, trafficMarkPolicy: once}]'

const marking = (chain: string) => ({ [chain]: `traffic-marker,${chassis[chain] ?? ''}` })

/** servicecomb.md 3.4. */
export const matchGroupCases: readonly GovernanceCase[] = [
  {
    name: 'on the calling side a request that meets a match group is dropped without an answer',
    caller: marking(outgoing),
    atStart: { [group]: value },
    steps: [
      { times: 3, headers: beta, outcomes: { dropped: 3 } },
      { times: 3, outcomes: { a: 3 } },
    ],
  },
  {
    name: 'the old name of the key does the same',
    caller: marking(outgoing),
    atStart: { 'servicecomb.match.beta': value },
    steps: [{ times: 3, headers: beta, outcomes: { dropped: 3 } }],
  },
  {
    name: 'on the called side the caller of such a request gets 502 with EOF',
    called: marking(incoming),
    atStart: { [group]: value },
    steps: [
      { times: 3, headers: beta, outcomes: { EOF: 3 } },
      { times: 3, outcomes: { a: 3 } },
    ],
  },
  {
    name: 'any entry of a group suffices; within one, headers, path and method must all fit',
    caller: marking(outgoing),
    atStart: {
      [group]: `matches:
  - {headers: {X-User-Group: {exact: beta}}, method: [POST]}
  - {apiPath: {contains: "/ver"}, method: [PUT]}`,
    },
    steps: [
      { times: 2, headers: beta, outcomes: { a: 2 } },
      { times: 2, headers: beta, method: 'POST', outcomes: { dropped: 2 } },
      { times: 2, method: 'PUT', outcomes: { dropped: 2 } },
    ],
  },
  {
    name: 'groups are read when the process starts, and not again',
    caller: marking(outgoing),
    steps: [
      { write: { [group]: value } },
      { times: 3, headers: beta, outcomes: { a: 3 } },
      { restart: true },
      { times: 3, headers: beta, outcomes: { dropped: 3 } },
    ],
  },
  {
    name: 'a name with a dot is no group',
    caller: marking(outgoing),
    atStart: { 'servicecomb.matchGroup.beta.users': value },
    steps: [{ times: 3, headers: beta, outcomes: { a: 3 } }],
  },
  {
    name: 'without traffic-marker in the chain nothing looks at them',
    atStart: { [group]: value },
    steps: [{ times: 3, headers: beta, outcomes: { a: 3 } }],
  },
]
