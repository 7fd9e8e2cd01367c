import type { ServiceRef } from '#shared/mesh/service.ts'
import { PoliciesOfService } from '../../mesh/policies/PoliciesOfService.tsx'
import { rateLimitUi } from './rate-limit-ui.tsx'

/** The rate limits of one called service. */
export const RateLimitsOfService = ({ service }: { service: ServiceRef }) => (
  <PoliciesOfService ui={rateLimitUi} service={service} />
)
