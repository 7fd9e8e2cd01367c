import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Overview } from '#shared/features/overview/api.ts'
import { roundScale, timeTicks } from '../../ui/chart/scale.ts'
import { nothing } from '../../ui/format.ts'
import { useFormat } from '../../ui/useFormat.ts'
import style from './HealthTape.module.css'
import { isUnknown } from './Headline.tsx'

const height = 100

/** Calls from outside per second, the failing part inside each bar from its bottom. */
export function EnteringChart({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { entering, enteringCells: cells, stepSeconds } = overview
  const from = epochMs(overview.from)
  const to = from + cells.length * stepSeconds * 1000
  const rates = cells.map(({ calls }) => calls / stepSeconds)
  const { top } = roundScale(Math.max(0, ...rates))
  const share = entering.calls > 0 ? entering.failed / entering.calls : undefined
  const place = (at: number) => ((at - from) / (to - from)) * 100
  return (
    <div className={style['entering']}>
      <div>
        <h3>{t('enters')}</h3>
        <p>{t('columns.rate')}</p>
      </div>
      <div className={style['chart']}>
        {entering.calls > 0 && <span className={style['top']}>{format.figure(top)}</span>}
        <svg
          className={style['bars']}
          height={height}
          role="img"
          aria-label={`${t('enters')}: ${format.rate(entering.rate)}`}
        >
          {cells.map(({ calls, failed }, index) => (
            <Bar
              key={from + index * stepSeconds * 1000}
              x={(index / cells.length) * 100}
              width={86 / cells.length}
              all={(calls / stepSeconds / top) * height}
              failed={(failed / stepSeconds / top) * height}
            />
          ))}
          <line className={style['axisLine']} x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
        </svg>
        <div className={style['times']} aria-hidden>
          {timeTicks(from, to)
            .filter((at) => place(at) > 3 && place(at) < 97)
            .map((at) => (
              <span key={at} style={{ left: `${place(at)}%` }}>
                {to - from > 86_400_000 ? format.dayTime(at) : format.time(at)}
              </span>
            ))}
        </div>
      </div>
      <div className={style['figures']}>
        <strong>{isUnknown(overview) ? nothing : format.figure(entering.rate)}</strong>
        <span>{share === undefined ? nothing : format.percent(share)}</span>
      </div>
    </div>
  )
}

const Bar = ({ x, width, all, failed }: { x: number; width: number; all: number; failed: number }) => (
  <>
    <rect className={style['bar']} x={`${x}%`} width={`${width}%`} y={height - all} height={all} />
    {failed > 0 && (
      <rect
        className={style['bad']}
        x={`${x}%`}
        width={`${width}%`}
        y={height - Math.max(1, failed)}
        height={Math.max(1, failed)}
      />
    )}
  </>
)
