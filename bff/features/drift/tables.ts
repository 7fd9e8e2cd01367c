import type { Kysely } from 'kysely'
import type { AdoptionRow, PolicyRevisionRow } from '../../changes/tables.ts'

/** The revision that is let be, and until when; the newest word on a policy. */
type IgnoredRow = AdoptionRow & { until: string }

/** What others changed, and what was said of it; see the migration `drift.ts`. */
export type DriftTables = {
  policy_revision: PolicyRevisionRow
  drift_adoption: AdoptionRow
  drift_ignored: IgnoredRow
}

export type DriftDatabase = Kysely<DriftTables>
