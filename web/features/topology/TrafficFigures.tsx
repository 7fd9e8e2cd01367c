import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stamp as StampModel } from '#shared/contract/reading.ts'
import type { HealthReason, Traffic } from '#shared/mesh/health.ts'
import { clientErrorShare, failedShare } from '#shared/mesh/traffic.ts'
import { latencyMissing, rateMissing, shareMissing } from '../../mesh/figures/missing.ts'
import { useMissingWords } from '../../mesh/figures/useMissingWords.ts'
import { nothing } from '../../ui/format.ts'
import { Missing } from '../../ui/Missing.tsx'
import { Stamps } from '../../ui/Stamp.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { PanelSection } from './PanelSection.tsx'
import style from './SelectionPanel.module.css'

interface Props {
  traffic: Traffic | undefined
  health: HealthReason
  stamps: readonly StampModel[]
}

/** The figures of the whole window. What is not there is a dash, and below them is said why. */
export function TrafficFigures({ traffic, health, stamps }: Props) {
  const { t } = useTranslation('topology')
  const format = useFormat()
  const missing = useMissingWords()
  const counted = missing(rateMissing({ traffic, health }))
  const shared = missing(shareMissing({ traffic, health }))
  const timed = missing(latencyMissing({ traffic, health }))
  const of = (why: string | undefined, words: (known: Traffic) => string) =>
    why === undefined && traffic ? words(traffic) : <Missing why={why ?? ''} />
  const latency = (key: 'p50' | 'p95' | 'p99') => of(timed, (known) => format.ms(known[key] ?? 0))
  const figures: [string, ReactNode][] = [
    [t('panel.rate'), of(counted, ({ rate }) => format.rate(rate))],
    [t('panel.failed'), of(shared, (known) => format.share(failedShare(known)))],
    [t('panel.clientErrors'), of(shared, (known) => format.share(clientErrorShare(known)))],
    [t('panel.calls'), of(counted, ({ calls }) => format.count(calls))],
    ['p50', latency('p50')],
    ['p95', latency('p95')],
    ['p99', latency('p99')],
    [t('panel.refused'), of(counted, ({ refused }) => format.count(refused))],
  ]
  const stale = stamps.some((stamp) => stamp.silent)
  return (
    <PanelSection title={t('panel.traffic')} aside={<Stamps stamps={stamps} />}>
      <dl className={`${style['figures']} ${stale ? style['stale'] : ''}`}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {timed !== undefined && (
        <p className={style['quiet']}>
          {nothing} {timed}
        </p>
      )}
    </PanelSection>
  )
}
