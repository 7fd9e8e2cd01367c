import { routeRuleEndpoints } from '#shared/features/route-rules/api.ts'
import { RouteRule } from '#shared/features/route-rules/model.ts'
import { policyKind } from '../../changes/kind.ts'
import { keepNames, withNames } from './names.ts'
import { observeShares } from './observe.ts'
import { weightSteps } from './weight-steps.ts'

/** Route rules, as the pipeline knows them. */
export const routeRules = policyKind<RouteRule>({
  kind: 'route-rules',
  endpoints: routeRuleEndpoints,
  write: 'route-rules:write',
  draft: RouteRule,
  remember: keepNames,
  recall: withNames,
  observe: observeShares,
  weightSteps,
})
