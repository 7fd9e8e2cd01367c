import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlidingWindow } from '#shared/contract/window.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { useDebounced } from '../../mesh/policies/useDebounced.ts'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { Skeleton } from '../../ui/states/Skeleton.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './ImpactPanel.module.css'
import { impactOf } from './queries.ts'
import { ServiceImpact } from './ServiceImpact.tsx'

interface Props {
  /** Unsaved edits of one mesh; those that are no route rules say nothing here. */
  edits: readonly PolicyEdit[]
  /** Whether the edits are complete and differ from what is live, so that it is worth asking. */
  askable: boolean
}

const windows = ['15m', '1h', '24h'] as const
const restMs = 500

/** Beside an editor: what the recorded calls of a window would have done under the edits. */
export function ImpactPanel({ edits, askable }: Props) {
  const { t } = useTranslation('impact')
  const format = useFormat()
  const id = useId()
  const [last, setLast] = useState<SlidingWindow>('1h')
  // The text rests, not the object: each keystroke makes a new one.
  const rested = useDebounced(JSON.stringify(edits), restMs)
  const asked = JSON.parse(rested) as PolicyEdit[] // what was just written
  const impact = useQuery({ ...impactOf(asked, last), enabled: askable && asked.length > 0 })
  const services = impact.data?.services ?? []
  const calls = services.reduce((sum, one) => sum + (one.figures ? one.calls : 0), 0)
  return (
    <section className={style['panel']} aria-labelledby={id} aria-busy={impact.isFetching}>
      <header className={style['head']}>
        <h2 id={id}>{t('title')}</h2>
        {askable && calls > 0 && (
          <span className={style['meta']}>{t('replayed', { count: calls, n: format.integer(calls) })}</span>
        )}
        <Segmented
          size="small"
          aria-label={t('window')}
          options={windows.map((value) => ({ value, label: t(`last.${value}`) }))}
          value={last}
          onChange={setLast}
        />
      </header>
      {askable ? (
        <Loaded query={impact} skeleton={<Skeleton lines={5} />}>
          {({ window }) => (
            <div className={style['services']} aria-live="polite">
              {services.map((one) => (
                <ServiceImpact
                  key={`${one.namespace} ${one.service}`}
                  mesh={asked[0]?.ref.mesh ?? ''}
                  impact={one}
                  window={window}
                  named={services.length > 1}
                />
              ))}
            </div>
          )}
        </Loaded>
      ) : (
        <p className={style['quiet']}>{t('notAsked')}</p>
      )}
    </section>
  )
}
