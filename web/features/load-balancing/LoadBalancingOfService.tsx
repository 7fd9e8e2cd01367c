import type { ServiceRef } from '#shared/mesh/service.ts'
import { PoliciesOfService } from '../../mesh/policies/PoliciesOfService.tsx'
import { loadBalancingUi } from './load-balancing-ui.tsx'

/** The load balancing rules of one called service. */
export const LoadBalancingOfService = ({ service }: { service: ServiceRef }) => (
  <PoliciesOfService ui={loadBalancingUi} service={service} />
)
