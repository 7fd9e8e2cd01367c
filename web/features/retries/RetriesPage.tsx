import { PoliciesPage } from '../../mesh/policies/PoliciesPage.tsx'
import { retriesUi } from './retries-ui.tsx'
import { WorstLoad } from './WorstLoad.tsx'

/** Every retry rule of the scope, and what all of them together can make of the load. */
export const RetriesPage = () => (
  <PoliciesPage ui={retriesUi}>
    <WorstLoad />
  </PoliciesPage>
)
