import type { ServiceRef } from '#shared/mesh/service.ts'
import { PoliciesOfService } from '../../mesh/policies/PoliciesOfService.tsx'
import { routeRuleUi } from './route-rule-ui.tsx'

/** The route rules of one called service. */
export const RulesOfService = ({ service }: { service: ServiceRef }) => (
  <PoliciesOfService ui={routeRuleUi} service={service} />
)
