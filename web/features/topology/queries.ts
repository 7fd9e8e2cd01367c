import type { WindowQuery } from '#shared/contract/window.ts'
import { routeRuleEndpoints } from '#shared/features/route-rules/api.ts'
import { readServiceSeries } from '#shared/features/services/api.ts'
import { readTopology } from '#shared/features/topology/api.ts'
import type { ServiceRef } from '#shared/mesh/service.ts'
import { query, windowed } from '../../api/query.ts'

/** Who called whom in a window. */
export const topologyOf = (mesh: string, scope: WindowQuery & { namespace?: string }) =>
  windowed(readTopology, { params: { mesh }, query: scope })

/** Figures of a service over the window, one line a version; with `caller` only that service's calls. */
export const seriesOf = ({ mesh, namespace, name }: ServiceRef, window: WindowQuery, caller?: string) =>
  windowed(readServiceSeries, {
    params: { mesh, namespace, service: name },
    query: { ...window, ...(caller !== undefined && { caller }) },
  })

/** Route rules about a service. */
export const rulesOf = ({ mesh, namespace, name }: ServiceRef) =>
  query(routeRuleEndpoints.list, { params: { mesh }, query: { namespace, service: name } })
