import type { ServiceRef } from '#shared/mesh/service.ts'
import { PoliciesOfService } from '../../mesh/policies/PoliciesOfService.tsx'
import { circuitBreakerUi } from './circuit-breaker-ui.tsx'
import { CircuitsPanel } from './CircuitsPanel.tsx'

/** The circuit breakers of one called service, and its circuits as they are now. */
export const CircuitBreakersOfService = ({ service }: { service: ServiceRef }) => (
  <>
    <PoliciesOfService ui={circuitBreakerUi} service={service} />
    <CircuitsPanel mesh={service.mesh} of={{ namespace: service.namespace, service: service.name }} />
  </>
)
