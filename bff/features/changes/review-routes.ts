import { Problem } from '#shared/contract/problem.ts'
import { countInbox } from '#shared/features/changes/inbox-count.ts'
import * as api from '#shared/features/changes/review-api.ts'
import { addComment, commentsOn } from '../../changes/review/comments.ts'
import type { Routes } from '../../http/routes.ts'
import { serve } from '../../http/serve.ts'
import { dismiss, inboxOf } from './inbox.ts'
import { seenChange } from './list.ts'
import type { ChangeDeps } from './routes.ts'

/** Serves what people do with a change request until it is written, and what waits for them. */
export function reviewRoutes(routes: Routes, deps: ChangeDeps): void {
  const { engine, database } = deps

  serve(routes, api.readActs, async ({ params, actor }) => ({
    acts: await engine.actsOf(actor, await seenChange(database, actor, params.id)),
  }))

  serve(routes, api.approveChange, async ({ params: { id }, body, actor, signal }) => {
    await seenChange(database, actor, id)
    const change = await engine.approve(actor, id, body.hash, body.comment, signal)
    if (!body.apply || change.state !== 'approved') return change
    // The approval stands whatever keeps it from being written; the request says what that is.
    return engine.apply(actor, id, signal).catch((error: unknown) => {
      if (error instanceof Problem) return seenChange(database, actor, id)
      throw error
    })
  })

  serve(routes, api.sendBackChange, async ({ params: { id }, body, actor }) => {
    await seenChange(database, actor, id)
    return engine.sendBack(actor, id, body.comment)
  })

  serve(routes, api.rejectChange, async ({ params: { id }, body, actor }) => {
    await seenChange(database, actor, id)
    return engine.reject(actor, id, body.comment)
  })

  serve(routes, api.withdrawChange, async ({ params: { id }, actor }) => {
    await seenChange(database, actor, id)
    return engine.withdraw(actor, id)
  })

  serve(routes, api.editChange, async ({ params: { id }, body, actor, signal }) => {
    await seenChange(database, actor, id)
    return engine.edit(actor, id, body, signal)
  })

  serve(routes, api.reviewChangeAgain, async ({ params: { id }, actor, signal }) => {
    await seenChange(database, actor, id)
    return engine.reviewAgain(actor, id, signal)
  })

  serve(routes, api.breakGlass, async ({ params: { id }, body, actor }) => {
    await seenChange(database, actor, id)
    return engine.breakGlass(actor, id, body.hash, body.reason)
  })

  serve(routes, api.applyChange, async ({ params: { id }, actor, signal }) => {
    await seenChange(database, actor, id)
    return engine.apply(actor, id, signal)
  })

  serve(routes, api.scheduleChange, async ({ params: { id }, body, actor }) => {
    await seenChange(database, actor, id)
    return engine.schedule(actor, id, body)
  })

  serve(routes, api.unscheduleChange, async ({ params: { id }, actor }) => {
    await seenChange(database, actor, id)
    return engine.unschedule(actor, id)
  })

  serve(routes, api.undoChange, async ({ params: { id }, actor, signal }) => {
    await seenChange(database, actor, id)
    return engine.undo(actor, id, signal)
  })

  serve(routes, api.leaveChange, async ({ params: { id }, body, actor, signal }) => {
    await seenChange(database, actor, id)
    return engine.leave(actor, id, body.comment, signal)
  })

  serve(routes, api.listReviewers, async ({ params, actor }) => ({
    candidates: await engine.candidates(await seenChange(database, actor, params.id)),
  }))

  serve(routes, api.requestReviewers, async ({ params: { id }, body, actor }) => {
    await seenChange(database, actor, id)
    return engine.requestReviewers(actor, id, body.reviewers)
  })
}

/** Serves what is said of a change request, and what waits for somebody. */
export function conversationRoutes(routes: Routes, { engine, database, publish }: ChangeDeps): void {
  serve(routes, api.listComments, async ({ params, actor }) => ({
    comments: await commentsOn(database, await seenChange(database, actor, params.id)),
  }))

  serve(routes, api.addComment, async ({ params, body, actor }) => {
    const comment = await addComment(database, actor, await seenChange(database, actor, params.id), body)
    await publish('changes')
    return comment
  })

  serve(routes, api.readInbox, async ({ actor }) => inboxOf({ engine, database }, actor))

  serve(routes, countInbox, async ({ actor }) => {
    const { items, more } = await inboxOf({ engine, database }, actor)
    return { total: items.length, reviews: items.filter(({ kind }) => kind === 'review').length, more }
  })

  serve(routes, api.dismissInboxItem, async ({ body, actor }) => {
    await dismiss(database, actor, await seenChange(database, actor, body.change), body.kind)
    await publish('changes')
  })
}
