import { compareVersions } from '#shared/mesh/version.ts'
import { seriesDashes } from '../theme.ts'

/** How a version looks wherever it is drawn: the newest of several is the candidate's violet, the rest greys and dashes. */
export interface VersionTone {
  tone: 'baseline' | 'candidate' | 'rest'
  color: string
  dash?: string
}

/** Tones by version. One version alone is the baseline. */
export function versionTones(versions: readonly string[]): ReadonlyMap<string, VersionTone> {
  const ordered = versions.toSorted(compareVersions)
  const newest = ordered.length > 1 ? ordered.at(-1) : undefined
  return new Map<string, VersionTone>(
    ordered.map((version, index): [string, VersionTone] => {
      if (version === newest) return [version, { tone: 'candidate', color: 'var(--md-candidate)' }]
      const dash = seriesDashes[index % seriesDashes.length]
      const tone = index === 0 ? 'baseline' : 'rest'
      return [version, { tone, color: 'var(--md-baseline)', ...(dash && { dash }) }]
    }),
  )
}
