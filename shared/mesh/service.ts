import { z } from 'zod'

/** A connected control plane's name in the console: lower case, stands in addresses. */
export const MeshName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export type MeshName = z.infer<typeof MeshName>

/** `app@environment` in ServiceComb (`app` where the environment is empty), the namespace in Kubernetes and Consul. */
export const NamespaceName = z.string().regex(/^[A-Za-z0-9][\w.@-]{0,170}$/)
export type NamespaceName = z.infer<typeof NamespaceName>

/** A service's registered name; `*` where a data plane knows only "all". */
export const ServiceName = z.string().regex(/^(\*|[A-Za-z0-9][\w.-]{0,127})$/)
export type ServiceName = z.infer<typeof ServiceName>

/** Which service is meant: the same name in two namespaces is two services. */
export const ServiceRef = z.object({ mesh: MeshName, namespace: NamespaceName, name: ServiceName })
export type ServiceRef = z.infer<typeof ServiceRef>

/** The program that serves or proxies the calls of a service. `assumed` when the version was not declared and the strictest row is taken. */
export const Framework = z.object({ name: z.string(), version: z.string(), assumed: z.boolean() })
export type Framework = z.infer<typeof Framework>

/** One version of a service: how many instances it has, and what serves or proxies its calls. */
export const VersionCount = z.object({
  version: z.string(),
  instances: z.int().nonnegative(),
  /** Instances that take calls. */
  ready: z.int().nonnegative(),
  /** Of this version; absent where none is registered. */
  framework: Framework.optional(),
})
export type VersionCount = z.infer<typeof VersionCount>

/** A service as registered: its labels, its versions (newest first) with counts, and where it runs. */
export const Service = ServiceRef.extend({
  labels: z.record(z.string(), z.string()),
  versions: z.array(VersionCount),
  framework: Framework.optional(),
  /** Workloads that host it; none when no instance names one. */
  workloads: z.array(z.string()),
})
export type Service = z.infer<typeof Service>

/** One text per service, for keys of maps: `mesh/namespace/name`. */
export const serviceKey = (service: ServiceRef): string => `${service.mesh}/${service.namespace}/${service.name}`

/** Whether two references mean the same service. */
export const sameService = (one: ServiceRef, other: ServiceRef): boolean => serviceKey(one) === serviceKey(other)
