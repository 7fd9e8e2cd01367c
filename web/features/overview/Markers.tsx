import { epochMs } from '#shared/contract/instant.ts'
import type { Overview } from '#shared/features/overview/api.ts'
import { type ChartMarker, groupMarkers } from '../../ui/chart/markers.ts'
import { MarkerGroupLink } from '../../ui/chart/MarkerLinks.tsx'
import style from './HealthTape.module.css'

// Of the tape's width: about the 24 px below which words would collide.
const least = 0.05

/** Changes of the window as marks that hang over every row of the tape and the chart below it. */
export function Markers({ overview, markers: all }: { overview: Overview; markers: ChartMarker[] }) {
  const from = epochMs(overview.from)
  const to = from + overview.enteringCells.length * overview.stepSeconds * 1000
  return (
    <div className={style['markers']}>
      {groupMarkers(all, from, to, least).map(({ place, markers }) => (
        <div
          key={place}
          className={`${style['marker']} ${place > 0.85 ? style['flipped'] : ''}`}
          style={{ left: `${place * 100}%` }}
        >
          <MarkerGroupLink group={{ place, markers }} />
        </div>
      ))}
    </div>
  )
}
