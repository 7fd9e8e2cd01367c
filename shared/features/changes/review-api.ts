import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { Instant } from '../../contract/instant.ts'
import { TimeZone } from '../../contract/zone.ts'
import { UserName } from '../users/model.ts'
import { InboxItem, InboxKind } from './inbox.ts'
import { ChangeId, ChangeProposal, ChangeRequest } from './model.ts'
import { ActAllowed, ChangeComment, ChangeHash, CommentAnchor } from './review.ts'

const change = z.object({ id: ChangeId })

/** Words that a reviewer may leave out. */
const Words = z.string().trim().max(2000).default('')
/** Words that must be given. */
const NeededWords = z.string().trim().min(1).max(2000)

export const readActs = endpoint({
  method: 'GET',
  path: '/changes/:id/acts',
  permission: 'changes:read',
  summary: 'What a change’s state allows now, whether the caller may do it, and else why not',
  params: change,
  response: z.object({ acts: z.array(ActAllowed) }),
})

export const approveChange = endpoint({
  method: 'POST',
  path: '/changes/:id/approve',
  permission: 'changes:approve',
  summary: 'Approves what the caller saw; refused when it, or what stands in the mesh, is no longer that',
  params: change,
  body: z.object({
    /** The hash that the reviewer saw. */
    hash: ChangeHash,
    comment: Words,
    /**
     * Applies it at once where this was the last approval it needed. What keeps it from being written then is no refusal of the
     * approval: the answer is `approved` with `waitsFor`.
     */
    apply: z.boolean().default(false),
  }),
  response: ChangeRequest,
})

export const sendBackChange = endpoint({
  method: 'POST',
  path: '/changes/:id/send-back',
  permission: 'changes:approve',
  summary: 'Ends the round: its author is to change it',
  params: change,
  body: z.object({ comment: NeededWords }),
  response: ChangeRequest,
})

export const rejectChange = endpoint({
  method: 'POST',
  path: '/changes/:id/reject',
  permission: 'changes:approve',
  summary: 'Ends a change for good, unwritten',
  params: change,
  body: z.object({ comment: NeededWords }),
  response: ChangeRequest,
})

export const withdrawChange = endpoint({
  method: 'POST',
  path: '/changes/:id/withdraw',
  permission: 'changes:write',
  summary: 'Takes a change back before any of it is written; for its author',
  params: change,
  response: ChangeRequest,
})

export const editChange = endpoint({
  method: 'PUT',
  path: '/changes/:id',
  permission: 'changes:write',
  summary: 'Replaces what an unwritten change asks for and begins a new round; whoever edits may not approve',
  params: change,
  // The change's revision that the editor saw: a stale one is `change-moved` with theirs, never a silent overwrite.
  body: ChangeProposal.extend({ revision: ChangeRequest.shape.revision }),
  bodyLimit: 262_144,
  response: ChangeRequest,
})

export const reviewChangeAgain = endpoint({
  method: 'POST',
  path: '/changes/:id/review-again',
  permission: 'changes:write',
  summary: 'Puts a suspended change, as it is, before its reviewers again',
  params: change,
  response: ChangeRequest,
})

export const breakGlass = endpoint({
  method: 'POST',
  path: '/changes/:id/break-glass',
  permission: 'changes:break-glass',
  summary: 'Lets a change pass without the approvals it needs; marked for ever, and not applied by that alone',
  params: change,
  body: z.object({ hash: ChangeHash, reason: NeededWords }),
  response: ChangeRequest,
})

export const applyChange = endpoint({
  method: 'POST',
  path: '/changes/:id/apply',
  permission: 'changes:write',
  summary:
    'Writes an approved change; what keeps it from that is refused, kept on it as `waitsFor`, and nothing is written',
  params: change,
  response: ChangeRequest,
})

export const scheduleChange = endpoint({
  method: 'POST',
  path: '/changes/:id/schedule',
  permission: 'changes:write',
  summary: 'Has an approved change applied by itself at a time',
  params: change,
  body: z.object({ at: Instant, zone: TimeZone }),
  response: ChangeRequest,
})

export const unscheduleChange = endpoint({
  method: 'POST',
  path: '/changes/:id/unschedule',
  permission: 'changes:write',
  summary: 'Takes the time of a scheduled change away; it stays approved',
  params: change,
  response: ChangeRequest,
})

export const undoChange = endpoint({
  method: 'POST',
  path: '/changes/:id/undo',
  permission: 'changes:write',
  summary: 'Takes back what a partly applied change wrote, by a change of its own that needs no review',
  params: change,
  response: ChangeRequest,
})

export const leaveChange = endpoint({
  method: 'POST',
  path: '/changes/:id/leave',
  permission: 'changes:write',
  summary:
    'Ends a partly applied change of which nothing can be taken back: others changed what it wrote, and it is left to them',
  params: change,
  body: z.object({ comment: NeededWords }),
  response: ChangeRequest,
})

export const listReviewers = endpoint({
  method: 'GET',
  path: '/changes/:id/reviewers',
  permission: 'changes:read',
  summary: 'Who may review a change, by name, and for which of its environments that counts',
  params: change,
  response: z.object({ candidates: z.array(z.object({ name: UserName, environments: z.array(z.string()) })) }),
})

export const requestReviewers = endpoint({
  method: 'PUT',
  path: '/changes/:id/reviewers',
  permission: 'changes:write',
  summary: 'Asks exactly these people for a review; for who may write its policies',
  params: change,
  body: z.object({ reviewers: z.array(UserName).max(20) }),
  response: ChangeRequest,
})

export const listComments = endpoint({
  method: 'GET',
  path: '/changes/:id/comments',
  permission: 'changes:read',
  summary: 'What was said of a change, the oldest first',
  params: change,
  response: z.object({ comments: z.array(ChangeComment) }),
})

export const addComment = endpoint({
  method: 'POST',
  path: '/changes/:id/comments',
  permission: 'changes:write',
  summary: 'Says something of a change, or of one field or line of it',
  params: change,
  body: z.object({ text: NeededWords, anchor: CommentAnchor.optional() }),
  response: ChangeComment,
})

export const readInbox = endpoint({
  method: 'GET',
  path: '/inbox',
  permission: 'changes:read',
  summary: 'What waits for the caller, the newest first, at most 200 items',
  response: z.object({
    items: z.array(InboxItem),
    /** There may be more, older ones. */
    more: z.boolean(),
  }),
})

export const dismissInboxItem = endpoint({
  method: 'POST',
  path: '/inbox/dismiss',
  permission: 'changes:read',
  summary: 'Takes what was only to be known out of the caller’s inbox, until something new happens to it',
  body: z.object({ change: ChangeId, kind: InboxKind }),
})
