import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { epochMs } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallBar } from '#shared/features/calls/api.ts'
import { ChartFrame } from '../../ui/chart/ChartFrame.tsx'
import { Hatch } from '../../ui/chart/LineChart.tsx'
import { MarkerLinks } from '../../ui/chart/MarkerLinks.tsx'
import { type ChartMarker, groupMarkers } from '../../ui/chart/markers.ts'
import { roundScale } from '../../ui/chart/scale.ts'
import { useWidth } from '../../ui/chart/useWidth.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { barAt, type Brush, brushBetween, partsOf } from './brush.ts'
import style from './CallHistogram.module.css'

interface Props {
  bars: readonly CallBar[]
  window: Window
  stepSeconds: number
  /** From when on something is known, in milliseconds since 1970; all of the window when left out. */
  since: number | undefined
  brush: Brush | undefined
  onBrush: (brush: Brush | undefined) => void
  onZoom: () => void
  markers: readonly ChartMarker[]
  /** Stands over the brush. */
  children: ReactNode
}

const height = 88
// A change's number beside its mark.
const markerPixels = 48
// Above the uppermost line stands its label.
const area = { top: 14, bottom: height - 20 }

/** The bars themselves: drawn with the pointer or with arrows, a brush covers whole bars. */
export function HistogramBars({
  bars,
  window: asked,
  stepSeconds,
  since,
  brush,
  onBrush,
  onZoom,
  markers,
  children,
}: Props) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const keys = useId()
  const hatch = useId()
  const [anchor, setAnchor] = useState<number>()

  const from = epochMs(bars[0]?.at ?? asked.from)
  const to = bars.length > 0 ? from + bars.length * stepSeconds * 1000 : epochMs(asked.to)
  const { top } = roundScale(Math.max(0, ...bars.map(({ calls }) => calls)))
  const barWidth = width / Math.max(1, bars.length)

  const placeOf = (event: PointerEvent<Element>) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    return barAt((event.clientX - left) / Math.max(1, width), bars.length)
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0 || bars.length === 0 || isControl(event.target)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const place = placeOf(event)
    setAnchor(place)
    onBrush({ first: place, last: place })
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (anchor !== undefined && event.buttons > 0) onBrush(brushBetween(anchor, placeOf(event)))
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined && event.key !== 'Enter' && event.key !== 'Escape') return
    if (isControl(event.target) && event.key === 'Enter') return
    if (event.key === 'Escape' && !brush) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') return onZoom()
    if (event.key === 'Escape') return onBrush(undefined)
    const start = anchor ?? bars.length
    const end = brush === undefined ? start : brush.first === start ? brush.last : brush.first
    const next = Math.min(bars.length - 1, Math.max(0, end + (step ?? 0)))
    if (!event.shiftKey) setAnchor(next)
    onBrush(event.shiftKey ? brushBetween(start, next) : { first: next, last: next })
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the chart is brushed
    <div
      ref={box}
      className={style['box']}
      style={{ height }}
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the chart is brushed with the keyboard, too
      tabIndex={0}
      aria-label={t('histogram.label')}
      aria-describedby={keys}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <span id={keys} className="visually-hidden">
        {t('histogram.keys')}
      </span>
      <svg width={width} height={height} aria-hidden>
        <ChartFrame
          area={{ left: 0, right: width, ...area }}
          from={from}
          to={to}
          top={top}
          step={top}
          format={format.count}
          times
        />
        {since !== undefined && since > from && (
          <Unknown hatch={hatch} width={Math.min(1, (since - from) / (to - from)) * width} />
        )}
        {brush && (
          <rect
            className={style['brushed']}
            x={brush.first * barWidth}
            width={(brush.last - brush.first + 1) * barWidth}
            y={0}
            height={area.bottom}
          />
        )}
        {bars.map((bar, index) => (
          <Bar key={bar.at} bar={bar} top={top} x={index * barWidth} width={barWidth} />
        ))}
        {brush && <Handle x={brush.first * barWidth} />}
        {brush && <Handle x={(brush.last + 1) * barWidth} />}
      </svg>
      <MarkerLinks groups={groupMarkers(markers, from, to, width > 0 ? markerPixels / width : 1)} />
      {children}
    </div>
  )
}

/** Before the records begin: a hatch, not a row of zeros. */
function Unknown({ hatch, width }: { hatch: string; width: number }) {
  const { t } = useTranslation('ui')
  return (
    <>
      <Hatch id={hatch} />
      <rect width={width} y={area.top} height={area.bottom - area.top} fill={`url(#${hatch})`}>
        <title>{t('states.noData')}</title>
      </rect>
    </>
  )
}

function Bar({ bar, top, x, width }: { bar: CallBar; top: number; x: number; width: number }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const room = area.bottom - area.top
  const counts = {
    calls: format.integer(bar.calls),
    failed: format.integer(bar.failed),
    clientErrors: format.integer(bar.clientErrors),
    refused: format.integer(bar.refused),
  }
  return (
    <g>
      <rect x={x} width={width} y={0} height={area.bottom} fill="transparent">
        <title>{t('histogram.bar', { time: format.seconds(epochMs(bar.at)), ...counts })}</title>
      </rect>
      {partsOf(bar, top, 1.5 / room).map(({ part, from, to }) => (
        <rect
          key={part}
          className={`${style['part']} ${style[part]}`}
          x={x + 0.5}
          width={Math.max(1, width - 1.5)}
          y={area.bottom - to * room}
          height={(to - from) * room}
        />
      ))}
    </g>
  )
}

const Handle = ({ x }: { x: number }) => (
  <g className={style['handle']}>
    <line x1={x} x2={x} y1={0} y2={area.bottom} />
    <rect x={x - 2.5} y={area.bottom / 2 - 7} width={5} height={14} rx={2} />
  </g>
)

const isControl = (target: EventTarget): boolean => target instanceof Element && target.closest('a, button') !== null
