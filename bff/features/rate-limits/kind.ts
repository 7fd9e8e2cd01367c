import { rateLimitEndpoints } from '#shared/features/rate-limits/api.ts'
import { RateLimit } from '#shared/features/rate-limits/model.ts'
import { policyKind } from '../../changes/kind.ts'
import { observeRefusals } from './observe.ts'

/** Rate limits, as the pipeline knows them. */
export const rateLimits = policyKind<RateLimit>({
  kind: 'rate-limits',
  endpoints: rateLimitEndpoints,
  write: 'rate-limits:write',
  draft: RateLimit,
  observe: observeRefusals,
})
