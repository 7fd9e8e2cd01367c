import type { Selectable } from 'kysely'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest, Draft } from '#shared/features/changes/model.ts'
import { type PolicyEdit, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { TypedDocument } from '#shared/mesh/policy-text.ts'
import { stableJson } from './normal-form.ts'
import { policyOfKey } from './policy-key.ts'
import type { Changes, DraftRow } from './tables.ts'

/** An unfinished edit, with the text where that was typed. */
export interface KeptEdit extends PolicyEdit {
  text?: TypedDocument[] | undefined
}

/** Keeps an author's unfinished edit of a policy; an earlier one of the same author gives way. */
export async function keepDraft(database: Changes, author: string, edit: KeptEdit): Promise<void> {
  const content = contentOf(edit)
  await database
    .insertInto('policy_draft')
    .values({ policy: policyKey(edit.ref), author, ...content })
    .onConflict((conflict) => conflict.columns(['policy', 'author']).doUpdateSet(content))
    .execute()
}

/** What tells whose wish a request is, and since when. */
type Asked = Pick<ChangeRequest, 'author' | 'createdAt' | 'contributors'>

/** Whether a draft of its author's may be what a request was asked with: who took one over never drafted it before. */
const isEarlier = ({ author, createdAt, contributors }: Asked, savedAt: string): boolean =>
  contributors[0] === author && savedAt <= createdAt

/**
 * Keeps what an author asked for at an instant as their draft again, unless they have drafted something since, or had drafted something
 * else when they took the request over.
 */
export async function keepDraftOf(database: Changes, asked: Asked, edit: PolicyEdit): Promise<void> {
  const { author } = asked
  const draft = await findDraft(database, author, edit.ref)
  if (!draft || isEarlier(asked, draft.savedAt)) await keepDraft(database, author, edit)
}

const contentOf = (edit: KeptEdit) => ({
  spec: JSON.stringify(edit.spec ?? null),
  enabled: edit.enabled ? 1 : 0,
  base: edit.base,
  text: edit.text ? JSON.stringify(edit.text) : null,
  saved_at: instantOf(Date.now()),
})

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

/**
 * Throws away the draft of what was asked for, as `read` understands it. One that says something else stays where it was made since, or
 * where its author took the request over from somebody else: theirs was never drafted for it.
 */
export async function discardDraftOf(
  database: Changes,
  asked: Asked,
  { ref, spec, enabled }: PolicyEdit,
  read: (spec: unknown) => unknown,
): Promise<void> {
  const draft = await findDraft(database, asked.author, ref)
  if (!draft) return
  const isSame = draft.enabled === enabled && stableJson(read(draft.spec)) === stableJson(read(spec))
  if (isSame || isEarlier(asked, draft.savedAt)) await discardDraft(database, asked.author, ref)
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
