import { Link } from 'react-router'
import { epochMs } from '#shared/contract/instant.ts'
import type { Overview } from '#shared/features/overview/api.ts'
import { type ChartMarker, groupMarkers } from '../../ui/chart/markers.ts'
import { paths } from '../../paths.ts'
import style from './HealthTape.module.css'

// Of the tape's width: about the 24 px below which words would collide.
const least = 0.05

/** Changes of the window as marks that hang over every row of the tape and the chart below it. */
export function Markers({ overview, markers }: { overview: Overview; markers: ChartMarker[] }) {
  const from = epochMs(overview.from)
  const to = from + overview.enteringCells.length * overview.stepSeconds * 1000
  return (
    <div className={style['markers']}>
      {groupMarkers(markers, from, to, least).map(({ place, markers: [first, ...more] }) => (
        <Link
          key={place}
          className={`${style['marker']} ${place > 0.85 ? style['flipped'] : ''}`}
          style={{ left: `${place * 100}%` }}
          to={more.length > 0 ? paths.changes() : (first?.to ?? paths.changes())}
          title={[first, ...more].map((marker) => `${marker?.label} ${marker?.title ?? ''}`).join('\n')}
        >
          <span>{more.length > 0 ? more.length + 1 : first?.label}</span>
        </Link>
      ))}
    </div>
  )
}
