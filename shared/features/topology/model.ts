import { z } from 'zod'
import { Window } from '../../contract/window.ts'
import { HealthReason, Traffic } from '../../mesh/health.ts'
import { ServiceRef } from '../../mesh/service.ts'

/** One version inside a service's box. Counts are absent until the registry has answered, traffic until a source of figures has. */
export const NodeVersion = z.object({
  version: z.string(),
  instances: z.int().optional(),
  ready: z.int().optional(),
  traffic: Traffic.optional(),
  health: HealthReason,
})
export type NodeVersion = z.infer<typeof NodeVersion>

/**
 * A plate of the graph. `client`: a kind of outside caller; `external`: a name that the registry does not know;
 * `hidden`: everything that the reader may not see, as one plate without a name.
 */
export const TopologyNode = z.object({
  /** Stable over time and windows; a service's is `namespace/name`. Stands in addresses as the selection. */
  id: z.string(),
  kind: z.enum(['service', 'client', 'external', 'hidden']),
  /** Empty for the hidden plate. */
  name: z.string(),
  service: ServiceRef.optional(),
  labels: z.record(z.string(), z.string()),
  /** The one workload that hosts it; absent where there is none or several. */
  workload: z.string().optional(),
  /** Counts are absent until the registry has answered, and of everything that is no service. */
  instances: z.int().optional(),
  ready: z.int().optional(),
  /** Oldest first; empty for everything that is no service. */
  versions: z.array(NodeVersion),
  /** As a callee; of clients as callers. Absent while no source of figures answers: unknown is not zero. */
  traffic: Traffic.optional(),
  health: HealthReason,
})
export type TopologyNode = z.infer<typeof TopologyNode>

/** Calls from one plate to another; `version` when the callee has several. */
export const TopologyEdge = z.object({
  /** `from~to`, with `:version` where it has one. */
  id: z.string(),
  from: z.string(),
  to: z.string(),
  version: z.string().optional(),
  traffic: Traffic,
  health: HealthReason,
})
export type TopologyEdge = z.infer<typeof TopologyEdge>

/** What the reader sees of the mesh in a window. Totals count visible calls and services only. */
export const Topology = z.object({
  window: Window,
  /** The figures are the last known ones: their source does not answer now. */
  stale: z.boolean(),
  nodes: z.array(TopologyNode),
  edges: z.array(TopologyEdge),
  totals: z.object({
    services: z.int(),
    instances: z.int().optional(),
    traffic: Traffic.optional(),
  }),
})
export type Topology = z.infer<typeof Topology>

/** Id of a version's plate inside its service's box. */
export const versionId = (node: string, version: string): string => `${node}:${version}`

/** Id of an edge. */
export const edgeId = (from: string, to: string, version?: string): string =>
  version === undefined ? `${from}~${to}` : `${from}~${to}:${version}`
