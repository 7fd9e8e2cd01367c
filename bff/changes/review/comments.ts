import type { Selectable } from 'kysely'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { type ChangeComment, CommentAnchor } from '#shared/features/changes/review.ts'
import type { Actor } from '../../http/actor.ts'
import { inTransaction } from '../../store/in-transaction.ts'
import { noteChange } from '../audit.ts'
import { numberOf } from '../change-id.ts'
import type { ChangeCommentRow, Changes } from '../tables.ts'

/** What was said of a request, the oldest first. */
export async function commentsOn(database: Changes, { id }: Pick<ChangeRequest, 'id'>): Promise<ChangeComment[]> {
  const rows = await database
    .selectFrom('change_comment')
    .selectAll()
    .where('change_number', '=', numberOf(id))
    .orderBy('number')
    .execute()
  return rows.map(fromRow)
}

/** Says something of a request, in whatever state it is; within the caller's transaction where there is one. */
export async function addComment(
  database: Changes,
  actor: Actor,
  change: ChangeRequest,
  { text, anchor }: Pick<ChangeComment, 'text' | 'anchor'>,
): Promise<ChangeComment> {
  return inTransaction(database, async (transaction) => {
    const row = await transaction
      .insertInto('change_comment')
      .values({
        change_number: numberOf(change.id),
        round: change.round,
        author: actor.name,
        text,
        anchor: anchor ? JSON.stringify(anchor) : null,
        at: instantOf(Date.now()),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await noteChange(transaction, 'change-commented', change, actor, { details: { text, anchor } })
    return fromRow(row)
  })
}

const fromRow = ({ number, author, text, round, anchor, at }: Selectable<ChangeCommentRow>): ChangeComment => ({
  number,
  author,
  text,
  round,
  ...(anchor === null ? {} : { anchor: CommentAnchor.parse(JSON.parse(anchor)) }),
  at,
})
