import type { en } from './en.ts'
import type { Translation } from './translation.ts'
import { firstZhCN } from './zh-cn-first.ts'
import { account } from './zh-CN/account.ts'
import { audit } from './zh-CN/audit.ts'
import { callHandling } from './zh-CN/call-handling.ts'
import { calls } from './zh-CN/calls.ts'
import { circuitBreakers } from './zh-CN/circuit-breakers.ts'
import { commands } from './zh-CN/commands.ts'
import { conditions } from './zh-CN/conditions.ts'
import { environments } from './zh-CN/environments.ts'
import { faults } from './zh-CN/faults.ts'
import { freezes } from './zh-CN/freezes.ts'
import { impact } from './zh-CN/impact.ts'
import { instanceStatus } from './zh-CN/instance-status.ts'
import { match } from './zh-CN/match.ts'
import { policies } from './zh-CN/policies.ts'
import { policyPages } from './zh-CN/policy-pages.ts'
import { services } from './zh-CN/services.ts'
import { loadBalancing } from './zh-CN/load-balancing.ts'
import { rateLimits } from './zh-CN/rate-limits.ts'
import { retries } from './zh-CN/retries.ts'
import { effectivePolicies } from './zh-CN/effective-policies.ts'
import { authorizations } from './zh-CN/authorizations.ts'
import { reviews } from './zh-CN/reviews.ts'
import { routeRules } from './zh-CN/route-rules.ts'
import { topology } from './zh-CN/topology.ts'
import { users } from './zh-CN/users.ts'
import { webhooks } from './zh-CN/webhooks.ts'

/** Every Chinese word of the console, one area a key. */
export const zhCN: Translation<typeof en> = {
  ...firstZhCN,
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
