import type { ServiceRef } from '#shared/mesh/service.ts'
import { PoliciesOfService } from '../../mesh/policies/PoliciesOfService.tsx'
import { faultUi } from './fault-ui.tsx'

/** The faults of one called service. */
export const FaultsOfService = ({ service }: { service: ServiceRef }) => (
  <PoliciesOfService ui={faultUi} service={service} />
)
