import type { Selectable } from 'kysely'
import { z } from 'zod'
import { instantOf } from '#shared/contract/instant.ts'
import { Revision } from '#shared/features/changes/model.ts'
import { NativeDocument, type Policy, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { idOf, numberOf } from './change-id.ts'
import { contentOf } from './normal-form.ts'
import { policyOfKey } from './policy-key.ts'
import type { Changes, PolicyRevisionRow } from './tables.ts'

/** A state of a policy; `policy` is undefined where it was deleted. */
interface Seen {
  ref: PolicyRef
  policy: Pick<Policy, 'spec' | 'enabled' | 'native'> | undefined
}

/** Keeps the state that a change wrote. Numbers rise by one a policy. */
export async function keepRevision(
  database: Changes,
  { ref, policy }: Seen,
  made: { author: string; change: string },
): Promise<void> {
  await insert(
    database,
    { ref, policy },
    { origin: 'meshdeck', author: made.author, change_number: numberOf(made.change) },
  )
}

/**
 * Keeps a state that nobody made here: one that was seen in the mesh and differs from the newest revision. A policy that was never
 * there is no state. True when there was something new. A transaction, so that two readers of one state keep it once.
 */
export async function keepOutsideRevision(database: Changes, { ref, policy }: Seen): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const newest = await newestRevision(transaction, ref)
    if (!newest && !policy) return false
    // A write of ours that is under way is recorded by the one who makes it.
    if (await isBeingWritten(transaction, ref)) return false
    if (newest && newest.content === contentOf(policy?.native ?? [])) return false
    await insert(transaction, { ref, policy }, { origin: 'outside', author: null, change_number: null })
    return true
  })
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

/** Every known state of a policy, newest first. */
export async function revisionsOf(database: Changes, ref: PolicyRef): Promise<Revision[]> {
  const rows = await database
    .selectFrom('policy_revision')
    .selectAll()
    .where('policy', '=', policyKey(ref))
    .orderBy('number', 'desc')
    .execute()
  return rows.map(fromRow)
}

async function isBeingWritten(database: Changes, ref: PolicyRef): Promise<boolean> {
  const writing = await database
    .selectFrom('change_step')
    .select('position')
    .where('policy', '=', policyKey(ref))
    .where('state', '=', 'writing')
    .executeTakeFirst()
  return writing !== undefined
}

async function insert(
  database: Changes,
  { ref, policy }: Seen,
  made: Pick<PolicyRevisionRow, 'origin' | 'author' | 'change_number'>,
): Promise<void> {
  const newest = await newestRevision(database, ref)
  await database
    .insertInto('policy_revision')
    .values({
      policy: policyKey(ref),
      number: (newest?.number ?? 0) + 1,
      ...made,
      spec: JSON.stringify(policy?.spec ?? null),
      enabled: policy?.enabled ? 1 : 0,
      native: JSON.stringify(policy?.native ?? []),
      content: contentOf(policy?.native ?? []),
      at: instantOf(Date.now()),
    })
    .execute()
}

const fromRow = (row: Selectable<PolicyRevisionRow>): Revision => ({
  ref: policyOfKey(row.policy),
  number: row.number,
  origin: Revision.shape.origin.parse(row.origin),
  ...(row.author === null ? {} : { author: row.author }),
  ...(row.change_number === null ? {} : { change: idOf(row.change_number) }),
  spec: JSON.parse(row.spec) as unknown,
  enabled: row.enabled === 1,
  native: z.array(NativeDocument).parse(JSON.parse(row.native)),
  at: row.at,
})
