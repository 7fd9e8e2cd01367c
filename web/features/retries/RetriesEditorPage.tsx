import { PolicyEditorPage, type PolicyEditorSlots } from '../../mesh/policies/PolicyEditorPage.tsx'
import { retriesUi } from './retries-ui.tsx'
import { RetriesForm } from './RetriesForm.tsx'

/** The editor of one retry rule. */
export const RetriesEditorPage = (slots: PolicyEditorSlots) => (
  <PolicyEditorPage ui={retriesUi} Form={RetriesForm} {...slots} />
)
