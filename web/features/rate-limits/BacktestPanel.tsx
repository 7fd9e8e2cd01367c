import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { RateLimit } from '#shared/features/rate-limits/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMarkers } from '../../mesh/markers/useMarkers.ts'
import { BacktestAnswer, BacktestFrame, type BacktestWindow } from '../../mesh/policies/backtest/BacktestFrame.tsx'
import { BacktestResult } from './BacktestResult.tsx'
import { backtestOf } from './queries.ts'

/** Beside the editor: what the recorded calls of an hour or a day would have met under the draft. */
export function BacktestPanel({ policyRef, spec }: { policyRef: PolicyRef; spec: unknown }) {
  const { t } = useTranslation('rateLimits')
  return (
    <BacktestFrame title={t('backtest.title')} spec={spec} draftOf={(one) => RateLimit.safeParse(one).data}>
      {(draft, last) => <Answer policyRef={policyRef} spec={draft} last={last} />}
    </BacktestFrame>
  )
}

function Answer(props: { policyRef: PolicyRef; spec: RateLimit; last: BacktestWindow }) {
  const { mesh, namespace, service } = props.policyRef
  const markers = useMarkers({ mesh, namespace, service })
  const backtest = useQuery(backtestOf(props.policyRef, props.spec, props.last))
  return (
    <BacktestAnswer backtest={backtest} stampsOf={({ stamp }) => [stamp]}>
      {(found) => <BacktestResult backtest={found} markers={markers} />}
    </BacktestAnswer>
  )
}
