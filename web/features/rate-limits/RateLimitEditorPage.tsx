import { PolicyEditorPage } from '../../mesh/policies/PolicyEditorPage.tsx'
import { BacktestPanel } from './BacktestPanel.tsx'
import { rateLimitUi } from './rate-limit-ui.tsx'
import { RateLimitForm } from './RateLimitForm.tsx'

/** The editor of one rate limit, beside it what it would have done to recorded calls. */
export const RateLimitEditorPage = () => (
  <PolicyEditorPage
    ui={rateLimitUi}
    Form={RateLimitForm}
    rail={({ policyRef, edit }) => <BacktestPanel policyRef={policyRef} spec={edit.spec} />}
  />
)
