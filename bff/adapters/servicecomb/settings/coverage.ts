import type { Finding } from '#shared/contract/problem.ts'
import { compareVersions } from '#shared/mesh/version.ts'
import type { RegistrySnapshot } from '../../../ports/registry.ts'
import { type DataPlane, dialectOf } from '../frameworks.ts'
import { planesOf, readerName } from '../readers.ts'
import { labelsText } from '../scopes.ts'
import type { Gathered } from './gather.ts'
import { labelSetsFor, readersAt } from './label-sets.ts'

/**
 * Who should read a policy's documents and does not, and which of them nobody reads. Data planes that could not heed such a policy miss
 * nothing.
 */
export function coverage(
  { namespace, reader, unread, held }: Gathered,
  snapshot: RegistrySnapshot,
  couldHeed: (plane: DataPlane) => boolean,
): Finding[] {
  if (unread !== undefined) {
    return held.map(({ labels }) => ({
      code: 'labels-unread',
      severity: 'warning',
      params: { labels: labelsText(labels) || '–' },
    }))
  }
  const all = readersAt(snapshot, namespace, reader)
  const readers = all.filter(({ plane }) => plane === undefined || couldHeed(plane))
  if (all.length === 0) return [{ code: 'no-readers', severity: 'note', params: {} }]
  const standing = new Set(held.map(({ labels }) => labelsText(labels)))
  const missing = labelSetsFor(snapshot, namespace, reader).filter(({ labels }) => !standing.has(labelsText(labels)))
  const dialects = new Set(held.flatMap(({ place }) => place?.dialect ?? []))
  const versions = missing.flatMap(({ place }) =>
    dialects.has(place.dialect) && place.version !== undefined ? [place.version] : [],
  )
  const unspoken = missing.filter(({ place }) => !dialects.has(place.dialect))
  return [
    ...versions.toSorted(compareVersions).map((version): Finding => ({
      code: 'version-uncovered',
      severity: 'warning',
      params: { service: reader ?? '', version },
    })),
    ...[...new Set(planesOf(readers).map(dialectOf))].flatMap((dialect): Finding[] => {
      const sets = unspoken.filter(({ place }) => place.dialect === dialect)
      if (sets.length === 0) return []
      const services = readers.filter(({ plane }) => plane && dialectOf(plane) === dialect).map(readerName)
      const labels = sets.map((set) => labelsText(set.labels)).join('; ')
      return [{ code: 'dialect-uncovered', severity: 'note', params: { services: services.join(', '), labels } }]
    }),
  ]
}
