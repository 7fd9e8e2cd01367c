import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { MessageParams } from '../../contract/problem.ts'
import { NamespaceName } from '../../mesh/service.ts'
import { ApproverRole } from '../environments/model.ts'

/** A sentence of `shared/problems`. */
export const Reason = z.object({ code: z.string(), params: MessageParams.default({}) })
export type Reason = z.infer<typeof Reason>

/** sha256 of a request's payload and bases, as the request tells it. */
export const ChangeHash = z.string().regex(/^[0-9a-f]{64}$/)

/** What one environment asks of a request: kept with each round, so that a later edit of the environment changes nothing of it. */
export const ReviewNeed = z.object({
  /** The environment's name. */
  environment: z.string(),
  /** Those namespaces of the request's policies that belong to it. */
  namespaces: z.array(NamespaceName),
  /** Different people who must approve this round. */
  approvals: z.int().positive(),
  /** The role that each of them must hold where the environment's policies of this request are; `any`: the permission alone. */
  role: ApproverRole,
  /** Why it is more than the environment usually asks for (`review-far-reaching`, `review-reach-unknown`); absent where it is not. */
  because: Reason.optional(),
})
export type ReviewNeed = z.infer<typeof ReviewNeed>

/** A need of the present round with how many approvals it has; `approvals - given` are missing, never less than none. */
export const ReviewProgress = ReviewNeed.extend({ given: z.int().nonnegative() })
export type ReviewProgress = z.infer<typeof ReviewProgress>

/** What one person said of one round of a request. */
export const Review = z.object({
  /** Rounds count from 1; every edit begins a new one, and approvals of earlier ones count no more. */
  round: z.int().positive(),
  /** The hash that the reviewer saw and judged. */
  hash: z.string(),
  by: z.string(),
  verdict: z.enum(['approve', 'send-back', 'reject']),
  /** Empty where an approval came without words. */
  comment: z.string(),
  /** The environments for whose needs an approval counts, by the roles that its giver held then; empty for other verdicts. */
  environments: z.array(z.string()),
  at: Instant,
})
export type Review = z.infer<typeof Review>

/** Who let a request pass without the approvals that it needed, and why. */
export const BreakGlass = z.object({ by: z.string(), reason: z.string(), at: Instant })
export type BreakGlass = z.infer<typeof BreakGlass>

/** Why an approved, scheduled or suspended request does not go on, or what of a partly applied one was left to others. */
export const WaitsFor = Reason.extend({
  /** Since when. */
  at: Instant,
})
export type WaitsFor = z.infer<typeof WaitsFor>

/** What has happened to a request in its review, beside its state. */
export const ReviewFields = z.object({
  /** Counts from 1; every edit begins a new round. */
  round: z.int().positive(),
  /** When that round was sent. */
  roundAt: Instant,
  /** What the environments of its policies ask for; empty where none asks for a review. */
  needs: z.array(ReviewProgress),
  /** Of every round, the oldest first. */
  reviews: z.array(Review),
  /** Accounts that were asked by name to review it; whoever may review it may do so unasked. */
  requestedReviewers: z.array(z.string()),
  /** Everybody who wrote a part of it, the author first. None of them may approve it. */
  contributors: z.array(z.string()),
  /** When it is applied by itself, or was meant to be; a new round and `unschedule` take it away. */
  scheduledFor: Instant.optional(),
  /** The IANA name of the time zone in which that time was chosen; the instant alone counts. */
  zone: z.string().optional(),
  /** Who scheduled it. */
  scheduledBy: z.string().optional(),
  breakGlass: BreakGlass.optional(),
  waitsFor: WaitsFor.optional(),
})
export type ReviewFields = z.infer<typeof ReviewFields>

/** What people do with a request; `bff/changes/state.ts` says in which states and by whom. */
export const ChangeAct = z.enum([
  'approve',
  'send-back',
  'reject',
  'withdraw',
  'edit',
  'break-glass',
  'apply',
  'schedule',
  'unschedule',
  'review-again',
  'continue',
  'undo',
  'leave',
  'retry',
  'revert',
])
export type ChangeAct = z.infer<typeof ChangeAct>

/** Whether the caller may do something with a request that its state allows. */
export const ActAllowed = z.object({
  act: ChangeAct,
  may: z.boolean(),
  /** What stands in the way; present where `may` is false. */
  why: Reason.optional(),
})
export type ActAllowed = z.infer<typeof ActAllowed>

/** Longest time in seconds until a scheduled request is applied: 90 days. */
export const longestScheduleSeconds = 90 * 86_400

/** What a comment is about, where it is not the whole request. */
export const CommentAnchor = z.object({
  /** A field of the model, as findings name it: `edits.0.spec.routes.1`. */
  field: z.string().min(1).max(300),
  /** A line of the edit's native document after the change, from 1; absent where the field as such is meant. */
  line: z.int().positive().max(100_000).optional(),
})
export type CommentAnchor = z.infer<typeof CommentAnchor>

export const ChangeComment = z.object({
  /** Counts over all comments; later ones are greater. */
  number: z.int().positive(),
  author: z.string(),
  text: z.string(),
  /** The round in which it was written: an anchor of an earlier round may point at what is no more. */
  round: z.int().positive(),
  anchor: CommentAnchor.optional(),
  at: Instant,
})
export type ChangeComment = z.infer<typeof ChangeComment>
