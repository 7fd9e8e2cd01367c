import { PolicyEditorPage, type PolicyEditorSlots } from '../../mesh/policies/PolicyEditorPage.tsx'
import { loadBalancingUi } from './load-balancing-ui.tsx'
import { LoadBalancingForm } from './LoadBalancingForm.tsx'

/** The editor of one load balancing rule. */
export const LoadBalancingEditorPage = (slots: PolicyEditorSlots) => (
  <PolicyEditorPage ui={loadBalancingUi} Form={LoadBalancingForm} {...slots} />
)
