import type { ServiceDetail } from '#shared/features/services/model.ts'

/** What the editor knows of a version that calls can go to. */
export interface KnownVersion {
  version: string
  ready: number
  /** The newest of several: drawn in the candidate's violet. */
  candidate: boolean
}

/** Versions of the called service, newest first; empty while it is not known. */
export const versionsOf = (service: ServiceDetail | undefined): KnownVersion[] =>
  (service?.versions ?? []).map(({ version, ready }, index, all) => ({
    version,
    ready,
    candidate: index === 0 && all.length > 1,
  }))
