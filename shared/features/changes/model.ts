import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { Finding, MessageParams } from '../../contract/problem.ts'
import { ProofLevel } from '../../mesh/capability.ts'
import { NativeDocument, PolicyEdit, PolicyRef, policyKey } from '../../mesh/policy.ts'
import { TypedDocuments } from '../../mesh/policy-text.ts'
import { Reason, ReviewFields, ReviewNeed } from './review.ts'

/** The states of a change request; `bff/changes/state.ts` says what moves it from one to the next. */
export const ChangeState = z.enum([
  'draft',
  'in_review',
  'changes_requested',
  'approved',
  'rejected',
  'withdrawn',
  'scheduled',
  'suspended',
  'applying',
  'applied',
  'partially_applied',
  'failed',
  'reverting',
  'reverted',
])
export type ChangeState = z.infer<typeof ChangeState>

/** What one instance was seen to hold. `holds`: the content is there; `older`: another content; `unread`: it could not be asked. */
export const InstanceProof = z.object({
  instance: z.string(),
  /** The reading service, as people name it, with its version. */
  service: z.string(),
  version: z.string(),
  state: z.enum(['holds', 'older', 'unread']),
  readAt: Instant.optional(),
  /** Why it could not be read. */
  reason: z.object({ code: z.string(), params: MessageParams.default({}) }).optional(),
})
export type InstanceProof = z.infer<typeof InstanceProof>

/** One destination's share as asked for and as seen in the calls since it was live; both 0–1. */
export const ObservedShare = z.object({
  route: z.string(),
  destination: z.string(),
  asked: z.number(),
  observed: z.number(),
  calls: z.int().nonnegative(),
})
export type ObservedShare = z.infer<typeof ObservedShare>

/** How far a change is proven. `why` says what stands in the way of the next level. */
export const Proof = z.object({
  level: ProofLevel,
  /** Instances that read the policy's documents: N of M hold it. */
  instances: z.array(InstanceProof),
  expectedBy: Instant.optional(),
  /** When every instance that can be read was first seen to hold it; calls are counted from then on. */
  liveSince: Instant.optional(),
  shares: z.array(ObservedShare).default([]),
  why: z.object({ code: z.string(), params: MessageParams.default({}) }).optional(),
  at: Instant,
})
export type Proof = z.infer<typeof Proof>

/** One edit of a change with all that its review and its undoing need. */
export const ChangeEdit = z.object({
  ref: PolicyRef,
  base: z.string(),
  before: z.object({ spec: z.unknown(), enabled: z.boolean(), native: z.array(NativeDocument) }).nullable(),
  after: z.object({ spec: z.unknown(), enabled: z.boolean(), native: z.array(NativeDocument) }).nullable(),
  /** What stays of the documents when the policy is deleted, because they serve another one, too. */
  remainder: z.array(NativeDocument).optional(),
})
export type ChangeEdit = z.infer<typeof ChangeEdit>

/** A write to one target, recorded before and after. `undone`: it was written, and taken back when the rest could not be. */
export const ChangeStep = z.object({
  ref: PolicyRef,
  state: z.enum(['waiting', 'writing', 'written', 'failed', 'undone']),
  at: Instant.optional(),
  problem: z.object({ code: z.string(), params: MessageParams, source: z.string().optional() }).optional(),
})
export type ChangeStep = z.infer<typeof ChangeStep>

export const ChangeId = z.string().regex(/^CR-\d{1,9}$/)

/** Longest time, in seconds, until a change ends by itself: 30 days. A kind of policy may allow less. */
export const longestEndSeconds = 30 * 86_400

/**
 * What becomes of a change that ends by itself. `waiting`: its time has not come, or a later change that ends by itself stands on it;
 * `done`: nothing of it is left in the mesh; `partly`: some of it was changed by others since and was left to them; `failed`: it could
 * not be taken back and is tried again at `nextTry`.
 */
export const TimedRevert = z.object({
  /** When it is due; where somebody ended it early, that moment. */
  at: Instant,
  state: z.enum(['waiting', 'done', 'partly', 'failed']),
  /** The change that took it back. */
  change: ChangeId.optional(),
  /** What it left to others, or what stood in the way: one sentence each. */
  why: z.array(Reason),
  /** Since when it is `partly` or `failed` for these reasons. */
  since: Instant.optional(),
  nextTry: Instant.optional(),
})
export type TimedRevert = z.infer<typeof TimedRevert>

/** Who runs a timed revert: the console itself. No account can have this name. */
export const consoleItself = '@meshdeck'

/** An edit that gives back what stood in a mesh: that may be more than the limits of a draft allow. */
export const InverseEdit = PolicyEdit.extend({ spec: z.unknown() })

/** A change request: what is asked, by whom, how far it came, how far it is proven. */
export const ChangeRequest = z.object({
  id: ChangeId,
  mesh: z.string(),
  title: z.string(),
  reason: z.string(),
  author: z.string(),
  state: ChangeState,
  /** sha256 of the rendered payload and the bases: what an approval is for. */
  hash: z.string(),
  edits: z.array(ChangeEdit),
  findings: z.array(Finding),
  steps: z.array(ChangeStep),
  /** The edits that take back what was written, on the bases that the write left; absent before the first write. */
  inverse: z.array(InverseEdit).optional(),
  proof: Proof,
  createdAt: Instant,
  appliedAt: Instant.optional(),
  /** When it was asked to end by itself. */
  revertAt: Instant.optional(),
  /** What becomes of that; present from the end of the writing on. */
  timedRevert: TimedRevert.optional(),
  /** The change that this one takes back. */
  reverts: ChangeId.optional(),
  /** The newest applied change that took this one back. */
  revertedBy: ChangeId.optional(),
  ...ReviewFields.shape,
  revision: z.int().positive(),
})
export type ChangeRequest = z.infer<typeof ChangeRequest>

/** Edits that may stand in one request: of one mesh, each of another policy. */
export const ProposedEdits = z
  .array(PolicyEdit)
  .min(1)
  .max(20)
  .refine((edits) => new Set(edits.map((edit) => edit.ref.mesh)).size === 1, { params: { code: 'several-meshes' } })
  .refine((edits) => new Set(edits.map((edit) => policyKey(edit.ref))).size === edits.length, {
    params: { code: 'policy-twice' },
  })

/** What a person asks for. A title is needed so that history reads. */
export const ChangeProposal = z.object({
  title: z.string().trim().min(1).max(120),
  reason: z.string().max(2000).default(''),
  edits: ProposedEdits,
  /** When what it writes is taken back by itself: in the future, within `longestEndSeconds`. */
  revertAt: Instant.optional(),
})
export type ChangeProposal = z.infer<typeof ChangeProposal>

/** What the server says of unsaved edits: findings with fields as `edits.0.spec.routes.1`, and what would be written. */
export const CheckResult = z.object({
  hash: z.string(),
  findings: z.array(Finding),
  edits: z.array(
    z.object({ ref: PolicyRef, base: z.string(), before: z.array(NativeDocument), after: z.array(NativeDocument) }),
  ),
  /** Who would have to approve a request of these edits now; empty: it would be applied at once. */
  needs: z.array(ReviewNeed),
})
export type CheckResult = z.infer<typeof CheckResult>

/** What taking a change back would write now, and what it would leave because others changed it since. */
export const RevertPreview = CheckResult.extend({
  left: z.array(z.object({ ref: PolicyRef, why: Reason })),
})
export type RevertPreview = z.infer<typeof RevertPreview>

/** An unfinished edit, kept on the server per author and policy. */
export const Draft = z.object({
  ref: PolicyRef,
  spec: z.unknown(),
  enabled: z.boolean(),
  base: z.string(),
  /** The documents as they were typed, also where they cannot be read; then `spec` is what the form held before. */
  text: TypedDocuments.optional(),
  author: z.string(),
  savedAt: Instant,
  /** Others who have a draft of the same policy. */
  others: z.array(z.object({ author: z.string(), savedAt: Instant })),
})
export type Draft = z.infer<typeof Draft>

/**
 * One immutable state of a policy in its history. `outside` was not made here: then `at` is when it was seen first. A deleted policy has
 * no documents.
 */
export const Revision = z.object({
  ref: PolicyRef,
  number: z.int().positive(),
  origin: z.enum(['meshdeck', 'outside']),
  author: z.string().optional(),
  change: ChangeId.optional(),
  spec: z.unknown(),
  enabled: z.boolean(),
  native: z.array(NativeDocument),
  at: Instant,
})
export type Revision = z.infer<typeof Revision>
