import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { Changes } from './tables.ts'

/** The revision of a policy that was accepted last: written here, or adopted. Undefined where nothing ever was. */
export const acceptedRevision = (
  database: Changes,
  ref: PolicyRef,
): Promise<{ number: number; content: string } | undefined> =>
  database
    .selectFrom('policy_revision')
    .leftJoin('drift_adoption', (join) =>
      join
        .onRef('drift_adoption.policy', '=', 'policy_revision.policy')
        .onRef('drift_adoption.number', '=', 'policy_revision.number'),
    )
    .select(['policy_revision.number', 'content'])
    .where('policy_revision.policy', '=', policyKey(ref))
    .where((row) => row.or([row('origin', '=', 'meshdeck'), row('drift_adoption.number', 'is not', null)]))
    .orderBy('policy_revision.number', 'desc')
    .limit(1)
    .executeTakeFirst()
