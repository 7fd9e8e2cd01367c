import { X, ZoomIn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { CallBar } from '#shared/features/calls/api.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { type Brush, brushedWindow, sumOf } from './brush.ts'
import style from './CallHistogram.module.css'

interface Props {
  brush: Brush
  bars: readonly CallBar[]
  stepSeconds: number
  end: string
  onZoom: () => void
  onDrop: () => void
}

/** What the brush covers, in figures, and what can be done with it. */
export function BrushLabel({ brush, bars, stepSeconds, end, onZoom, onDrop }: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const window = brushedWindow(bars, stepSeconds, brush, end)
  if (!window) return null
  const sum = sumOf(bars.slice(brush.first, brush.last + 1))
  const time = stepSeconds < 60 ? format.seconds : stepSeconds < 3600 ? format.time : format.dayTime
  const middle = ((brush.first + brush.last + 1) / 2 / bars.length) * 100
  return (
    <div className={style['label']} style={{ left: `clamp(176px, ${middle}%, calc(100% - 176px))` }}>
      <output>
        {t('histogram.brushed', {
          count: sum.calls,
          n: format.integer(sum.calls),
          failed: format.integer(sum.failed),
          from: time(epochMs(window.from)),
          to: time(epochMs(window.to)),
        })}
      </output>
      <button type="button" onClick={onZoom}>
        <ZoomIn size={14} aria-hidden /> {t('histogram.zoom')}
      </button>
      <button type="button" onClick={onDrop} aria-label={t('histogram.drop')} title={t('histogram.drop')}>
        <X size={14} aria-hidden />
      </button>
    </div>
  )
}
