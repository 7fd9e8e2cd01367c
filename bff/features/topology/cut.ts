import { type Visibility, seesAll, seesService } from '#shared/access/visibility.ts'
import type { EdgeTraffic, End } from '../../ports/metrics.ts'

/**
 * Edges of a whole mesh as one reader sees them: a call is seen if its caller or its callee is; far ends that are not seen become the
 * one hidden end, without version. Only for readers whose grants leave no tenant out: tenants are no longer in these figures.
 */
export function cutEdges(edges: readonly EdgeTraffic[], visibility: Visibility): EdgeTraffic[] {
  if (seesAll(visibility)) return [...edges]
  return edges.flatMap((edge) => {
    if (!isSeen(edge.from, visibility) && !isSeen(edge.to, visibility)) return []
    const to = veiled(edge.to, visibility)
    const version = to.kind === 'service' && edge.version !== undefined ? { version: edge.version } : {}
    return [{ from: veiled(edge.from, visibility), to, ...version, traffic: edge.traffic }]
  })
}

/** Whether every grant takes all tenants, so that figures of the whole mesh can be cut by service alone. */
export const seesEveryTenant = (visibility: Visibility): boolean =>
  visibility.grants.every((grant) => grant.tenant === '*')

const isSeen = (end: End, visibility: Visibility): boolean =>
  end.kind === 'service' && seesService(visibility, end.service)

const veiled = (end: End, visibility: Visibility): End =>
  end.kind === 'service' && !seesService(visibility, end.service) ? { kind: 'hidden' } : end
