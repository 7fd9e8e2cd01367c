import { expect, test } from 'vitest'
import { palette } from '../../theme.ts'
import { markerGroups, timeChartOption } from './time-chart-option.ts'

const content = {
  from: 1_000_000,
  stepSeconds: 10,
  lines: [
    { name: '1.0.0', color: 'var(--md-baseline)', values: [null, 4, 6] },
    { name: '1.0.1', color: 'var(--md-candidate)', dash: '7 3', values: [null, 1, null] },
  ],
  markers: [{ at: 1_015_000, label: 'CR-1', to: '/changes/CR-1' }],
  description: 'Rate: 1.0.0 6',
  format: String,
  formatTime: String,
  formatMoment: String,
  noData: 'no data',
}
const nowhere = { image: '', repeat: 'repeat' as const }
const seriesIn = (theme: 'light' | 'dark') => [timeChartOption(content, theme, nowhere).series ?? []].flat()

test('lines have the colours of the theme that is shown and keep their dashes', () => {
  for (const theme of ['light', 'dark'] as const) {
    const [baseline, candidate] = seriesIn(theme)
    expect(baseline).toMatchObject({ lineStyle: { color: palette[theme].baseline, type: 'solid' } })
    expect(candidate).toMatchObject({ lineStyle: { color: palette[theme].candidate, type: [7, 3] } })
  }
})

test('only where no line has a value the ground is hatched', () => {
  expect(seriesIn('light').at(-1)).toMatchObject({ markArea: { data: [[{ xAxis: 1_000_000 }, { xAxis: 1_010_000 }]] } })
})

test('a change stands where it fell, and its name lies over it as a way there', () => {
  const [, , marks] = seriesIn('light')

  expect(marks).toMatchObject({ markLine: { data: [{ xAxis: 1_015_000 }] } })
  expect(markerGroups(content)).toEqual([{ place: 0.5, markers: content.markers }])
})

test('no part of the chart writes style attributes, which the content security policy would refuse', () => {
  expect(timeChartOption(content, 'light', nowhere)).toMatchObject({ tooltip: { renderMode: 'richText' } })
})
