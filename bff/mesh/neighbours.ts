import type { Traffic } from '#shared/mesh/health.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import { sumTraffic } from '#shared/mesh/traffic.ts'
import type { EdgeTraffic, End } from '../ports/metrics.ts'

/** One text per end, for keys of maps. */
export const endKey = (end: End): string => {
  if (end.kind === 'service') return serviceKey(end.service)
  return end.kind === 'hidden' ? 'hidden' : `${end.kind}:${end.label}`
}

/** Edges with the same end on one side, as one line for each end on the other side, the busiest first. */
export function neighboursOn(side: 'from' | 'to', edges: readonly EdgeTraffic[]): { end: End; traffic: Traffic }[] {
  return [...Map.groupBy(edges, (edge) => endKey(edge[side])).values()]
    .flatMap((lines) => {
      const [first] = lines
      return first ? [{ end: first[side], traffic: sumTraffic(lines.map((line) => line.traffic)) }] : []
    })
    .toSorted((one, other) => other.traffic.calls - one.traffic.calls)
}
