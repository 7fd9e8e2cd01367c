/** What came from a mesh's reporters since the collector started; counts of spans unless said otherwise. */
export interface SourceCounters {
  requests: number
  bytes: number
  accepted: number
  /** Spans that are no calls: messaging, local work. */
  ignored: number
  duplicates: number
  /** Halves that joined a record which stood there already. */
  late: number
  /** By code, as `span-field-invalid`. */
  refused: Record<string, number>
  /** Requests that were sent away to come again, since the collector was behind or the store silent. */
  postponed: number
}

/** Counts by mesh; everything starts at nought. */
export interface Counters {
  of(mesh: string): SourceCounters
  all(): ReadonlyMap<string, SourceCounters>
}

export function newCounters(): Counters {
  const byMesh = new Map<string, SourceCounters>()
  return {
    of(mesh) {
      const known = byMesh.get(mesh)
      if (known) return known
      const fresh = {
        requests: 0,
        bytes: 0,
        accepted: 0,
        ignored: 0,
        duplicates: 0,
        late: 0,
        refused: {},
        postponed: 0,
      }
      byMesh.set(mesh, fresh)
      return fresh
    },
    all: () => byMesh,
  }
}
