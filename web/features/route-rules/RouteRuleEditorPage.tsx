import { PolicyEditorPage, type PolicyEditorSlots } from '../../mesh/policies/PolicyEditorPage.tsx'
import { routeRuleUi } from './route-rule-ui.tsx'
import { RouteRuleForm } from './RouteRuleForm.tsx'

/** The editor of one route rule. */
export const RouteRuleEditorPage = (slots: PolicyEditorSlots) => (
  <PolicyEditorPage ui={routeRuleUi} Form={RouteRuleForm} {...slots} />
)
