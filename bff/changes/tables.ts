import type { Generated, Kysely } from 'kysely'

/** `CR-<number>`. `edits`, `findings` and `proof` are JSON. Instants are ISO texts. */
export type ChangeRequestRow = {
  number: Generated<number>
  mesh: string
  title: string
  reason: string
  author: string
  state: string
  hash: string
  edits: string
  findings: string
  proof: string
  created_at: string
  applied_at: string | null
  /** Until when it is worth asking instances and calls again; null when nothing is left to prove. */
  prove_until: string | null
  /** When what it writes ends by itself, as its author asked; see `timed_revert` for what became of it. */
  revert_at: string | null
  /** The request that this one takes back. */
  reverts: number | null
  /** Counts from 1; every edit begins a new one. */
  round: number
  /** When that round was sent. */
  round_at: string
  /** JSON: what the environments ask of this round. */
  needs: string
  /** JSON: names of all who wrote a part of it. */
  contributors: string
  /** JSON: names of those who were asked to review it. */
  requested_reviewers: string
  /** When it is applied by itself, the time zone in which that was chosen, and by whom. */
  scheduled_for: string | null
  zone: string | null
  scheduled_by: string | null
  /** JSON: who let it pass, why and when. */
  break_glass: string | null
  /** JSON: why it does not go on, and since when. */
  waits_for: string | null
  revision: number
}

/** What one person said of one round. `environments` is JSON: names of those for which an approval counts. */
export type ChangeReviewRow = {
  number: Generated<number>
  change_number: number
  round: number
  hash: string
  by_name: string
  verdict: string
  comment: string
  environments: string
  at: string
}

/** `anchor` is JSON: what of the request it is about. */
export type ChangeCommentRow = {
  number: Generated<number>
  change_number: number
  round: number
  author: string
  text: string
  anchor: string | null
  at: string
}

/** What somebody has seen and wants to see no more; of what happened after `at` they are told again. */
export type InboxDismissalRow = {
  user_name: string
  change_number: number
  kind: string
  at: string
}

/** One write of a change, in the order of writing. `policy` is a `policyKey`; `inverse` the edit that takes a written one back. */
export type ChangeStepRow = {
  change_number: number
  position: number
  policy: string
  state: string
  at: string | null
  problem: string | null
  inverse: string | null
}

/**
 * The inverse of a request that is run by itself; made when the request's writing ends. `next_at`: not looked at before; `tries`: how
 * often it has failed; `revert_number`: the newest request that it made; `why`: JSON, a list of what it left or what stood in the way, and
 * `since`: when that was news, null where there is nothing to tell.
 */
export type TimedRevertRow = {
  change_number: number
  at: string
  state: string
  next_at: string
  tries: number
  revert_number: number | null
  why: string
  since: string | null
}

/** `text`: JSON, the documents as they were typed; null where only the form was used. */
export type DraftRow = {
  policy: string
  author: string
  spec: string
  enabled: number
  base: string
  text: string | null
  saved_at: string
}

/** `content` names the normal form of the documents; `spec` is the JSON `null` after a delete. */
export type PolicyRevisionRow = {
  policy: string
  number: number
  origin: string
  author: string | null
  change_number: number | null
  spec: string
  enabled: number
  native: string
  content: string
  at: string
  /** How much of the documents `spec` tells; null where that was not kept. */
  understood: string | null
}

/** Which state of a policy, by its revision, a request gives back; `from_drift` is 1 where that answers to drift. */
export type RestorationRow = {
  change_number: number
  policy: string
  number: number
  from_drift: number
}

/** Somebody took a revision for the accepted state. `policy` is a `policyKey`; instants are ISO texts. */
export type AdoptionRow = {
  policy: string
  number: number
  actor: string
  reason: string
  at: string
}

/**
 * What the outside is told, written in the transaction of what happened. `key` says what that was, so that it is told once; in the order
 * of a `subject` it is delivered; `data` is JSON; `addressed` is 1 once the webhooks that want it have it among their deliveries.
 */
export type WebhookEventRow = {
  number: Generated<number>
  id: string
  key: string
  type: string
  subject: string
  actor: string | null
  data: string
  at: string
  addressed: number
}

/** Since when the policies of a kind in a mesh are looked at: one that has no revision since then was not there. */
export type PolicyWatchRow = {
  mesh: string
  kind: string
  since: string
}

/** `fence` grows with every holder, `expires_at` is in milliseconds since 1970. */
export type LeaseRow = {
  name: string
  holder: string
  fence: number
  expires_at: number
}

/** The tables of the pipeline; see the migrations `changes.ts`, `timed-reverts.ts`, `policy-watch.ts`, `drift.ts`, `drift-reverts.ts`, `reviews.ts`, `rounds.ts` and `webhooks.ts`. */
export type ChangeTables = {
  change_request: ChangeRequestRow
  change_step: ChangeStepRow
  change_review: ChangeReviewRow
  change_comment: ChangeCommentRow
  inbox_dismissal: InboxDismissalRow
  timed_revert: TimedRevertRow
  policy_draft: DraftRow
  policy_revision: PolicyRevisionRow
  change_restoration: RestorationRow
  drift_adoption: AdoptionRow
  webhook_event: WebhookEventRow
  policy_watch: PolicyWatchRow
  lease: LeaseRow
}

/** Where changes are kept, and what their author sees of them. */
export type Changes = Kysely<ChangeTables>
