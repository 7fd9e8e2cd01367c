import { PoliciesPage } from '../../mesh/policies/PoliciesPage.tsx'
import { faultUi } from './fault-ui.tsx'

/** Every fault of the scope, with when it ends. */
export const FaultsPage = () => <PoliciesPage ui={faultUi} />
