import { z } from 'zod'
import { HealthReason, Traffic } from '../../mesh/health.ts'
import { ServiceRef } from '../../mesh/service.ts'

/** One version inside a service's box. */
export const NodeVersion = z.object({
  version: z.string(),
  instances: z.int(),
  ready: z.int(),
  traffic: Traffic,
  health: HealthReason,
})

/**
 * A plate of the graph. `client`: a kind of outside caller; `external`: a name that the registry does not know;
 * `hidden`: everything that the reader may not see, as one plate without a name.
 */
export const TopologyNode = z.object({
  id: z.string(),
  kind: z.enum(['service', 'client', 'external', 'hidden']),
  name: z.string(),
  service: ServiceRef.optional(),
  labels: z.record(z.string(), z.string()),
  workload: z.string().optional(),
  instances: z.int(),
  ready: z.int(),
  versions: z.array(NodeVersion),
  /** Traffic as a callee; of clients as callers. */
  traffic: Traffic,
  health: HealthReason,
})
export type TopologyNode = z.infer<typeof TopologyNode>

/** Calls from one plate to another; `version` when the callee has several. */
export const TopologyEdge = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  version: z.string().optional(),
  traffic: Traffic,
  health: HealthReason,
})
export type TopologyEdge = z.infer<typeof TopologyEdge>

export const Topology = z.object({ nodes: z.array(TopologyNode), edges: z.array(TopologyEdge) })
export type Topology = z.infer<typeof Topology>
