import type { ChangeState } from '#shared/features/changes/model.ts'

/**
 * Who may cause an event: the change's author, anyone who may write its policies, the same once the author's account may no longer sign in
 * (`stand-in`), somebody who may review it, who may break the glass or (once it is broken) broke it, or the engine itself.
 * `review/may.ts` says whether a person is one of them.
 */
export type By = 'author' | 'stand-in' | 'reviewer' | 'writer' | 'break-glass holder' | 'engine'

interface Transition {
  readonly from: readonly ChangeState[]
  readonly by: readonly By[]
  readonly to: ChangeState
}

/** Everything before a write begins; it may be taken back. */
const beforeWriting = ['draft', 'in_review', 'changes_requested', 'approved', 'scheduled', 'suspended'] as const

/** The states of a change request and what moves it on: the whole table. */
export const transitions = {
  submit: { from: ['draft'], by: ['author'], to: 'in_review' },
  /** Submit where the environment asks for no approval; of a round in review, where an edit made it so. */
  'submit-unreviewed': { from: ['draft', 'in_review'], by: ['author', 'writer'], to: 'approved' },
  /** The last approval that this round and hash needed. */
  approve: { from: ['in_review'], by: ['reviewer'], to: 'approved' },
  'send-back': { from: ['in_review'], by: ['reviewer'], to: 'changes_requested' },
  reject: { from: ['in_review'], by: ['reviewer'], to: 'rejected' },
  /** A new round: approvals given so far count no more. Whoever edits contributes, and may not approve it. */
  edit: { from: ['in_review', 'approved'], by: ['author', 'writer'], to: 'in_review' },
  'break-glass': { from: ['in_review'], by: ['break-glass holder'], to: 'approved' },
  resubmit: { from: ['changes_requested'], by: ['author', 'writer'], to: 'in_review' },
  /** A base moved or a freeze began and nothing was written: it stays, with the reason. */
  hold: { from: ['approved'], by: ['engine'], to: 'approved' },
  withdraw: { from: [...beforeWriting, 'failed'], by: ['author', 'stand-in'], to: 'withdrawn' },
  apply: { from: ['approved'], by: ['author', 'reviewer', 'break-glass holder'], to: 'applying' },
  schedule: { from: ['approved'], by: ['author', 'reviewer', 'break-glass holder'], to: 'scheduled' },
  unschedule: { from: ['scheduled'], by: ['author', 'reviewer', 'break-glass holder'], to: 'approved' },
  'time-came': { from: ['scheduled'], by: ['engine'], to: 'applying' },
  /** A base moved, a freeze began, or the author lost the permission. */
  suspend: { from: ['scheduled'], by: ['engine'], to: 'suspended' },
  /** A stand-in who begins a round becomes the author: somebody must answer for what is written. */
  'review-again': { from: ['suspended'], by: ['author', 'stand-in'], to: 'in_review' },
  'all-written': { from: ['applying'], by: ['engine'], to: 'applied' },
  'some-written': { from: ['applying'], by: ['engine'], to: 'partially_applied' },
  'none-written': { from: ['applying'], by: ['engine'], to: 'failed' },
  continue: { from: ['partially_applied'], by: ['writer'], to: 'applying' },
  undo: { from: ['partially_applied'], by: ['writer'], to: 'reverting' },
  /** Nothing of it can be taken back, since others changed all that it wrote: it ends, and the rest is never written. */
  leave: { from: ['partially_applied'], by: ['writer'], to: 'reverted' },
  retry: { from: ['failed'], by: ['writer'], to: 'applying' },
  /** A new request that names this one; the new one runs its own course. */
  revert: { from: ['applied'], by: ['writer'], to: 'applied' },
  'inverse-written': { from: ['reverting'], by: ['engine'], to: 'reverted' },
  'inverse-partly-written': { from: ['reverting'], by: ['engine'], to: 'partially_applied' },
} as const satisfies Record<string, Transition>

/** What can happen to a change request. */
export type ChangeEvent = keyof typeof transitions

/** All events, for whoever walks the table. */
export const changeEvents = Object.keys(transitions) as ChangeEvent[] // keys of a constant

/** The state after an event; undefined where the event cannot happen. */
export function after(state: ChangeState, event: ChangeEvent): ChangeState | undefined {
  const transition: Transition = transitions[event]
  return transition.from.includes(state) ? transition.to : undefined
}

/** How an apply ended, told from its steps. Nothing to write counts as all written. */
export function outcomeOf(steps: readonly { state: string }[]): 'all-written' | 'some-written' | 'none-written' {
  const written = steps.filter((step) => step.state === 'written').length
  if (written === steps.length) return 'all-written'
  return written > 0 ? 'some-written' : 'none-written'
}
