import type { ChangeState } from '#shared/features/changes/model.ts'
import type { Changes } from '../../changes/tables.ts'
import type { Actor } from '../../http/actor.ts'

/** Requests that may wait for somebody. */
interface Candidates {
  numbers: number[]
  /** Older ones were not looked at. */
  more: boolean
}

/** States in which a request waits for its author, or for who stands in. */
const own = [
  'changes_requested',
  'approved',
  'suspended',
  'partially_applied',
  'failed',
] as const satisfies ChangeState[]

/** States in which it waits for others than its author. */
const others = ['in_review', 'changes_requested'] as const satisfies ChangeState[]

/** Requests of one state, or ends, that are looked at for one inbox, the newest first. */
const most = 300

/**
 * The requests among which are those that wait for an actor. Each look goes through an index and ends after a few hundred, so that a
 * badge costs the same however much was ever asked for. `gone`: names of those who may no longer sign in.
 */
export async function candidatesFor(
  database: Changes,
  { name }: Actor,
  gone: ReadonlySet<string>,
): Promise<Candidates> {
  const requests = (state: ChangeState) =>
    database
      .selectFrom('change_request')
      .select('number')
      .where('state', '=', state)
      .orderBy('number', 'desc')
      .limit(most + 1)
  const looks = await Promise.all([
    ...own.map((state) => requests(state).where('author', '=', name).execute()),
    ...others.map((state) => requests(state).execute()),
    // A look of their own: what others have left behind takes nobody's own out of sight.
    ...(gone.size === 0
      ? []
      : own.map((state) =>
          requests(state)
            .where('author', 'in', [...gone])
            .execute(),
        )),
    leftBy(database, name),
  ])
  return {
    numbers: [...new Set(looks.flatMap((rows) => rows.slice(0, most).map(({ number }) => number)))],
    more: looks.some((rows) => rows.length > most),
  }
}

/** Requests of an author that were to end by themselves and left something behind, but for those that they dismissed since. */
const leftBy = (database: Changes, author: string) =>
  database
    .selectFrom('timed_revert')
    .innerJoin('change_request', 'change_request.number', 'timed_revert.change_number')
    .leftJoin('inbox_dismissal as seen', (join) =>
      join
        .onRef('seen.change_number', '=', 'timed_revert.change_number')
        .on('seen.kind', '=', 'revert-left')
        .on('seen.user_name', '=', author),
    )
    .select('change_request.number')
    .where('change_request.author', '=', author)
    .where('timed_revert.state', 'in', ['partly', 'failed'])
    .where((row) => row.or([row('seen.at', 'is', null), row('timed_revert.since', '>', row.ref('seen.at'))]))
    .orderBy('change_request.number', 'desc')
    .limit(most + 1)
    .execute()
