import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMesh, useScopeQuery } from '../../mesh/scope.ts'
import page from '../../ui/Page.module.css'
import { Loaded } from '../../ui/states/Loaded.tsx'
import { SilentBar } from '../../ui/states/SilentBar.tsx'
import { HealthTape } from './HealthTape.tsx'
import { Headline } from './Headline.tsx'
import { overviewOf } from './queries.ts'
import { Troubles } from './Troubles.tsx'

/** The first minute: is anything wrong, since when, and what was changed. `changes` comes from its own feature. */
export function OverviewPage({ changes }: { changes: (mesh: string) => ReactNode }) {
  const mesh = useMesh()
  const overview = useQuery(overviewOf(mesh, useScopeQuery()))
  return (
    <Loaded query={overview}>
      {({ value, stamps }) => (
        <>
          <Headline overview={value} stamps={stamps} />
          <SilentBar stamps={stamps} />
          <div className={page['split']}>
            <div className={page['column']}>
              <Troubles troubles={value.troubles} />
              <HealthTape overview={value} />
            </div>
            {changes(mesh)}
          </div>
        </>
      )}
    </Loaded>
  )
}
