import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { ObservedRouteRule } from './model.ts'

export const routeRuleEndpoints = policyEndpoints('route-rules', ObservedRouteRule)
