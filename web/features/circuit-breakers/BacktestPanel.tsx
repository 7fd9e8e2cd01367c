import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CircuitBreaker } from '#shared/features/circuit-breakers/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { useMay } from '../../api/session.ts'
import { useDebounced } from '../../mesh/policies/useDebounced.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { BacktestResult } from './BacktestResult.tsx'
import style from './circuit-breakers.module.css'
import { backtestOf, strictDraft } from './queries.ts'

const windows = ['1h', '24h'] as const
const restMs = 500

/** Beside the editor: what the recorded calls of an hour or a day would have met under the draft. */
export function BacktestPanel({ policyRef, spec }: { policyRef: PolicyRef; spec: unknown }) {
  const { t } = useTranslation('circuitBreakers')
  const id = useId()
  const [last, setLast] = useState<(typeof windows)[number]>('1h')
  const rested = strictDraft(JSON.parse(useDebounced(JSON.stringify(spec ?? null), restMs)))
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
          options={windows.map((value) => ({ value, label: t(`backtest.last.${value}`) }))}
          value={last}
          onChange={setLast}
        />
      </header>
      {rested ? (
        <Answer policyRef={policyRef} spec={rested} last={last} />
      ) : (
        <p className={style['meta']}>{t('backtest.incomplete')}</p>
      )}
    </section>
  )
}

function Answer({
  policyRef,
  spec,
  last,
}: {
  policyRef: PolicyRef
  spec: CircuitBreaker
  last: (typeof windows)[number]
}) {
  const backtest = useQuery(backtestOf(policyRef, spec, last))
  return (
    <div className={style['answer']} aria-busy={backtest.isFetching} aria-live="polite">
      <Loaded query={backtest} skeleton={<Skeleton lines={5} />}>
        {(found) => (
          <>
            <Stamps stamps={found.stamps} />
            <BacktestResult backtest={found} />
          </>
        )}
      </Loaded>
    </div>
  )
}
