import { PolicyEditorPage } from '../../mesh/policies/PolicyEditorPage.tsx'
import { BacktestPanel } from './BacktestPanel.tsx'
import { circuitBreakerUi } from './circuit-breaker-ui.tsx'
import { CircuitBreakerForm } from './CircuitBreakerForm.tsx'
import { CircuitsOfPolicy } from './CircuitsOfPolicy.tsx'

/** The editor of one circuit breaker, beside it what recorded calls say: of the draft, and of its circuits now. */
export const CircuitBreakerEditorPage = () => (
  <PolicyEditorPage
    ui={circuitBreakerUi}
    Form={CircuitBreakerForm}
    rail={({ policyRef, edit }) => (
      <>
        <BacktestPanel policyRef={policyRef} spec={edit.spec} />
        <CircuitsOfPolicy policyRef={policyRef} />
      </>
    )}
  />
)
