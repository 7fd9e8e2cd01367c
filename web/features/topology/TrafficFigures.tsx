import { useTranslation } from 'react-i18next'
import type { Stamp as StampModel } from '#shared/contract/reading.ts'
import type { Traffic } from '#shared/mesh/health.ts'
import { clientErrorShare, failedShare } from '#shared/mesh/traffic.ts'
import { nothing } from '../../ui/format.ts'
import { Stamps } from '../../ui/Stamp.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { PanelSection } from './PanelSection.tsx'
import style from './SelectionPanel.module.css'

interface Props {
  traffic: Traffic | undefined
  stamps: readonly StampModel[]
}

/** The figures of the whole window. What is not known is a dash. */
export function TrafficFigures({ traffic, stamps }: Props) {
  const { t } = useTranslation('topology')
  const format = useFormat()
  const latency = (ms: number | undefined) => (ms === undefined ? nothing : format.ms(ms))
  const figures: [string, string][] = [
    [t('panel.rate'), traffic ? format.rate(traffic.rate) : nothing],
    [t('panel.failed'), traffic ? format.share(failedShare(traffic)) : nothing],
    [t('panel.clientErrors'), traffic ? format.share(clientErrorShare(traffic)) : nothing],
    [t('panel.calls'), traffic ? format.count(traffic.calls) : nothing],
    ['p50', latency(traffic?.p50)],
    ['p95', latency(traffic?.p95)],
    ['p99', latency(traffic?.p99)],
    [t('panel.refused'), traffic ? format.count(traffic.refused) : nothing],
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
    </PanelSection>
  )
}
