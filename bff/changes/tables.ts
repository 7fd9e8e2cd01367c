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
  revision: number
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
 * often it has failed; `revert_number`: the newest request that it made; `why`: JSON, a list of what it left or what stood in the way.
 */
export type TimedRevertRow = {
  change_number: number
  at: string
  state: string
  next_at: string
  tries: number
  revert_number: number | null
  why: string
}

export type DraftRow = {
  policy: string
  author: string
  spec: string
  enabled: number
  base: string
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

/** The tables of the pipeline; see the migrations `changes.ts`, `timed-reverts.ts` and `policy-watch.ts`. */
export type ChangeTables = {
  change_request: ChangeRequestRow
  change_step: ChangeStepRow
  timed_revert: TimedRevertRow
  policy_draft: DraftRow
  policy_revision: PolicyRevisionRow
  policy_watch: PolicyWatchRow
  lease: LeaseRow
}

/** Where changes are kept, and what their author sees of them. */
export type Changes = Kysely<ChangeTables>
