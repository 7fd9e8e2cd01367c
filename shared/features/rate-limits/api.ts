import { policyEndpoints } from '../../mesh/policy-endpoints.ts'
import { ObservedRateLimit } from './model.ts'

export const rateLimitEndpoints = policyEndpoints('rate-limits', ObservedRateLimit)
