import type { Selectable } from 'kysely'
import { instantOf } from '#shared/contract/instant.ts'
import type { Draft } from '#shared/features/changes/model.ts'
import { type PolicyEdit, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { TypedDocument } from '#shared/mesh/policy-text.ts'
import { policyOfKey } from './policy-key.ts'
import type { Changes, DraftRow } from './tables.ts'

/** An unfinished edit, with the text where that was typed. */
export interface KeptEdit extends PolicyEdit {
  text?: TypedDocument[] | undefined
}

/** Keeps an author's unfinished edit of a policy; an earlier one of the same author gives way. */
export async function keepDraft(database: Changes, author: string, edit: KeptEdit): Promise<void> {
  const content = {
    spec: JSON.stringify(edit.spec ?? null),
    enabled: edit.enabled ? 1 : 0,
    base: edit.base,
    text: edit.text ? JSON.stringify(edit.text) : null,
    saved_at: instantOf(Date.now()),
  }
  await database
    .insertInto('policy_draft')
    .values({ policy: policyKey(edit.ref), author, ...content })
    .onConflict((conflict) => conflict.columns(['policy', 'author']).doUpdateSet(content))
    .execute()
}

/** An author's draft of a policy, with who else has one. */
export async function findDraft(database: Changes, author: string, ref: PolicyRef): Promise<Draft | undefined> {
  const rows = await draftsOf(database, ref)
  const own = rows.find((row) => row.author === author)
  return own && fromRow(own, rows)
}

/** Who else has a draft of a policy. */
export async function otherDrafts(database: Changes, author: string, ref: PolicyRef): Promise<Draft['others']> {
  return othersIn(await draftsOf(database, ref), author)
}

/** Throws an author's draft away; nothing happens where there is none. */
export async function discardDraft(database: Changes, author: string, ref: PolicyRef): Promise<void> {
  await database.deleteFrom('policy_draft').where('policy', '=', policyKey(ref)).where('author', '=', author).execute()
}

const draftsOf = (database: Changes, ref: PolicyRef) =>
  database.selectFrom('policy_draft').selectAll().where('policy', '=', policyKey(ref)).orderBy('saved_at').execute()

const othersIn = (rows: readonly Selectable<DraftRow>[], author: string): Draft['others'] =>
  rows.filter((row) => row.author !== author).map((row) => ({ author: row.author, savedAt: row.saved_at }))

const fromRow = (row: Selectable<DraftRow>, all: readonly Selectable<DraftRow>[]): Draft => ({
  ref: policyOfKey(row.policy),
  spec: JSON.parse(row.spec) as unknown,
  enabled: row.enabled === 1,
  base: row.base,
  // Written by `keepDraft`.
  ...(row.text !== null && { text: JSON.parse(row.text) as TypedDocument[] }),
  author: row.author,
  savedAt: row.saved_at,
  others: othersIn(all, row.author),
})
