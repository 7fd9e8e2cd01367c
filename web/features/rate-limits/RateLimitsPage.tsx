import { PoliciesPage } from '../../mesh/policies/PoliciesPage.tsx'
import { rateLimitUi } from './rate-limit-ui.tsx'

/** Every rate limit of the scope. */
export const RateLimitsPage = () => <PoliciesPage ui={rateLimitUi} />
