import { useQuery } from '@tanstack/react-query'
import { readImpact } from '#shared/features/impact/api.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { query } from '../../api/query.ts'
import { useMay } from '../../api/session.ts'
import { useDebounced } from '../../mesh/policies/useDebounced.ts'

/** Which part (0–1) of the last hour's calls a route takes as it is drafted, and as it is live where it is. */
export interface RouteShare {
  drafted: number
  live: number | undefined
}

const restMs = 500

/** Shares by the route's place in the draft; empty while they are not known for just this draft. */
export function useRouteShares(edit: PolicyEdit, complete: boolean): ReadonlyMap<number, RouteShare> {
  const rested = useDebounced(edit, restMs)
  const mayRead = useMay('calls:read')
  const { data } = useQuery({
    ...query(readImpact, { body: { edits: [rested] }, query: { last: '1h' } }),
    enabled: complete && mayRead,
    staleTime: 60_000,
  })
  const figures = data?.services[0]?.figures
  // Another draft's routes stand in other places.
  if (!figures || figures.calls === 0 || JSON.stringify(rested) !== JSON.stringify(edit)) return new Map()
  return new Map(
    figures.routes.flatMap(({ policy, before, after }) =>
      policy === edit.ref.name && after
        ? [[after.index, { drafted: after.calls / figures.calls, live: before && before.calls / figures.calls }]]
        : [],
    ),
  )
}
