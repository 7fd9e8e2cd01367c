import { PoliciesPage } from '../../mesh/policies/PoliciesPage.tsx'
import { loadBalancingUi } from './load-balancing-ui.tsx'

/** Every load balancing rule of the scope. */
export const LoadBalancingPage = () => <PoliciesPage ui={loadBalancingUi} />
