import type { NodeVersion } from '#shared/features/topology/model.ts'
import { compareVersions } from '#shared/mesh/version.ts'

/** The version that takes most calls; with equal calls the older one. Undefined where there is none. */
export function baselineOf(versions: readonly NodeVersion[]): NodeVersion | undefined {
  return versions
    .toSorted((one, other) => compareVersions(one.version, other.version))
    .reduce<NodeVersion | undefined>((most, one) => (most && callsOf(most) >= callsOf(one) ? most : one), undefined)
}

/** Whether a version is the newer one beside a baseline, drawn in the candidate's violet. */
export function isCandidate(version: NodeVersion, versions: readonly NodeVersion[]): boolean {
  const baseline = baselineOf(versions)
  return baseline !== undefined && compareVersions(version.version, baseline.version) > 0
}

const callsOf = (version: NodeVersion): number => version.traffic?.calls ?? 0
