import { useTranslation } from 'react-i18next'
import type { Reading } from '#shared/contract/reading.ts'
import type { Topology } from '#shared/features/topology/model.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import style from './GraphSummary.module.css'
import { summaryOf } from './troubles.ts'

/** What is wrong first, then how much there is, then who says so. */
export function GraphSummary({ reading: { value, stamps } }: { reading: Reading<Topology> }) {
  const { t } = useTranslation('topology')
  const summary = summaryOf(value)
  const { services, instances } = value.totals
  const counts = t('services', { count: services })
  return (
    <section className={style['summary']} aria-label={t('summary.label')}>
      <ul className={style['counts']}>
        {(['failing', 'degraded', 'unknown', 'idle'] as const)
          .filter((state) => summary[state] > 0)
          .map((state) => (
            <li key={state}>
              <StatusGlyph status={state} /> {t(`summary.${state}`, { count: summary[state] })}
            </li>
          ))}
        {summary.failing + summary.degraded + summary.unknown === 0 && (
          <li>
            <StatusGlyph status="ok" /> {t('summary.well')}
          </li>
        )}
        <li className={style['quiet']}>
          {instances === undefined
            ? counts
            : t('servicesAndInstances', { services: counts, instances: t('instances', { count: instances }) })}
        </li>
      </ul>
      <Stamps stamps={stamps} />
    </section>
  )
}
