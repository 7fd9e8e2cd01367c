import type { Instant } from '#shared/contract/instant.ts'
import type { Adoption, Ignored } from '#shared/features/drift/model.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { DriftDatabase } from './tables.ts'

/** The revisions between which a policy drifts, and since when it does. */
export interface Standing {
  /** A `policyKey`. */
  policy: string
  accepted: number
  /** The newest revision. */
  newest: number
  /** When the first difference was seen that lasts until now; absent where the policy says what was accepted. */
  since?: Instant
}

/** Where the accepted policies of a mesh stand, or one of them: those of which nothing was ever accepted are left out. */
export async function standings(database: DriftDatabase, of: { mesh: string } | PolicyRef): Promise<Standing[]> {
  const [from, to] = rangeOf(of)
  const rows = await database
    .with('taken', (query) =>
      query
        .selectFrom('policy_revision')
        .select(['policy', 'number'])
        .where('origin', '=', 'meshdeck')
        .where('policy', '>=', from)
        .where('policy', '<', to)
        .unionAll(
          query
            .selectFrom('drift_adoption')
            .select(['policy', 'number'])
            .where('policy', '>=', from)
            .where('policy', '<', to),
        ),
    )
    .with('accepted', (query) =>
      query
        .selectFrom('taken')
        .select((row) => ['policy', row.fn.max('number').as('number')])
        .groupBy('policy'),
    )
    .selectFrom('policy_revision as own')
    .innerJoin('accepted', (join) =>
      join.onRef('accepted.policy', '=', 'own.policy').onRef('accepted.number', '<=', 'own.number'),
    )
    .select(['own.policy', 'own.number', 'own.content', 'own.at'])
    .orderBy('own.policy')
    .orderBy('own.number')
    .execute()
  return [...Map.groupBy(rows, ({ policy }) => policy)].map(([policy, states]) => standingOf(policy, states))
}

/** `states` begins with the accepted one. */
function standingOf(policy: string, states: readonly { number: number; content: string; at: string }[]): Standing {
  const [accepted] = states
  const same = states.findLastIndex(({ content }) => content === accepted?.content)
  const first = states[same + 1]
  return {
    policy,
    accepted: accepted?.number ?? 0,
    newest: states.at(-1)?.number ?? 0,
    ...(first && { since: first.at }),
  }
}

/** Keys of a mesh begin with its name and a slash, after which comes the nought; a key itself is followed by nothing smaller. */
const rangeOf = (of: { mesh: string } | PolicyRef): [string, string] =>
  'name' in of ? [policyKey(of), `${policyKey(of)}\0`] : [`${of.mesh}/`, `${of.mesh}0`]

/** Number of the newest revision of a policy; 0 where it was never seen. */
export async function newestNumber(database: DriftDatabase, ref: PolicyRef): Promise<number> {
  const row = await database
    .selectFrom('policy_revision')
    .select('number')
    .where('policy', '=', policyKey(ref))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

/** Content of one revision, in its normal form's hash. */
export async function contentAt(database: DriftDatabase, ref: PolicyRef, number: number): Promise<string | undefined> {
  const row = await database
    .selectFrom('policy_revision')
    .select('content')
    .where('policy', '=', policyKey(ref))
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.content
}

/** What was adopted of a policy, newest first. */
export const adoptionsOf = (database: DriftDatabase, policy: string): Promise<Adoption[]> =>
  database
    .selectFrom('drift_adoption')
    .select(['number', 'actor', 'reason', 'at'])
    .where('policy', '=', policy)
    .orderBy('number', 'desc')
    .execute()

/** Keeps an adoption; the first of two people who accept the same is told. */
export async function keepAdoption(database: DriftDatabase, ref: PolicyRef, adoption: Adoption): Promise<void> {
  await database
    .insertInto('drift_adoption')
    .values({ policy: policyKey(ref), ...adoption })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What is let be of a policy, whether or not that time has passed. */
export const ignoredOf = (database: DriftDatabase, policy: string): Promise<Ignored | undefined> =>
  database
    .selectFrom('drift_ignored')
    .select(['number', 'until', 'actor', 'reason', 'at'])
    .where('policy', '=', policy)
    .executeTakeFirst()

/** The newest word on a policy stands. */
export async function keepIgnored(database: DriftDatabase, ref: PolicyRef, ignored: Ignored): Promise<void> {
  await database
    .insertInto('drift_ignored')
    .values({ policy: policyKey(ref), ...ignored })
    .onConflict((conflict) => conflict.column('policy').doUpdateSet(ignored))
    .execute()
}

/** True when there was something to forget. */
export async function forgetIgnored(database: DriftDatabase, ref: PolicyRef): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('drift_ignored')
    .where('policy', '=', policyKey(ref))
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
