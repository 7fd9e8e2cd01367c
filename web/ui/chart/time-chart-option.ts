import type { LineSeriesOption } from 'echarts/charts'
import type {
  AriaComponentOption,
  BrushComponentOption,
  GridComponentOption,
  MarkAreaComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { fontFamily, palette, resolvedColor, type ThemeName } from '../../theme.ts'
import type { ChartLine } from './LineChart.tsx'
import { type ChartMarker, type MarkerGroup, groupMarkers } from './markers.ts'
import { gapsOf, roundScale } from './scale.ts'

export type TimeChartOption = ComposeOption<
  | AriaComponentOption
  | BrushComponentOption
  | GridComponentOption
  | LineSeriesOption
  | MarkAreaComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>

/** A tile that is repeated over stretches without data. */
export interface Hatch {
  image: HTMLCanvasElement | string
  repeat: 'repeat'
}

export interface TimeChartContent {
  /** Begin in milliseconds since 1970. */
  from: number
  stepSeconds: number
  lines: readonly ChartLine[]
  markers: readonly ChartMarker[]
  limit?: { value: number; label: string } | undefined
  /** Said by a screen reader instead of the picture. */
  description: string
  /** A value in words. */
  format: (value: number) => string
  /** A moment in words, on the axis and in the readout; milliseconds since 1970. */
  formatTime: (at: number) => string
  formatMoment: (at: number) => string
  noData: string
}

/** Pixels between the edges of the chart's box and its drawing. */
export const insets = { left: 44, right: 12 }

/** Marks of a chart from left to right, as far apart as their names need. */
export function markerGroups(
  content: Pick<TimeChartContent, 'from' | 'stepSeconds' | 'lines' | 'markers'>,
): MarkerGroup[] {
  const { from, stepSeconds, lines, markers } = content
  return groupMarkers(markers, from, from + lengthOf(lines) * stepSeconds * 1000, 0.03)
}

const lengthOf = (lines: readonly ChartLine[]): number => Math.max(1, ...lines.map(({ values }) => values.length))

/** How a chart over time is drawn: no frame, gaps are gaps, 0 at the bottom, a hatch where nothing is known. */
export function timeChartOption(content: TimeChartContent, theme: ThemeName, hatch: Hatch) {
  const { from, stepSeconds, lines, limit, format, formatTime, formatMoment } = content
  const colors = palette[theme]
  const stepMs = stepSeconds * 1000
  const length = lengthOf(lines)
  const to = from + length * stepMs
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null))
  const { top, step } = roundScale(Math.max(0, ...known, limit?.value ?? 0))
  const label = { color: colors.text3, fontSize: 11, fontFamily }
  const middleOf = (index: number) => from + (index + 0.5) * stepMs

  const option: TimeChartOption = {
    animation: false,
    textStyle: { fontFamily },
    aria: { enabled: true, label: { description: content.description } },
    grid: { ...insets, top: 24, bottom: 22 },
    tooltip: {
      trigger: 'axis',
      // The other mode writes style attributes, which the content security policy refuses.
      renderMode: 'richText',
      confine: true,
      backgroundColor: colors.raised,
      borderColor: colors.border,
      textStyle: { color: colors.text, fontSize: 12, fontFamily },
      axisPointer: { type: 'line', lineStyle: { color: colors.text3, type: 'solid' } },
      formatter: (points) => readout([points].flat(), content),
    },
    xAxis: {
      type: 'time',
      min: from,
      max: to,
      axisLine: { lineStyle: { color: colors.axis } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true, formatter: formatTime },
      axisPointer: { label: { show: false, formatter: ({ value }) => formatMoment(Number(value)) } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: top,
      interval: step,
      axisLabel: { ...label, formatter: (value: number) => format(value) },
      splitLine: { lineStyle: { color: colors.grid } },
    },
    brush: {
      xAxisIndex: 0,
      brushStyle: { color: `${colors.accent}2b`, borderColor: colors.accent, borderWidth: 1 },
      throttleType: 'debounce',
      throttleDelay: 100,
    },
    series: [
      ...lines.map((line): LineSeriesOption => {
        const color = resolvedColor(line.color, theme)
        return {
          type: 'line',
          name: line.name,
          data: line.values.map((value, index) => [middleOf(index), value ?? '-']),
          // A lone value between gaps is no line and would not be seen.
          showSymbol: line.values.filter((value) => value !== null).length < 2,
          symbol: 'circle',
          symbolSize: 4,
          connectNulls: false,
          itemStyle: { color },
          lineStyle: { color, width: 1.5, type: line.dash ? line.dash.split(' ').map(Number) : 'solid' },
          emphasis: { disabled: true },
        }
      }),
      {
        type: 'line',
        name: '',
        data: [],
        silent: true,
        markArea: {
          silent: true,
          itemStyle: { color: hatch },
          data: gapsOf(
            lines.map(({ values }) => values),
            length,
          ).map(([first, last]) => [{ xAxis: from + first * stepMs }, { xAxis: from + (last + 1) * stepMs }]),
        },
        markLine: {
          silent: true,
          symbol: ['none', 'none'],
          data: [
            ...markerGroups(content).map(({ place }) => ({
              xAxis: from + place * (to - from),
              // Their names lie over the canvas, as links.
              label: { show: false },
              lineStyle: { color: colors.accent, type: [2, 2] },
            })),
            ...(limit
              ? [
                  {
                    yAxis: limit.value,
                    label: { formatter: limit.label, color: colors.failingText, position: 'insideStartTop' as const },
                    lineStyle: { color: colors.failing, type: [3, 3] },
                  },
                ]
              : []),
          ],
          label: { fontSize: 11, fontFamily },
        },
      },
    ],
  }
  return option
}

/** The values at one moment, a line each. */
function readout(
  points: unknown[],
  { from, stepSeconds, lines, format, formatMoment, noData }: TimeChartContent,
): string {
  const at = points.map(momentOf).find((moment) => moment !== undefined)
  if (at === undefined) return ''
  const index = Math.floor((at - from) / (stepSeconds * 1000))
  const values = lines.map(({ name, values: all }) => {
    const value = all[index] ?? null
    return `${name}  ${value === null ? noData : format(value)}`
  })
  return [formatMoment(from + index * stepSeconds * 1000), ...values].join('\n')
}

/** The moment of one point of the tooltip; echarts types it for charts of every kind. */
function momentOf(point: unknown): number | undefined {
  if (typeof point !== 'object' || point === null || !('axisValue' in point)) return undefined
  return typeof point.axisValue === 'number' ? point.axisValue : undefined
}
