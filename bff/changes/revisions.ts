import type { Selectable } from 'kysely'
import { z } from 'zod'
import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import { Revision } from '#shared/features/changes/model.ts'
import { KeptRevision } from '#shared/features/revisions/model.ts'
import { NativeDocument, type Policy, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { idOf, numberOf } from './change-id.ts'
import { contentOf } from './normal-form.ts'
import { policyOfKey } from './policy-key.ts'
import type { Changes, PolicyRevisionRow } from './tables.ts'

/** A state of a policy; `policy` is undefined where it was deleted. */
export interface Seen {
  ref: PolicyRef
  policy: (Pick<Policy, 'spec' | 'enabled' | 'native'> & Partial<Pick<Policy, 'understood'>>) | undefined
}

/** What `understood` says of documents whose spec tells nothing of them. */
export const unreadable = 'not' satisfies KeptRevision['understood']

/** Keeps the state that a change wrote, or one that was seen and made by nobody here. Numbers rise by one a policy. */
export async function keepRevision(
  database: Changes,
  { ref, policy }: Seen,
  made: { author: string; change: string } | 'outside',
): Promise<void> {
  const newest = await newestRevision(database, ref)
  const by = made === 'outside' ? undefined : made
  await database
    .insertInto('policy_revision')
    .values({
      policy: policyKey(ref),
      number: (newest?.number ?? 0) + 1,
      origin: by ? 'meshdeck' : 'outside',
      author: by?.author ?? null,
      change_number: by ? numberOf(by.change) : null,
      spec: JSON.stringify(policy?.spec ?? null),
      enabled: policy?.enabled ? 1 : 0,
      native: JSON.stringify(policy?.native ?? []),
      content: contentOf(policy?.native ?? []),
      at: instantOf(Date.now()),
      understood: policy?.understood ?? null,
    })
    .execute()
}

/** Number, change and content of the newest known state; undefined for a policy that was never seen. */
export async function newestRevision(
  database: Changes,
  ref: PolicyRef,
): Promise<{ number: number; change?: string; content: string } | undefined> {
  const row = await database
    .selectFrom('policy_revision')
    .select(['number', 'change_number', 'content'])
    .where('policy', '=', policyKey(ref))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { number, change_number: change, content } = row
  return { number, content, ...(change === null ? {} : { change: idOf(change) }) }
}

/** What is told of the newest known state of a policy. */
export type NewestRevision = Pick<Revision, 'number' | 'origin' | 'author' | 'change' | 'at'> & { content: string }

/** The newest known state of each policy in a mesh, by `policyKey`. */
export async function newestRevisions(database: Changes, mesh: string): Promise<Map<string, NewestRevision>> {
  const rows = await database
    .selectFrom('policy_revision')
    .innerJoin(
      (newest) =>
        newest
          .selectFrom('policy_revision')
          .select((row) => ['policy as of', row.fn.max('number').as('last')])
          // All keys that begin with the mesh's name and a slash: the next character is the nought.
          .where('policy', '>=', `${mesh}/`)
          .where('policy', '<', `${mesh}0`)
          .groupBy('policy')
          .as('newest'),
      (join) => join.onRef('newest.of', '=', 'policy').onRef('newest.last', '=', 'number'),
    )
    .select(['policy', 'number', 'content', 'origin', 'author', 'change_number', 'at'])
    .execute()
  return new Map(
    rows.map(({ policy, number, content, origin, author, change_number: change, at }) => [
      policy,
      {
        number,
        content,
        origin: Revision.shape.origin.parse(origin),
        at,
        ...(author === null ? {} : { author }),
        ...(change === null ? {} : { change: idOf(change) }),
      },
    ]),
  )
}

/** Known states of a policy, newest first: at most `limit` of those whose number is less than `before`, and how many there are in all. */
export async function revisionsOf(
  database: Changes,
  ref: PolicyRef,
  { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number | undefined; limit: number },
): Promise<{ revisions: Revision[]; total: number; hasMore: boolean }> {
  const ofPolicy = database.selectFrom('policy_revision').where('policy', '=', policyKey(ref))
  const rows = await ofPolicy
    .selectAll()
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const { total } = await ofPolicy.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { revisions: rows.slice(0, limit).map(fromRow), total, hasMore: rows.length > limit }
}

/** One known state of a policy; undefined where there is none of this number. */
export async function revisionNumbered(
  database: Changes,
  ref: PolicyRef,
  number: number,
): Promise<KeptRevision | undefined> {
  const row = await database
    .selectFrom('policy_revision')
    .selectAll()
    .where('policy', '=', policyKey(ref))
    .where('number', '=', number)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** The state of a policy after one of a change's writes; undefined where that change wrote nothing of it. */
export async function revisionOfChange(
  database: Changes,
  ref: PolicyRef,
  change: string,
): Promise<Revision | undefined> {
  const row = await database
    .selectFrom('policy_revision')
    .selectAll()
    .where('policy', '=', policyKey(ref))
    .where('change_number', '=', numberOf(change))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && fromRow(row)
}

/**
 * The state of a policy at a time. `none`: the console looked at the mesh already and there was no such policy; `unknown`: nobody had
 * looked yet. What others wrote counts from when it was seen, which is `outsidePollSeconds` later at most while a console runs.
 */
export async function revisionAt(
  database: Changes,
  ref: PolicyRef,
  instant: Instant,
): Promise<Revision | 'none' | 'unknown'> {
  // Revisions are kept to the millisecond; finer digits would not sort beside them.
  const at = instantOf(epochMs(instant))
  const row = await database
    .selectFrom('policy_revision')
    .selectAll()
    .where('policy', '=', policyKey(ref))
    .where('at', '<=', at)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row) return fromRow(row)
  const watch = await database
    .selectFrom('policy_watch')
    .select('since')
    .where('mesh', '=', ref.mesh)
    .where('kind', '=', ref.kind)
    .where('since', '<=', at)
    .executeTakeFirst()
  return watch ? 'none' : 'unknown'
}

const fromRow = (row: Selectable<PolicyRevisionRow>): KeptRevision => ({
  ref: policyOfKey(row.policy),
  number: row.number,
  origin: Revision.shape.origin.parse(row.origin),
  ...(row.author === null ? {} : { author: row.author }),
  ...(row.change_number === null ? {} : { change: idOf(row.change_number) }),
  spec: JSON.parse(row.spec) as unknown,
  enabled: row.enabled === 1,
  native: z.array(NativeDocument).parse(JSON.parse(row.native)),
  ...(row.understood === null ? {} : { understood: KeptRevision.shape.understood.parse(row.understood) }),
  at: row.at,
})
