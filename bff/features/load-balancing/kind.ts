import { loadBalancingEndpoints } from '#shared/features/load-balancing/api.ts'
import { LoadBalancing } from '#shared/features/load-balancing/model.ts'
import { policyKind } from '../../changes/kind.ts'

/** Load balancing, as the pipeline knows it. */
export const loadBalancing = policyKind<LoadBalancing>({
  kind: 'load-balancing',
  endpoints: loadBalancingEndpoints,
  write: 'load-balancing:write',
  draft: LoadBalancing,
})
