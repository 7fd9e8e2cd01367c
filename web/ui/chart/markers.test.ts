import { expect, test } from 'vitest'
import { groupMarkers } from './markers.ts'

test('marks outside the window are left out, near ones are taken together, in the order of time', () => {
  const marker = (at: number) => ({ at, label: `CR-${at}`, to: `/changes/CR-${at}` })
  const groups = groupMarkers([marker(90), marker(10), marker(12), marker(-1), marker(101)], 0, 100, 0.05)

  expect(groups.map(({ place, markers }) => [place, markers.map(({ label }) => label)])).toEqual([
    [0.1, ['CR-10', 'CR-12']],
    [0.9, ['CR-90']],
  ])
})
