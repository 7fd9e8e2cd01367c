import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import { type InboxItem, type InboxKind, dismissible } from '#shared/features/changes/inbox.ts'
import type { ChangeRequest, ChangeState } from '#shared/features/changes/model.ts'
import { idOf, numberOf } from '../../changes/change-id.ts'
import { findChanges } from '../../changes/change-store.ts'
import type { ChangeEngine } from '../../changes/engine.ts'
import { seesChange } from '../../changes/permission.ts'
import type { Changes } from '../../changes/tables.ts'
import type { Actor } from '../../http/actor.ts'
import { candidatesFor } from './inbox-candidates.ts'

interface InboxDeps {
  readonly engine: Pick<ChangeEngine, 'mayApprove' | 'mayWrite' | 'gone'>
  readonly database: Changes
}

/** Items that an inbox holds at most, the newest. */
const mostItems = 200

/**
 * What waits for an actor, the newest first; what they dismissed since it happened is not among it. `more`: there may be more than is
 * told, since only so many requests are looked at.
 */
export async function inboxOf(
  { engine, database }: InboxDeps,
  actor: Actor,
): Promise<{ items: InboxItem[]; more: boolean }> {
  const gone = await engine.gone()
  const { numbers, more } = await candidatesFor(database, actor, gone)
  const changes = await findChanges(database, numbers)
  const dismissed = await dismissals(database, actor)
  const items = changes
    .filter((change) => seesChange(actor, change))
    .flatMap((change) => itemsOf({ engine, actor, gone }, change))
    .filter(({ kind, change, since }) => !((dismissed.get(`${change.id} ${kind}`) ?? '') >= since))
    .toSorted((one, other) => epochMs(other.since) - epochMs(one.since))
  return { items: items.slice(0, mostItems), more: more || items.length > mostItems }
}

/** Takes an item that is only to be known out of an inbox. Throws `value-invalid` for one that goes away when it is done. */
export async function dismiss(database: Changes, actor: Actor, { id }: ChangeRequest, kind: InboxKind): Promise<void> {
  if (!dismissible.includes(kind)) {
    throw new Problem('invalid-input', {
      findings: [{ code: 'value-invalid', severity: 'error', params: {}, field: 'kind' }],
    })
  }
  const at = instantOf(Date.now())
  await database
    .insertInto('inbox_dismissal')
    .values({ user_name: actor.name, change_number: numberOf(id), kind, at })
    .onConflict((conflict) => conflict.columns(['user_name', 'change_number', 'kind']).doUpdateSet({ at }))
    .execute()
}

type Who = { engine: InboxDeps['engine']; actor: Actor; gone: ReadonlySet<string> }

const itemsOf = (who: Who, change: ChangeRequest): InboxItem[] => [
  ...ofState(who, change),
  ...(change.author === who.actor.name ? ofTimer(change) : []),
]

/** What each state waits for, for whom, and since when. */
const waitingIn: Partial<
  Record<ChangeState, [InboxKind, (who: Who, change: ChangeRequest) => boolean, (change: ChangeRequest) => Instant]>
> = {
  in_review: ['review', mayApprove, ({ roundAt }) => roundAt],
  changes_requested: [
    'sent-back',
    (who, change) => change.contributors.includes(who.actor.name) || isOwn(who, change),
    lastSaid,
  ],
  approved: ['approved', isOwn, (change) => change.waitsFor?.at ?? lastSaid(change)],
  suspended: ['suspended', isOwn, (change) => change.waitsFor?.at ?? lastSaid(change)],
  partially_applied: ['partly-applied', isOwn, ({ proof }) => proof.at],
  failed: ['failed', isOwn, ({ proof }) => proof.at],
}

function ofState(who: Who, change: ChangeRequest): InboxItem[] {
  const [kind, isFor, since] = waitingIn[change.state] ?? []
  if (!kind || !isFor?.(who, change) || !since) return []
  const asked = change.requestedReviewers.includes(who.actor.name)
  return [{ kind, change, since: since(change), asked, ...(change.waitsFor ? { why: change.waitsFor } : {}) }]
}

function ofTimer(change: ChangeRequest): InboxItem[] {
  const { timedRevert } = change
  if (timedRevert?.state !== 'partly' && timedRevert?.state !== 'failed') return []
  const [why] = timedRevert.why
  return [
    { kind: 'revert-left', change, since: timedRevert.since ?? timedRevert.at, asked: false, ...(why ? { why } : {}) },
  ]
}

/** Whether a request is the actor's to go on with: they asked for it, or may stand in for somebody who is gone. */
function isOwn({ engine, actor, gone }: Who, change: ChangeRequest): boolean {
  return change.author === actor.name || (gone.has(change.author) && engine.mayWrite(actor, change))
}

function mayApprove({ engine, actor }: Who, change: ChangeRequest): boolean {
  return engine.mayApprove(actor, change)
}

function lastSaid({ reviews, breakGlass, createdAt }: ChangeRequest): Instant {
  return breakGlass?.at ?? reviews.at(-1)?.at ?? createdAt
}

/** When an actor dismissed what, by request and kind. */
async function dismissals(database: Changes, { name }: Actor): Promise<Map<string, Instant>> {
  const rows = await database.selectFrom('inbox_dismissal').selectAll().where('user_name', '=', name).execute()
  return new Map(rows.map((row) => [`${idOf(row.change_number)} ${row.kind}`, row.at]))
}
