import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMarkers } from '../../mesh/markers/useMarkers.ts'
import { useMesh, useScopeQuery } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { HealthTape } from './HealthTape.tsx'
import { Headline } from './Headline.tsx'
import { OverviewSkeleton } from './OverviewSkeleton.tsx'
import { overviewOf } from './queries.ts'
import { Troubles } from './Troubles.tsx'

interface Props {
  /** What else needs a look, from its own feature. */
  attention: ReactNode
  /** The newest changes, from their own feature. */
  changes: ReactNode
}

/** The first minute: is anything wrong, since when, and what was changed.  */
export function OverviewPage({ attention, changes }: Props) {
  const mesh = useMesh()
  const markers = useMarkers({ mesh })
  const overview = useQuery(overviewOf(mesh, useScopeQuery()))
  return (
    <Loaded query={overview} skeleton={<OverviewSkeleton />}>
      {({ value, stamps }) => (
        <>
          <Headline overview={value} stamps={stamps} />
          <SilentBar stamps={stamps} />
          <div className={page['split']}>
            <div className={page['column']}>
              {attention}
              <Troubles troubles={value.troubles} />
              <HealthTape overview={value} markers={markers} />
            </div>
            {changes}
          </div>
        </>
      )}
    </Loaded>
  )
}
