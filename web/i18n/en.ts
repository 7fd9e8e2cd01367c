import { firstEn } from './en-first.ts'
import { account } from './en/account.ts'
import { audit } from './en/audit.ts'
import { callHandling } from './en/call-handling.ts'
import { calls } from './en/calls.ts'
import { circuitBreakers } from './en/circuit-breakers.ts'
import { commands } from './en/commands.ts'
import { conditions } from './en/conditions.ts'
import { environments } from './en/environments.ts'
import { faults } from './en/faults.ts'
import { freezes } from './en/freezes.ts'
import { impact } from './en/impact.ts'
import { instanceStatus } from './en/instance-status.ts'
import { match } from './en/match.ts'
import { policies } from './en/policies.ts'
import { policyPages } from './en/policy-pages.ts'
import { services } from './en/services.ts'
import { loadBalancing } from './en/load-balancing.ts'
import { rateLimits } from './en/rate-limits.ts'
import { retries } from './en/retries.ts'
import { effectivePolicies } from './en/effective-policies.ts'
import { authorizations } from './en/authorizations.ts'
import { reviews } from './en/reviews.ts'
import { routeRules } from './en/route-rules.ts'
import { topology } from './en/topology.ts'
import { users } from './en/users.ts'
import { webhooks } from './en/webhooks.ts'

/** Every English word of the console, one area a key. */
export const en = {
  ...firstEn,
  callHandling,
  calls,
  policies,
  policyPages,
  services,
  commands,
  circuitBreakers,
  conditions,
  environments,
  faults,
  freezes,
  impact,
  instanceStatus,
  match,
  account,
  audit,
  loadBalancing,
  rateLimits,
  retries,
  effectivePolicies,
  authorizations,
  reviews,
  routeRules,
  topology,
  users,
  webhooks,
}
