import style from './chart.module.css'
import { linePath } from './scale.ts'

interface Props {
  values: readonly (number | null)[]
  color: string
  /** What it shows, in words. */
  name: string
  width?: number
  height?: number
}

/** The course of one figure without axes, from 0 to its largest value. */
export function Sparkline({ values, color, name, width = 140, height = 36 }: Props) {
  const largest = Math.max(...values.map((value) => value ?? 0)) || 1
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * (width - 2) + 1
  const y = (value: number) => height - 2 - (value / largest) * (height - 6)
  return (
    <svg width={width} height={height} role="img" aria-label={name} className={style['spark']}>
      <line className={style['axis']} x1="0" x2={width} y1={height - 1} y2={height - 1} />
      <path className={style['line']} d={linePath(values, x, y)} stroke={color} />
    </svg>
  )
}
