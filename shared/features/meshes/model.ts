import { z } from 'zod'
import { Stamp } from '../../contract/reading.ts'
import { Capabilities } from '../../mesh/capability.ts'
import { MeshName } from '../../mesh/service.ts'

/** One address that a mesh is connected through, with how it fares. */
export const Connection = z.object({
  /** What it is for: registry, configuration, telemetry. */
  part: z.enum(['registry', 'policies', 'call-records']),
  product: z.string(),
  address: z.string(),
  stamp: Stamp,
})
export type Connection = z.infer<typeof Connection>

/** Result of one test of a connection. */
export const ConnectionTest = z.object({
  part: z.enum(['registry', 'policies', 'call-records']),
  product: z.string(),
  answered: z.boolean(),
  /** Time to the answer in milliseconds. */
  tookMs: z.number().nonnegative(),
  version: z.string().optional(),
  problem: Stamp.shape.silent.unwrap().shape.problem.optional(),
})
export type ConnectionTest = z.infer<typeof ConnectionTest>

/** A framework of registered services with its version, how many services have it, and what it can do for each kind. */
export const FrameworkCapabilities = z.object({
  /** As `Mesher 1.8.0`. */
  framework: z.string(),
  /** The version was not declared, so the strictest row is taken. */
  assumed: z.boolean(),
  services: z.int(),
  kinds: z.array(Capabilities),
})
export type FrameworkCapabilities = z.infer<typeof FrameworkCapabilities>

export const Mesh = z.object({
  name: MeshName,
  kind: z.enum(['servicecomb', 'istio', 'consul']),
  namespaces: z.array(z.string()),
  connections: z.array(Connection),
  /** Declared sampling of the call records' source. */
  sampling: z.enum(['all', 'one-in-n', 'unknown']),
  capabilities: z.array(FrameworkCapabilities),
})
export type Mesh = z.infer<typeof Mesh>
