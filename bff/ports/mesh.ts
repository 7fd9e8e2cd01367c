import type { Connection, ConnectionTest, FrameworkCapabilities } from '#shared/features/meshes/model.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { CallRecords } from './call-records.ts'
import type { Metrics } from './metrics.ts'
import type { PolicyReader, PolicyTarget } from './policy-target.ts'
import type { Registry } from './registry.ts'

/** In which order a data plane applies what it knows. */
export interface PolicyChain {
  outgoing: readonly PolicyKind[]
  incoming: readonly PolicyKind[]
}

/** One connected mesh: everything that a feature may ask of it. */
export interface ConnectedMesh {
  readonly name: string
  readonly kind: 'servicecomb' | 'istio' | 'consul'
  /** What the source of its call records declares; only `all` may be stamped complete. */
  readonly sampling: 'all' | 'one-in-n' | 'unknown'
  readonly registry: Registry
  readonly metrics: Metrics
  readonly calls: CallRecords
  /** Where policies of a kind live; undefined where the mesh has none of the kind. */
  target(kind: PolicyKind): PolicyTarget | undefined
  /** Kinds in the order in which the data plane of a service applies them: to calls that it makes, and to those that it gets. */
  chainOf(reader: PolicyReader): PolicyChain
  /** The frameworks of the registered services, by name and version, and what each can do. */
  frameworks(): Promise<FrameworkCapabilities[]>
  /** Its backends as they fare now, without asking them. */
  connections(): Connection[]
  /** Asks each backend now; a silent one is a line of the answer. */
  test(signal?: AbortSignal): Promise<ConnectionTest[]>
}

/** The connected meshes by name. */
export type Meshes = ReadonlyMap<string, ConnectedMesh>

/** The mesh of a name. Throws `not-found`. */
export function meshNamed(meshes: Meshes, name: string): ConnectedMesh {
  const mesh = meshes.get(name)
  if (!mesh) throw new Problem('not-found', { params: { noun: 'mesh', id: name }, field: 'mesh' })
  return mesh
}
