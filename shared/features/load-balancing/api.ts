import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { ObservedLoadBalancing } from './model.ts'

export const loadBalancingEndpoints = policyEndpoints('load-balancing', ObservedLoadBalancing)
