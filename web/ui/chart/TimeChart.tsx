import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { palette } from '../../theme.ts'
import { useFormat } from '../useFormat.ts'
import { useThemeName } from '../useThemeName.ts'
import style from './chart.module.css'
import { connect, init } from './echarts.ts'
import type { ChartLine } from './LineChart.tsx'
import type { ChartMarker } from './markers.ts'
import { MarkerLinks } from './MarkerLinks.tsx'
import { type Hatch, insets, markerGroups, timeChartOption } from './time-chart-option.ts'

type Chart = ReturnType<typeof init>

interface Props {
  /** What it shows, also for a screen reader ("Rate"). */
  name: string
  unit: string
  /** Begin in milliseconds since 1970. */
  from: number
  stepSeconds: number
  lines: readonly ChartLine[]
  /** A value in words, as axis and readout have it. */
  format: (value: number) => string
  markers?: readonly ChartMarker[]
  limit?: { value: number; label: string }
  /** Charts of one group share their crosshair. */
  group: string
  /** Of a stretch that was brushed, in milliseconds since 1970. */
  onSelect: (from: number, to: number) => void
}

/** A large chart over time: crosshair with values, changes as marks, a stretch to brush. Loaded only where it is shown. */
export function TimeChart({
  name,
  unit,
  lines,
  markers = [],
  limit,
  group,
  onSelect,
  format,
  from,
  stepSeconds,
}: Props) {
  const { t } = useTranslation('ui')
  const words = useFormat()
  const theme = useThemeName()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart>(undefined)
  const select = useEffectEvent(onSelect)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const made = init(element, null, { renderer: 'canvas' })
    chart.current = made
    made.group = group
    connect(group)
    made.on('brushEnd', (event) => {
      const range = brushed(event)
      if (!range) return
      made.dispatchAction({ type: 'brush', areas: [] })
      select(range[0], range[1])
    })
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.dispose()
      chart.current = undefined
    }
  }, [group])

  useEffect(() => {
    const description = `${name}: ${lines.map((line) => `${line.name} ${last(line, format)}`).join(', ')}`
    const content = { from, stepSeconds, lines, markers, limit, format, description, noData: t('states.noData') }
    const times = { formatTime: words.time, formatMoment: words.seconds }
    chart.current?.setOption(timeChartOption({ ...content, ...times }, theme, hatch(palette[theme].axis)), {
      notMerge: true,
    })
    chart.current?.dispatchAction({
      type: 'takeGlobalCursor',
      key: 'brush',
      brushOption: { brushType: 'lineX', brushMode: 'single' },
    })
  })

  return (
    <figure className={style['time']}>
      <figcaption className={style['head']}>
        <span className={style['name']}>
          {name} <span className={style['unit']}>{unit}</span>
        </span>
        <span className={style['readout']}>
          {lines.map((line) => (
            <span key={line.name} className={style['value']}>
              <svg width="12" height="6" aria-hidden>
                <path d="M0 3h12" stroke={line.color} strokeWidth="2" strokeDasharray={line.dash} />
              </svg>
              <span className={style['unit']}>{line.name}</span>
              <strong>{last(line, format)}</strong>
            </span>
          ))}
        </span>
      </figcaption>
      <div className={style['plot']}>
        <div ref={box} className={style['canvas']} role="img" />
        <MarkerLinks groups={markerGroups({ from, stepSeconds, lines, markers })} {...insets} />
      </div>
    </figure>
  )
}

const last = ({ values }: ChartLine, format: Props['format']): string => {
  const value = values.findLast((one) => one !== null)
  return typeof value === 'number' ? format(value) : '–'
}

/** The stretch of a brush, in milliseconds since 1970; echarts leaves the event's shape open. */
function brushed(event: unknown): [number, number] | undefined {
  if (typeof event !== 'object' || event === null || !('areas' in event) || !Array.isArray(event.areas))
    return undefined
  const area: unknown = event.areas[0]
  if (typeof area !== 'object' || area === null || !('coordRange' in area) || !Array.isArray(area.coordRange))
    return undefined
  const [from, to]: unknown[] = area.coordRange
  return typeof from === 'number' && typeof to === 'number' && to > from ? [from, to] : undefined
}

/** Slanted lines for stretches without data. */
function hatch(color: string): Hatch {
  const tile = document.createElement('canvas')
  tile.width = tile.height = 8
  const pen = tile.getContext('2d')
  if (!pen) return { image: tile, repeat: 'repeat' }
  pen.strokeStyle = color
  pen.beginPath()
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8)
    pen.lineTo(shift + 8, 0)
  }
  pen.stroke()
  return { image: tile, repeat: 'repeat' }
}
