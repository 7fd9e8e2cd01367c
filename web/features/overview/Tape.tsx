import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { TapeRow } from '#shared/features/overview/api.ts'
import type { Health } from '#shared/mesh/health.ts'
import { Hatch } from '../../ui/chart/LineChart.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './HealthTape.module.css'

interface Props {
  cells: TapeRow['cells']
  /** Milliseconds since 1970. */
  from: number
  stepSeconds: number
  name: string
}

// Of a row 20 high: what is wrong is tall, what is idle nearly flat.
const heights: Record<Health, number> = { failing: 19, degraded: 13, ok: 7, idle: 2.5, unknown: 7 }

/** One row of cells; each names its time and counts on hover. */
export function Tape({ cells, from, stepSeconds, name }: Props) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const hatch = useId()
  const width = 100 / cells.length
  const wrong = cells.filter(({ state }) => state === 'failing' || state === 'degraded').length
  return (
    <svg
      className={style['tape']}
      height="20"
      role="img"
      aria-label={`${name}: ${format.integer(wrong)} / ${format.integer(cells.length)}`}
    >
      <Hatch id={hatch} />
      {cells.map((cell, index) => (
        <rect
          key={from + index * stepSeconds * 1000}
          className={style[cell.state]}
          x={`${index * width}%`}
          width={`${width * 0.86}%`}
          y={20 - heights[cell.state]}
          height={heights[cell.state]}
          fill={cell.state === 'unknown' ? `url(#${hatch})` : undefined}
        >
          <title>
            {t('cell', {
              time: format.time(from + index * stepSeconds * 1000),
              state: t(`legend.${cell.state}`),
              calls: format.integer(cell.calls),
              failed: format.integer(cell.failed),
            })}
          </title>
        </rect>
      ))}
    </svg>
  )
}
