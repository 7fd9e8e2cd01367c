import { z } from 'zod'
import { Instant } from '../../contract/instant.ts'
import { ProofLevel } from '../../mesh/capability.ts'
import { PolicyRef } from '../../mesh/policy.ts'
import { ChangeId } from '../changes/model.ts'

/** What webhooks are told of. Names are dotted, as Standard Webhooks asks for them. */
export const webhookEventTypes = [
  'review.asked',
  'change.applied',
  'change.unproven',
  'drift.found',
  'timed_revert.done',
] as const
export const WebhookEventType = z.enum(webhookEventTypes)
export type WebhookEventType = z.infer<typeof WebhookEventType>

/** A policy by what names it, never what it says. */
const ToldPolicy = PolicyRef.extend({
  /** The environment of its namespace when the body was written; null where none covers it. */
  environment: z.string().nullable(),
  /** Its history in the console; absent where the console was not told its own address. */
  url: z.url().optional(),
})

const ToldChange = z.object({
  id: ChangeId,
  title: z.string(),
  /** Who asked for it; `@meshdeck` where the console did. */
  author: z.string(),
  /** Counts from 1; every edit begins a new one. */
  round: z.int().positive(),
  /** The change that this one takes back. */
  reverts: ChangeId.optional(),
  url: z.url().optional(),
})

const policies = z.array(ToldPolicy).min(1)
const ofChange = { change: ToldChange, policies }

const event = <Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.object({
    /** Of this schema: fields may be added, what is there keeps its meaning; otherwise it is counted up. */
    version: z.literal(1),
    /** As `webhook-id`: the same however often it is sent, and for every webhook. */
    id: z.string(),
    type: z.literal(type),
    /** When it happened, not when it was sent. */
    timestamp: Instant,
    /** Whose act it was; null where the console did it by itself, or somebody outside. */
    actor: z.string().nullable(),
    data: z.object(data),
  })

/** The body that a webhook gets. */
export const WebhookEvent = z.discriminatedUnion('type', [
  /** A round of a change waits for reviewers; told once a round. */
  event('review.asked', {
    ...ofChange,
    review: z.object({
      /** What each environment asks for: so many different people, of this role. */
      needs: z.array(z.object({ environment: z.string(), approvals: z.int().positive(), role: z.string() })),
      requestedReviewers: z.array(z.string()),
    }),
  }),
  /** All of a change was written to its mesh; whether it is in force is another question. */
  event('change.applied', {
    ...ofChange,
    applied: z.object({
      /** Who approved the round that was written; empty where no environment asked for it. */
      approvedBy: z.array(z.string()),
      /** Whether it was let pass without the approvals that it needed. */
      breakGlass: z.boolean(),
      /** When it ends by itself. */
      revertAt: Instant.optional(),
    }),
  }),
  /** It was not shown to be in force: its time was over, or nothing can show it. It may come later; that is not told. */
  event('change.unproven', {
    ...ofChange,
    proof: z.object({
      level: ProofLevel,
      /** A code of the console, as `proof-deadline`: some instances still hold what stood there before. */
      why: z.string(),
      /** How many of those instances that can be read hold it. */
      live: z.int().nonnegative(),
      readable: z.int().nonnegative(),
    }),
  }),
  /** Others made of a policy what was not accepted; told for each such revision. */
  event('drift.found', {
    policies,
    drift: z.object({
      /** Numbers of the revision that was accepted last, and of the one that was found. */
      accepted: z.int().positive(),
      found: z.int().positive(),
    }),
  }),
  /** A change that was to end by itself has ended. */
  event('timed_revert.done', {
    ...ofChange,
    timedRevert: z.object({
      /** `done`: nothing of it is left in the mesh; `partly`: some of it was changed by others since and was left to them. */
      outcome: z.enum(['done', 'partly']),
      /** The change that took it back; absent where nothing was left to write. */
      change: ChangeId.optional(),
    }),
  }),
  /** Somebody wanted to see whether it arrives. */
  event('test', { webhook: z.string() }),
])
export type WebhookEvent = z.infer<typeof WebhookEvent>
