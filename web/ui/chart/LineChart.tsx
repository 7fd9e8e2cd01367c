import { type PointerEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../useFormat.ts'
import { ChartFrame } from './ChartFrame.tsx'
import style from './chart.module.css'
import { useCrosshair } from './ChartGroup.tsx'
import { type ChartMarker, groupMarkers } from './markers.ts'
import { MarkerLinks } from './MarkerLinks.tsx'
import { gapsOf, linePath, roundScale } from './scale.ts'
import { useWidth } from './useWidth.ts'

export interface ChartLine {
  name: string
  /** CSS colour, as `var(--md-series-1)`. */
  color: string
  dash?: string
  /** One value a step; `null` where nothing was seen. */
  values: readonly (number | null)[]
}

interface Props {
  /** What it shows, for a screen reader and the readout ("Rate"). */
  name: string
  /** Said after the name, quieter ("/s"). */
  unit?: string
  /** Begin in milliseconds since 1970. */
  from: number
  stepSeconds: number
  lines: readonly ChartLine[]
  /** A value in words, as axis and readout have it. */
  format: (value: number) => string
  height?: number
  markers?: readonly ChartMarker[]
  limit?: { value: number; label: string }
  /** Whether times stand below; several stacked charts need them once. */
  times?: boolean
}

// A change's number beside its mark.
const markerPixels = 48

/** Lines over time, drawn light: gaps are gaps, no smoothing, the y axis starts at 0. */
export function LineChart(props: Props) {
  const { name, unit, from, stepSeconds, lines, format, height = 88, markers = [], limit, times = true } = props
  const { t } = useTranslation('ui')
  const words = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const hatch = useId()
  const crosshair = useCrosshair()

  const length = Math.max(1, ...lines.map((line) => line.values.length))
  const stepMs = stepSeconds * 1000
  const groups = groupMarkers(markers, from, from + length * stepMs, width > 0 ? markerPixels / width : 1)
  const known = lines.flatMap((line) => line.values.filter((value) => value !== null))
  // A limit stays clear of the label at the top.
  const { top, step } = roundScale(Math.max(0, ...known, (limit?.value ?? 0) * 1.6))
  const area = {
    left: 0,
    right: Math.max(0, width),
    // The label of the uppermost line stands above it, clear of lines and hatch.
    top: groups.length > 0 ? 18 : 14,
    bottom: height - (times ? 20 : 4),
  }
  const x = (index: number) => area.left + ((index + 0.5) / length) * (area.right - area.left)
  const y = (value: number) => area.bottom - (value / top) * (area.bottom - area.top)
  const pointed = crosshair.at === undefined ? undefined : Math.floor((crosshair.at - from) / stepMs)
  const index = pointed !== undefined && pointed >= 0 && pointed < length ? pointed : undefined

  function onPointerMove(event: PointerEvent<SVGSVGElement>) {
    const { left } = event.currentTarget.getBoundingClientRect()
    crosshair.show(from + ((event.clientX - left) / width) * length * stepMs)
  }

  return (
    <div className={style['chart']}>
      <div className={style['head']}>
        <span className={style['name']}>
          {name} {unit && <span className={style['unit']}>{unit}</span>}
        </span>
        <span className={style['readout']} aria-live="off">
          {lines.map((line) => (
            <Readout key={line.name} line={line} index={index} format={format} single={lines.length === 1} />
          ))}
        </span>
      </div>
      <div ref={box} className={style['box']} style={{ height }}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={summary(name, lines, format)}
          onPointerMove={onPointerMove}
          onPointerLeave={() => crosshair.show(undefined)}
        >
          <Hatch id={hatch} />
          {gapsOf(
            lines.map((line) => line.values),
            length,
          ).map(([first, last]) => (
            <rect
              key={first}
              x={x(first - 0.5)}
              width={x(last) - x(first - 1)}
              y={area.top}
              height={area.bottom - area.top}
              fill={`url(#${hatch})`}
            >
              <title>{t('states.noData')}</title>
            </rect>
          ))}
          <ChartFrame
            area={area}
            from={from}
            to={from + length * stepMs}
            top={top}
            step={step}
            format={format}
            times={times}
          />
          {limit && (
            <line className={style['limit']} x1={area.left} x2={area.right} y1={y(limit.value)} y2={y(limit.value)} />
          )}
          {lines.map((line) => (
            <path
              key={line.name}
              className={style['line']}
              d={linePath(line.values, x, y)}
              stroke={line.color}
              strokeDasharray={line.dash}
            />
          ))}
          {groups.map(({ place }) => (
            <line
              key={place}
              className={style['marker']}
              x1={area.left + place * (area.right - area.left)}
              x2={area.left + place * (area.right - area.left)}
              y1={8}
              y2={area.bottom}
            />
          ))}
          {index !== undefined && (
            <line className={style['crosshair']} x1={x(index)} x2={x(index)} y1={area.top} y2={area.bottom} />
          )}
        </svg>
        <MarkerLinks groups={groups} />
        {index !== undefined && times && (
          <span className={style['moment']}>{words.seconds(from + index * stepMs)}</span>
        )}
      </div>
    </div>
  )
}

function Readout({
  line,
  index,
  format,
  single,
}: {
  line: ChartLine
  index: number | undefined
  format: Props['format']
  single: boolean
}) {
  const value = index === undefined ? latest(line.values) : (line.values[index] ?? null)
  return (
    <span className={style['value']} title={line.name}>
      {!single && (
        <svg width="12" height="6" aria-hidden>
          <path d="M0 3h12" stroke={line.color} strokeWidth="2" strokeDasharray={line.dash} />
        </svg>
      )}
      {!single && <span className={style['unit']}>{line.name}</span>}
      <strong>{value === null ? '–' : format(value)}</strong>
    </span>
  )
}

export function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M0 0v6" stroke="var(--md-axis)" strokeWidth="1.2" />
    </pattern>
  )
}

const latest = (values: readonly (number | null)[]): number | null => values.findLast((value) => value !== null) ?? null

const summary = (name: string, lines: readonly ChartLine[], format: Props['format']): string =>
  `${name}: ${lines
    .map((line) => {
      const value = latest(line.values)
      return `${line.name} ${value === null ? '–' : format(value)}`
    })
    .join(', ')}`
