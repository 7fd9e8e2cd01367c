import type { ServiceRef } from '#shared/mesh/service.ts'
import { PoliciesOfService } from '../../mesh/policies/PoliciesOfService.tsx'
import { retriesUi } from './retries-ui.tsx'

/** The retry rules of one called service. */
export const RetriesOfService = ({ service }: { service: ServiceRef }) => (
  <PoliciesOfService ui={retriesUi} service={service} />
)
