import { useSearchParams } from 'react-router'
import { PoliciesPage } from '../../mesh/policies/PoliciesPage.tsx'
import { useMesh } from '../../mesh/scope.ts'
import { circuitBreakerUi } from './circuit-breaker-ui.tsx'
import { CircuitsPanel } from './CircuitsPanel.tsx'

/** Every circuit breaker of the scope, and above them the circuits as they are now. */
export function CircuitBreakersPage() {
  const mesh = useMesh()
  const namespace = useSearchParams()[0].get('namespace')
  return (
    <PoliciesPage ui={circuitBreakerUi}>
      <CircuitsPanel mesh={mesh} of={namespace ? { namespace } : {}} />
    </PoliciesPage>
  )
}
