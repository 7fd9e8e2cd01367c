import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BacktestWindow, backtestWindows } from '#shared/features/rate-limits/backtest.ts'
import { RateLimit } from '#shared/features/rate-limits/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { useDebounced } from '../../mesh/policies/useDebounced.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { BacktestResult } from './BacktestResult.tsx'
import { backtestOf } from './queries.ts'
import style from './rate-limits.module.css'

const restMs = 500

/** Beside the editor: what the recorded calls of an hour or a day would have met under the draft. */
export function BacktestPanel({ policyRef, spec }: { policyRef: PolicyRef; spec: unknown }) {
  const { t } = useTranslation('rateLimits')
  const id = useId()
  const [last, setLast] = useState<BacktestWindow>('1h')
  // The text rests, not the object: each keystroke makes a new one.
  const rested = RateLimit.safeParse(JSON.parse(useDebounced(JSON.stringify(spec ?? null), restMs))).data
  const mayReadCalls = useMay('calls:read')
  const may = useMay('changes:read') && mayReadCalls
  if (!may) return null
  return (
    <section className={style['part']} aria-labelledby={id}>
      <header className={style['head']}>
        <h2 id={id}>{t('backtest.title')}</h2>
        <Segmented
          size="small"
          aria-label={t('backtest.window')}
          options={backtestWindows.map((value) => ({ value, label: t(`backtest.last.${value}`) }))}
          value={last}
          onChange={setLast}
        />
      </header>
      {rested ? (
        <Answer policyRef={policyRef} spec={rested} last={last} />
      ) : (
        <p className={style['quiet']}>{t('backtest.incomplete')}</p>
      )}
    </section>
  )
}

function Answer({ policyRef, spec, last }: { policyRef: PolicyRef; spec: RateLimit; last: BacktestWindow }) {
  const backtest = useQuery(backtestOf(policyRef, spec, last))
  return (
    <div className={style['answer']} aria-busy={backtest.isFetching} aria-live="polite">
      <Loaded query={backtest} skeleton={<Skeleton lines={6} />}>
        {(found) => (
          <>
            <Stamps stamps={[found.stamp]} />
            <BacktestResult backtest={found} />
          </>
        )}
      </Loaded>
    </div>
  )
}
