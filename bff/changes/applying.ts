import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Actor } from '../http/actor.ts'
import { noteChange } from './audit.ts'
import { moveChange } from './change-progress.ts'
import { freezeOver } from './freeze.ts'
import { demandDriftRevert, demandWriting } from './permission.ts'
import { type Pipeline, announce, currentChange, refsOf } from './pipeline.ts'
import { waiting } from './proposing.ts'
import { isDriftRevert } from './restoring.ts'
import { cause, movedMeanwhile } from './review/acting.ts'
import { demandEvent } from './review/may.ts'
import { isApproved } from './review/needs.ts'
import { whyNotStanding } from './review/standing.ts'
import { type Running, outcomeOf } from './running.ts'
import { type ChangeEvent, after } from './state.ts'
import type { Changes } from './tables.ts'

/** Begins to write what was approved. */
export function applying(pipeline: Pipeline, { take, run }: Running) {
  const { database, kinds, actorNamed, frozenAt } = pipeline

  /**
   * Why an approved request may not be written now: a freeze, a permission that its author lost, a base that moved, or whatever a check
   * finds by now; undefined where nothing stands in the way. Throws `backend-*`.
   */
  async function whyNotNow(change: ChangeRequest, by: Actor, signal?: AbortSignal): Promise<Problem | undefined> {
    const frozen = await freezeOver(frozenAt, by, refsOf(change), instantOf(Date.now()))
    return frozen ?? (await authorMissing(change)) ?? (await whyNotStanding(pipeline, change, signal))
  }

  /** Whoever asked for it must still be one who may ask for it. */
  async function authorMissing({ id, author, edits }: ChangeRequest): Promise<Problem | undefined> {
    const actor = await actorNamed(author)
    if (!actor) return new Problem('author-gone', { params: { author } })
    const isDrift = await isDriftRevert(database, id)
    try {
      if (isDrift) demandDriftRevert(actor, refsOf({ edits }))
      else demandWriting(actor, kinds, refsOf({ edits }))
      return undefined
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { permission = '', place = '' } = error.params
      return new Problem('author-lost-permission', { params: { author, permission, place } })
    }
  }

  /** Writes a request on which somebody may go on; only a freeze stops what has begun. */
  async function goOn(actor: Actor, id: string, event: 'retry' | 'continue'): Promise<ChangeRequest> {
    const seen = await currentChange(database, id)
    demandEvent({ kinds, actor, change: seen, event })
    const frozen = await freezeOver(frozenAt, actor, refsOf(seen), instantOf(Date.now()))
    const why = frozen ?? (isUntouched(seen) ? await whyNotStanding(pipeline, seen) : undefined)
    if (why) throw why
    const change = await cause(pipeline, actor, id, event, async (now, transaction) => {
      await refuseOverUndoing(transaction, now)
      return { audit: 'change-retried' }
    })
    return outcomeOf(pipeline, await run(change))
  }

  return {
    whyNotNow,

    /**
     * Writes an approved request. Where something stands in the way nothing is written: the request stays approved, keeps the reason,
     * and the reason is thrown.
     */
    async apply(actor: Actor, id: string, signal?: AbortSignal): Promise<ChangeRequest> {
      const seen = await currentChange(database, id)
      demandEvent({ kinds, actor, change: seen, event: 'apply' })
      const why = await whyNotNow(seen, actor, signal).catch((error: unknown) => {
        if (error instanceof Problem) return error
        throw error
      })
      if (why) {
        await hold(pipeline, seen, why)
        throw why
      }
      const { change, taken } = await database.transaction().execute(async (transaction) => {
        const now = await currentChange(transaction, id)
        demandEvent({ kinds, actor, change: now, event: 'apply' })
        if (now.revision !== seen.revision) throw movedMeanwhile(now)
        await moveChange(transaction, now, 'apply', { waits_for: null })
        const begun = await currentChange(transaction, id)
        const lease = await take(transaction, begun)
        await noteChange(transaction, 'change-applied', begun, actor)
        return { change: begun, taken: lease }
      })
      return outcomeOf(pipeline, await run(change, taken))
    },

    /** Goes on with a failed or partly applied request. Throws `change-not-open`, `frozen`, `undoing-over`, `conflict`, `not-permitted`. */
    async goOn(actor: Actor, { id, state }: Pick<ChangeRequest, 'id' | 'state'>): Promise<ChangeRequest> {
      const event = (['retry', 'continue'] as const).find((one) => after(state, one) !== undefined)
      if (!event) throw new Problem('change-not-open', { params: { id, state } })
      return goOn(actor, id, event)
    },
  }
}

/** Keeps why an approved request is not written, as long as it still is what was looked at. */
async function hold(pipeline: Pipeline, change: ChangeRequest, why: Problem): Promise<void> {
  const event: ChangeEvent = 'hold'
  if (!(await moveChange(pipeline.database, change, event, { waits_for: JSON.stringify(waiting(why)) }))) return
  await announce(pipeline, change)
}

/**
 * What takes a request back by itself needs no approval while that one stands half done or its end is due. Once that is over it is a
 * write like any other. Throws `undoing-over`.
 */
async function refuseOverUndoing(transaction: Changes, change: ChangeRequest): Promise<void> {
  const { id, reverts } = change
  if (reverts === undefined || change.breakGlass || isApproved(change)) return
  const { state, timedRevert } = await currentChange(transaction, reverts)
  if (state === 'partially_applied' || state === 'reverting') return
  const isDue = timedRevert?.state === 'waiting' || timedRevert?.state === 'failed'
  if (isDue && timedRevert.change === id) return
  throw new Problem('undoing-over', { params: { id, origin: reverts } })
}

/** Whether a reviewed request has left nothing in the mesh, so that what it would write must still be what was reviewed. */
const isUntouched = ({ state, needs, steps }: ChangeRequest): boolean =>
  state === 'failed' && needs.length > 0 && steps.every(({ problem }) => problem?.code !== 'half-written')
