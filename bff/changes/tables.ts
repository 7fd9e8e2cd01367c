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

/** `fence` grows with every holder, `expires_at` is in milliseconds since 1970. */
export type LeaseRow = {
  name: string
  holder: string
  fence: number
  expires_at: number
}

/** The tables of the pipeline; see the migration `changes.ts`. */
export type ChangeTables = {
  change_request: ChangeRequestRow
  change_step: ChangeStepRow
  policy_draft: DraftRow
  policy_revision: PolicyRevisionRow
  lease: LeaseRow
}

/** Where changes are kept, and what their author sees of them. */
export type Changes = Kysely<ChangeTables>
