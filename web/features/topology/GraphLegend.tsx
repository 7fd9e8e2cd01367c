import { type MouseEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { healthLimits, noTraffic } from '#shared/mesh/health.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useMedia } from '../../ui/useMedia.ts'
import { edgeLook } from './edge-look.ts'
import style from './GraphLegend.module.css'

const rates = { low: 1, middle: 10, high: 300 }

/**
 * What lines, dashes and rings mean, with the limits that are held against them. It folds where plates lie below it, until the reader folds
 * or unfolds it: that stays.
 */
export function GraphLegend({ covers }: { covers: boolean }) {
  const { t } = useTranslation('topology')
  const format = useFormat()
  // In a small window it would lie over the graph, too; it opens with a click.
  const roomy = useMedia('(min-width: 1280px)')
  const [chosen, setChosen] = useState<boolean>()
  const open = chosen ?? (roomy && !covers)
  function toggle(event: MouseEvent) {
    // The state decides; left alone the browser would fold it as well.
    event.preventDefault()
    setChosen(!open)
  }
  const limits = (state: 'degraded' | 'failing' | 'idle') => ({
    failed: format.share(healthLimits[state === 'failing' ? 'failing' : 'degraded']),
    client: format.share(healthLimits.clientErrors),
  })
  const words = { low: format.figure(rates.low), middle: format.figure(rates.middle), high: format.figure(rates.high) }
  return (
    <details className={style['legend']} open={open}>
      <summary onClick={toggle}>{t('legend.title')}</summary>
      <ul>
        <li>
          <svg width="58" height="10" aria-hidden>
            {Object.values(rates).map((rate, index) => (
              <path
                key={rate}
                d={`M${index * 20} 5h18`}
                stroke="var(--md-edge)"
                strokeWidth={edgeLook({ traffic: { ...noTraffic, rate }, health: { state: 'ok' } }).width}
              />
            ))}
          </svg>
          {t('legend.rates', words)}
        </li>
        {(['degraded', 'failing', 'idle'] as const).map((state) => (
          <li key={state}>
            <Line state={state} />
            {t(`legend.${state}`, limits(state))}
          </li>
        ))}
        <li>
          <svg width="58" height="24" viewBox="0 0 58 24" aria-hidden>
            <circle cx="29" cy="12" r="9" fill="none" stroke="var(--md-border)" strokeWidth="2.4" />
            <path d="M29 3a9 9 0 0 1 8.6 6.2" fill="none" stroke="var(--md-failing)" strokeWidth="3.6" />
            <text x="29" y="16" textAnchor="middle" className={style['figure']}>
              3
            </text>
          </svg>
          {t('legend.ring')}
        </li>
        <li>
          <svg width="58" height="12" aria-hidden>
            <rect x="27" y="0" width="3" height="12" rx="1.5" fill="var(--md-candidate)" />
          </svg>
          {t('legend.candidate')}
        </li>
      </ul>
    </details>
  )
}

function Line({ state }: { state: 'degraded' | 'failing' | 'idle' }) {
  const { width, dash = [] } = edgeLook({ traffic: { ...noTraffic, rate: 10 }, health: { state } })
  return (
    <svg width="58" height="10" aria-hidden>
      <path d="M0 5h58" stroke={`var(--md-${state})`} strokeWidth={width} strokeDasharray={dash.join(' ')} />
    </svg>
  )
}
