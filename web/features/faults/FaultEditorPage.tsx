import { PolicyEditorPage, type PolicyEditorSlots } from '../../mesh/policies/PolicyEditorPage.tsx'
import { FaultForm } from './FaultForm.tsx'
import { faultUi } from './fault-ui.tsx'

/** The editor of one fault. */
export const FaultEditorPage = (slots: PolicyEditorSlots) => (
  <PolicyEditorPage ui={faultUi} Form={FaultForm} {...slots} />
)
