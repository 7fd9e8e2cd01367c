import { type Candidate, chosenBy } from '#shared/features/route-rules/engine.ts'
import type { ServiceDetail } from '#shared/features/services/model.ts'
import type { Capabilities } from '#shared/mesh/capability.ts'
import { isReady } from '#shared/mesh/instance.ts'
import { modelSemantics } from '#shared/mesh/matching.ts'

/** What the editor knows of a version that calls can go to. */
export interface KnownVersion {
  version: string
  ready: number
  /** The newest of several: drawn in the candidate's violet. */
  candidate: boolean
}

/** A label that instances carry, beside the version, with how many of them are ready. */
export interface KnownLabel {
  name: string
  value: string
  ready: number
}

/** Who calls can go to, as the registry tells. */
export interface Pool {
  /** Newest first. */
  versions: readonly KnownVersion[]
  /** By name, then value. */
  labels: readonly KnownLabel[]
  /** How many ready instances a destination's labels choose. */
  readyOf: (labels: Readonly<Record<string, string>>) => number
  /** A destination without a version means every version, not the newest alone. */
  anyVersion: boolean
}

/** The instances of the called service; nobody while it is not known. */
export function poolOf(service: ServiceDetail | undefined, capabilities: Capabilities | undefined): Pool {
  const candidates = candidatesOf(service)
  const anyVersion = capabilities?.features['destination.any-version']?.available !== 'no'
  const semantics = { ...modelSemantics, versionlessIsNewest: !anyVersion }
  return {
    versions: (service?.versions ?? []).map(({ version, ready }, index, all) => ({
      version,
      ready,
      candidate: index === 0 && all.length > 1,
    })),
    labels: labelsOf(candidates),
    readyOf: (labels) => chosenBy(labels, candidates, semantics).length,
    anyVersion,
  }
}

const candidatesOf = (service: ServiceDetail | undefined): Candidate[] =>
  (service?.detail ?? []).flatMap(({ version, instances }) =>
    instances.map((instance) => ({ version, ready: isReady(instance), labels: instance.labels })),
  )

function labelsOf(candidates: readonly Candidate[]): KnownLabel[] {
  const known = new Map<string, KnownLabel>()
  for (const { ready, labels } of candidates) {
    for (const [name, value] of Object.entries(labels)) {
      if (name === 'version' || value === '') continue
      const label = known.get(`${name}=${value}`) ?? { name, value, ready: 0 }
      known.set(`${name}=${value}`, { ...label, ready: label.ready + (ready ? 1 : 0) })
    }
  }
  return [...known.values()].toSorted(
    (one, other) => one.name.localeCompare(other.name) || one.value.localeCompare(other.value),
  )
}
