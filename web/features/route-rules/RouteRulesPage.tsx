import { PoliciesPage } from '../../mesh/policies/PoliciesPage.tsx'
import { routeRuleUi } from './route-rule-ui.tsx'

/** Every route rule of the scope, with what it does in words. */
export const RouteRulesPage = () => <PoliciesPage ui={routeRuleUi} />
