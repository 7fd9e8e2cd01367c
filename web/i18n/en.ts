import { access } from './en/access.ts'
import { account } from './en/account.ts'
import { audit } from './en/audit.ts'
import { callHandling } from './en/call-handling.ts'
import { calls } from './en/calls.ts'
import { circuitBreakers } from './en/circuit-breakers.ts'
import { changes } from './en/changes.ts'
import { commands } from './en/commands.ts'
import { conditions } from './en/conditions.ts'
import { drift } from './en/drift.ts'
import { environments } from './en/environments.ts'
import { faults } from './en/faults.ts'
import { freezes } from './en/freezes.ts'
import { impact } from './en/impact.ts'
import { inbox } from './en/inbox.ts'
import { instanceStatus } from './en/instance-status.ts'
import { match } from './en/match.ts'
import { meshes } from './en/meshes.ts'
import { overview } from './en/overview.ts'
import { policies } from './en/policies.ts'
import { policyPages } from './en/policy-pages.ts'
import { policyTransfer } from './en/policy-transfer.ts'
import { services } from './en/services.ts'
import { loadBalancing } from './en/load-balancing.ts'
import { rateLimits } from './en/rate-limits.ts'
import { retries } from './en/retries.ts'
import { effectivePolicies } from './en/effective-policies.ts'
import { authorizations } from './en/authorizations.ts'
import { revisions } from './en/revisions.ts'
import { reviews } from './en/reviews.ts'
import { routeRules } from './en/route-rules.ts'
import { session } from './en/session.ts'
import { shell } from './en/shell.ts'
import { topology } from './en/topology.ts'
import { ui } from './en/ui.ts'
import { users } from './en/users.ts'
import { webhooks } from './en/webhooks.ts'

/** Every English word of the console, one area a key. */
export const en = {
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
