import type { Finding } from '#shared/contract/problem.ts'
import { type Instance, isReady } from '#shared/mesh/instance.ts'
import { type Service, type ServiceRef, serviceKey } from '#shared/mesh/service.ts'
import { compareVersions } from '#shared/mesh/version.ts'
import type { RegistrySnapshot } from '../../ports/registry.ts'
import { frameworkOf } from './frameworks.ts'
import { instanceOf } from './instances.ts'
import { appEnvironmentOf, namespaceOf } from './namespace.ts'
import type { Microservice, MicroserviceInstance, Overview } from './service-center.ts'

/** Properties by instance id, which the list leaves out. */
export type Properties = ReadonlyMap<string, Record<string, string>>

// The registry registers itself; it serves nobody's calls.
const ownName = 'SERVICECENTER'

/** The versions of one service name in one namespace. */
export interface Registration {
  ref: ServiceRef
  /** Newest first. */
  versions: { service: Microservice; instances: MicroserviceInstance[] }[]
}

/** Groups the list by service, sorted: the order of the server's answer means nothing (servicecomb.md 1.2). */
export function registrationsIn(mesh: string, overview: Overview): Registration[] {
  const services = new Map<string, Registration>()
  for (const { microService: service, instances } of overview) {
    if (service.serviceName === ownName) continue
    const namespace = namespaceOf({ app: service.appId, environment: service.environment })
    const ref = { mesh, namespace, name: service.serviceName }
    const registration = services.get(serviceKey(ref)) ?? { ref, versions: [] }
    registration.versions.push({ service, instances })
    services.set(serviceKey(ref), registration)
  }
  const sorted = [...services.values()].toSorted(({ ref: one }, { ref: other }) => compareRefs(one, other))
  for (const { versions } of sorted) {
    versions.sort((one, other) => compareVersions(other.service.version, one.service.version))
  }
  return sorted
}

export const compareRefs = (one: ServiceRef, other: ServiceRef): number =>
  compareTexts(one.namespace, other.namespace) || compareTexts(one.name, other.name)

const compareTexts = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

/** The registry in our words. */
export function snapshotOf(
  registrations: Registration[],
  properties: Properties,
  declaredVersions: Record<string, string>,
): RegistrySnapshot {
  const instances = new Map<string, Instance[]>()
  const services = registrations.map(({ ref, versions }): Service => {
    const all = versions.flatMap(({ service, instances: natives }) =>
      natives
        .map((native) => ({ ...native, properties: properties.get(native.instanceId) ?? native.properties }))
        .map((native) => instanceOf(ref, service.version, native))
        .toSorted((one, other) => compareTexts(one.id, other.id)),
    )
    instances.set(serviceKey(ref), all)
    const framework = frameworkOf(versions[0]?.service.framework, declaredVersions)
    return {
      ...ref,
      // Newer versions have the last word.
      labels: Object.assign({}, ...versions.map(({ service }) => service.properties).reverse()) as Record<
        string,
        string
      >,
      versions: versions.map(({ service }) => {
        const own = all.filter(({ version }) => version === service.version)
        const reader = frameworkOf(service.framework, declaredVersions)
        return {
          version: service.version,
          instances: own.length,
          ready: own.filter(isReady).length,
          ...(reader && { framework: reader }),
        }
      }),
      ...(framework && { framework }),
      workloads: [...new Set(all.flatMap(({ workload }) => workload ?? []))].toSorted(),
    }
  })
  return { services, instances, findings: ambiguousNames(services) }
}

/**
 * Names that a reader finds in two apps of its environment: a route rule's key carries no app, so it means both
 * (servicecomb.md 3.3). A service of another app is seen only with `allowCrossApp` (1.7).
 */
function ambiguousNames(services: Service[]): Finding[] {
  const byName = Map.groupBy(services, ({ namespace, name }) => `${appEnvironmentOf(namespace).environment}/${name}`)
  return [...byName.values()]
    .filter((same) => same.length > 1 && same.some(({ labels }) => labels['allowCrossApp'] === 'true'))
    .map((same) => ({
      code: 'same-name-in-two-apps',
      severity: 'warning',
      params: {
        service: same[0]?.name ?? '',
        namespaces: same.map(({ namespace }) => namespace).join(', '),
      },
    }))
}
