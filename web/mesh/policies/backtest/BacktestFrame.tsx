import type { UseQueryResult } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stamp } from '#shared/contract/reading.ts'
import { useMay } from '../../../api/session.ts'
import { Stamps } from '../../../ui/Stamp.tsx'
import { Loaded } from '../../../ui/states/Loaded.tsx'
import { Skeleton } from '../../../ui/states/Skeleton.tsx'
import { useDebounced } from '../useDebounced.ts'
import style from './backtest.module.css'

const windows = ['1h', '24h'] as const
export type BacktestWindow = (typeof windows)[number]

const restMs = 500

interface Props<Draft> {
  title: string
  spec: unknown
  /** The strict draft, or undefined while it is unfinished. */
  draftOf: (spec: unknown) => Draft | undefined
  children: (draft: Draft, last: BacktestWindow) => ReactNode
}

/** Beside an editor: what the recorded calls of an hour or a day would have met under the draft. */
export function BacktestFrame<Draft>({ title, spec, draftOf, children }: Props<Draft>) {
  const { t } = useTranslation('policyPages')
  const id = useId()
  const [last, setLast] = useState<BacktestWindow>('1h')
  // The text rests, not the object: each keystroke makes a new one.
  const rested = draftOf(JSON.parse(useDebounced(JSON.stringify(spec ?? null), restMs)))
  const mayReadCalls = useMay('calls:read')
  const may = useMay('changes:read') && mayReadCalls
  if (!may) return null
  return (
    <section className={style['part']} aria-labelledby={id}>
      <header className={style['head']}>
        <h2 id={id}>{title}</h2>
        <Segmented
          size="small"
          aria-label={t('backtest.window')}
          options={windows.map((value) => ({ value, label: t(`backtest.last.${value}`) }))}
          value={last}
          onChange={setLast}
        />
      </header>
      {rested === undefined ? <p className={style['quiet']}>{t('backtest.incomplete')}</p> : children(rested, last)}
    </section>
  )
}

/** What a backtest said, with where it comes from. */
export function BacktestAnswer<Found>(props: {
  backtest: UseQueryResult<Found>
  stampsOf: (found: Found) => readonly Stamp[]
  children: (found: Found) => ReactNode
}) {
  const { backtest, stampsOf, children } = props
  return (
    <div className={style['answer']} aria-busy={backtest.isFetching} aria-live="polite">
      <Loaded query={backtest} skeleton={<Skeleton lines={6} />}>
        {(found) => (
          <>
            <Stamps stamps={[...stampsOf(found)]} />
            {children(found)}
          </>
        )}
      </Loaded>
    </div>
  )
}
