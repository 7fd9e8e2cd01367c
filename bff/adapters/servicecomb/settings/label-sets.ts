import { appEnvironmentOf, namespaceOf } from '../namespace.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { type DataPlane, type Dialect, dialectOf } from '../frameworks.ts'
import { type Reader, planeFor, planesOf, readersOf } from '../readers.ts'

/** Who asks for a document: every process of the namespace, or those of one service, or of one of its versions. */
export interface Place {
  namespace: string
  dialect: Dialect
  /** The service that reads; undefined for all. */
  reader: string | undefined
  version: string | undefined
}

/** Labels that must be written so that some readers see a document, and the strictest data plane among these. */
export interface LabelSet {
  place: Place
  labels: Record<string, string>
  plane: DataPlane
}

const names: Record<Dialect, { app: string; service: string }> = {
  go: { app: 'appId', service: 'serviceName' },
  java: { app: 'app', service: 'service' },
}

/** Who asks for exactly these labels (servicecomb.md 3.2); undefined where no data plane does. */
export function placeOf(labels: Record<string, string>): Place | undefined {
  for (const dialect of ['go', 'java'] as const) {
    const { app, service } = names[dialect]
    const { [app]: appName, environment, [service]: reader, version, ...others } = labels
    if (!appName || environment === undefined || Object.keys(others).length > 0) continue
    const isAsked = reader === undefined ? version === undefined : dialect === 'java' || version !== undefined
    if (isAsked) return { namespace: namespaceOf({ app: appName, environment }), dialect, reader, version }
  }
  return undefined
}

function labelsOf({ namespace, dialect, reader, version }: Place): Record<string, string> {
  const { app, environment } = appEnvironmentOf(namespace)
  const { app: appKey, service } = names[dialect]
  return {
    [appKey]: app,
    environment,
    ...(reader === undefined ? {} : { [service]: reader }),
    ...(version === undefined ? {} : { version }),
  }
}

/** Who reads what is written for one service, or for all of a namespace. */
export const readersAt = (snapshot: RegistrySnapshot, namespace: string, reader: string | undefined): Reader[] =>
  readersOf(snapshot, namespace, reader === undefined ? 'app' : `caller:${reader}`)

/**
 * Every label set that has to be written so that all registered readers see a document: one a dialect for the whole namespace and for
 * a java-chassis service, one a version for a Mesher or go-chassis service, whose proxies ask with their version.
 */
export function labelSetsFor(snapshot: RegistrySnapshot, namespace: string, reader: string | undefined): LabelSet[] {
  const readers = readersAt(snapshot, namespace, reader)
  const known = new Set(planesOf(readers).map(dialectOf))
  const dialects: Dialect[] = known.size > 0 ? [...known] : reader === undefined ? ['go'] : []
  return dialects.flatMap((dialect) => {
    const versions = reader === undefined || dialect === 'java' ? [undefined] : versionsOf(readers, dialect)
    return versions.map((version): LabelSet => {
      const place = { namespace, dialect, reader, version }
      const own = version === undefined ? readers : readers.filter((one) => one.version === version)
      return { place, labels: labelsOf(place), plane: planeFor(dialect, own) }
    })
  })
}

const versionsOf = (readers: Reader[], dialect: Dialect): string[] =>
  readers.filter(({ plane }) => plane && dialectOf(plane) === dialect).map(({ version }) => version)
