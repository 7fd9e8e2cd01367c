import type { Instance } from '#shared/mesh/instance.ts'
import { type Framework, type Service, serviceKey } from '#shared/mesh/service.ts'
import type { PolicyReader } from '../../ports/policy-target.ts'
import type { RegistrySnapshot } from '../../ports/registry.ts'
import { type DataPlane, type Dialect, dataPlaneOf, dialectOf } from './frameworks.ts'
import { callerOf, scopeOf } from './scopes.ts'

/** A version of a service that reads rules, as a caller does. */
export interface Reader {
  service: Service
  version: string
  framework: Framework | undefined
  /** Undefined for a framework that is not known. */
  plane: DataPlane | undefined
  instances: Instance[]
}

/** Who reads the documents of a scope: every service of the app, or the one caller that the name means. */
export function readersOf({ services, instances }: RegistrySnapshot, namespace: string, name: string): Reader[] {
  const caller = callerOf(name)
  if (!caller && name !== 'app') return []
  return services
    .filter((service) => service.namespace === namespace && (!caller || service.name === caller.service))
    .flatMap((service) =>
      service.versions
        .filter(({ version }) => caller?.version === undefined || version === caller.version)
        .map(({ version, framework }) => ({
          service,
          version,
          framework,
          plane: dataPlaneOf(framework),
          instances: (instances.get(serviceKey(service)) ?? []).filter((instance) => instance.version === version),
        })),
    )
}

/** The registered versions of a reader. */
export const readersNamed = (snapshot: RegistrySnapshot, { namespace, service, version }: PolicyReader): Reader[] =>
  readersOf(snapshot, namespace, `caller:${service}${version ? `@${version}` : ''}`)

/** Whether a reader's data plane asks for documents with these labels. A reader that is gone by now is taken for a Mesher. */
export function asksFor(labels: Record<string, string>, reader: PolicyReader, snapshot: RegistrySnapshot): boolean {
  const { namespace, name, dialect } = scopeOf(labels)
  const { service, version } = reader
  const planes = planesOf(readersNamed(snapshot, reader))
  const dialects = new Set(planes.length > 0 ? planes.map(dialectOf) : ['go'])
  if (namespace !== reader.namespace || dialect === undefined || !dialects.has(dialect)) return false
  const caller = callerOf(name)
  return !caller || (caller.service === service && (caller.version ?? version) === version)
}

/** The strictest first: what the first of a dialect takes, the others take, too. */
const strictness: DataPlane[] = ['mesher', 'go-chassis', 'java-chassis-2', 'java-chassis-3']

/** The data planes among readers, strictest first. */
export const planesOf = (readers: Reader[]): DataPlane[] =>
  strictness.filter((plane) => readers.some((reader) => reader.plane === plane))

/** The data plane whose rules a document of a dialect must keep. */
export const planeFor = (dialect: Dialect, readers: Reader[]): DataPlane =>
  planesOf(readers).find((plane) => dialectOf(plane) === dialect) ?? (dialect === 'go' ? 'mesher' : 'java-chassis-3')

/** Readers as people name them: `predict 1.0.0`. */
export const readerName = ({ service, version }: Reader): string => `${service.name} ${version}`
