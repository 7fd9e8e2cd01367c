import type { en } from './en.ts'
import type { Translation } from './translation.ts'
import { access } from './zh-CN/access.ts'
import { account } from './zh-CN/account.ts'
import { audit } from './zh-CN/audit.ts'
import { callHandling } from './zh-CN/call-handling.ts'
import { calls } from './zh-CN/calls.ts'
import { circuitBreakers } from './zh-CN/circuit-breakers.ts'
import { changes } from './zh-CN/changes.ts'
import { commands } from './zh-CN/commands.ts'
import { conditions } from './zh-CN/conditions.ts'
import { drift } from './zh-CN/drift.ts'
import { environments } from './zh-CN/environments.ts'
import { faults } from './zh-CN/faults.ts'
import { freezes } from './zh-CN/freezes.ts'
import { impact } from './zh-CN/impact.ts'
import { inbox } from './zh-CN/inbox.ts'
import { instanceStatus } from './zh-CN/instance-status.ts'
import { match } from './zh-CN/match.ts'
import { meshes } from './zh-CN/meshes.ts'
import { overview } from './zh-CN/overview.ts'
import { policies } from './zh-CN/policies.ts'
import { policyPages } from './zh-CN/policy-pages.ts'
import { policyTransfer } from './zh-CN/policy-transfer.ts'
import { services } from './zh-CN/services.ts'
import { loadBalancing } from './zh-CN/load-balancing.ts'
import { rateLimits } from './zh-CN/rate-limits.ts'
import { retries } from './zh-CN/retries.ts'
import { effectivePolicies } from './zh-CN/effective-policies.ts'
import { authorizations } from './zh-CN/authorizations.ts'
import { revisions } from './zh-CN/revisions.ts'
import { reviews } from './zh-CN/reviews.ts'
import { routeRules } from './zh-CN/route-rules.ts'
import { session } from './zh-CN/session.ts'
import { shell } from './zh-CN/shell.ts'
import { topology } from './zh-CN/topology.ts'
import { ui } from './zh-CN/ui.ts'
import { users } from './zh-CN/users.ts'
import { webhooks } from './zh-CN/webhooks.ts'

/** Every Chinese word of the console, one area a key. */
export const zhCN: Translation<typeof en> = {
  callHandling,
  calls,
  ui,
  shell,
  session,
  access,
  policies,
  policyPages,
  policyTransfer,
  overview,
  services,
  changes,
  commands,
  circuitBreakers,
  conditions,
  environments,
  faults,
  freezes,
  impact,
  inbox,
  instanceStatus,
  match,
  meshes,
  account,
  audit,
  loadBalancing,
  rateLimits,
  retries,
  effectivePolicies,
  authorizations,
  reviews,
  routeRules,
  revisions,
  drift,
  topology,
  users,
  webhooks,
}
