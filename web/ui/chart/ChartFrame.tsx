import { useFormat } from '../useFormat.ts'
import style from './chart.module.css'
import { timeTicks } from './scale.ts'

export interface ChartArea {
  left: number
  right: number
  top: number
  bottom: number
}

interface Props {
  area: ChartArea
  /** Milliseconds since 1970. */
  from: number
  to: number
  /** Upper end of the y axis and the distance of its lines. */
  top: number
  step: number
  format: (value: number) => string
  times: boolean
}

/** Grid, baseline and labels: no frame, the unit only where the head or the top label has it. */
export function ChartFrame({ area, from, to, top, step, format, times }: Props) {
  const words = useFormat()
  const long = to - from > 86_400_000
  const y = (value: number) => area.bottom - (value / top) * (area.bottom - area.top)
  const x = (at: number) => area.left + ((at - from) / (to - from)) * (area.right - area.left)
  const values = Array.from({ length: Math.round(top / step) }, (_, index) => (index + 1) * step)
  return (
    <g aria-hidden>
      {values.map((value) => (
        <line key={value} className={style['grid']} x1={area.left} x2={area.right} y1={y(value)} y2={y(value)} />
      ))}
      <text className={style['label']} x={area.left} y={y(top) - 3 > 8 ? y(top) - 3 : y(top) + 10}>
        {format(top)}
      </text>
      <line className={style['axis']} x1={area.left} x2={area.right} y1={area.bottom} y2={area.bottom} />
      {times &&
        timeTicks(from, to)
          .filter((at) => x(at) > 16 && x(at) < area.right - 16)
          .map((at) => (
            <text key={at} className={style['label']} x={x(at)} y={area.bottom + 14} textAnchor="middle">
              {long ? words.dayTime(at) : words.time(at)}
            </text>
          ))}
    </g>
  )
}
