import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { longestScheduleSeconds } from '#shared/features/changes/review.ts'
import { problemCatalog } from '#shared/problems/catalog.ts'
import type { Actor } from '../http/actor.ts'
import type { applying } from './applying.ts'
import { noteChange } from './audit.ts'
import { idOf } from './change-id.ts'
import { moveChange } from './change-progress.ts'
import { type Pipeline, announce, currentChange } from './pipeline.ts'
import { waiting } from './proposing.ts'
import { cause, told } from './review/acting.ts'
import type { Running } from './running.ts'
import type { Changes } from './tables.ts'

/** When a request is to be applied, and the time zone in which that was chosen. */
export interface Schedule {
  at: string
  zone: string
}

/** Milliseconds for which a scheduled apply waits for a silent backend before it is suspended. */
const patienceMs = 10 * 60_000
const secondsInDay = 86_400

/** Applies approved requests at a time that was chosen for them. */
export function scheduling(
  pipeline: Pipeline,
  { take, run }: Running,
  { whyNotNow }: Pick<ReturnType<typeof applying>, 'whyNotNow'>,
) {
  const { database } = pipeline

  /** Begins a request whose time has come, or suspends it with what stands in the way. */
  async function runDue(id: string, signal: AbortSignal): Promise<void> {
    const seen = await currentChange(database, id)
    const why = await whyNotThen(seen, signal)
    if (why === 'later') return
    if (why) await suspend(seen, why)
    else await begin(seen)
  }

  /** What stands in the way of a scheduled apply; `later` while a backend is silent and there is patience left. */
  async function whyNotThen(change: ChangeRequest, signal: AbortSignal): Promise<Problem | 'later' | undefined> {
    const by = await pipeline.actorNamed(change.scheduledBy ?? change.author)
    if (!by) return new Problem('author-gone', { params: { author: change.scheduledBy ?? change.author } })
    try {
      return await whyNotNow(change, by, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Problem)) throw error
      const isOver = Date.now() - epochMs(change.scheduledFor ?? change.createdAt) > patienceMs
      return isOver || !isSilence(error) ? error : 'later'
    }
  }

  async function suspend(seen: ChangeRequest, why: Problem): Promise<void> {
    await database.transaction().execute(async (transaction) => {
      const beside = { waits_for: JSON.stringify(waiting(why)) }
      if (!(await moveChange(transaction, seen, 'suspend', beside))) return
      const { code, params } = reportOf(why)
      const change = await currentChange(transaction, seen.id)
      await noteChange(transaction, 'change-suspended', change, undefined, { details: { code, params } })
    })
    await announce(pipeline, seen)
  }

  async function begin(seen: ChangeRequest): Promise<void> {
    const begun = await database.transaction().execute(async (transaction) => {
      if (!(await moveChange(transaction, seen, 'time-came', { waits_for: null }))) return undefined
      const change = await currentChange(transaction, seen.id)
      const taken = await take(transaction, change)
      await noteChange(transaction, 'change-applied', change)
      return { change, taken }
    })
    if (begun) await run(begun.change, begun.taken)
  }

  return {
    /** Throws `schedule-passed`, `schedule-too-late`, `schedule-after-end`, and what keeps the actor from it. */
    schedule: (actor: Actor, id: string, { at, zone }: Schedule): Promise<ChangeRequest> =>
      cause(pipeline, actor, id, 'schedule', (change) => {
        refuseUnfitTime(at, change)
        const beside = { scheduled_for: instantOf(epochMs(at)), zone, scheduled_by: actor.name }
        return { beside, audit: 'change-scheduled', details: { scheduledFor: at, zone } }
      }).then((change) => told(pipeline, change)),

    /** Takes the time away; the request stays approved. */
    unschedule: (actor: Actor, id: string): Promise<ChangeRequest> =>
      cause(pipeline, actor, id, 'unschedule', () => ({
        beside: { scheduled_for: null, zone: null, scheduled_by: null },
        audit: 'change-scheduled',
        details: { scheduledFor: null },
      })).then((change) => told(pipeline, change)),

    /** Begins everything whose time has come, the earliest first. For the one copy that does this for all. */
    async runAllDue(signal: AbortSignal): Promise<void> {
      for (const id of await dueSchedules(database)) {
        await runDue(id, signal).catch((error: unknown) => {
          signal.throwIfAborted()
          pipeline.warn(error, `applying ${id} at its time`)
        })
      }
    },
  }
}

function refuseUnfitTime(at: string, { revertAt }: ChangeRequest): void {
  const seconds = (epochMs(at) - Date.now()) / 1000
  if (seconds <= 0) throw new Problem('schedule-passed', { field: 'at' })
  if (seconds > longestScheduleSeconds) {
    throw new Problem('schedule-too-late', { params: { days: longestScheduleSeconds / secondsInDay }, field: 'at' })
  }
  if (revertAt !== undefined && epochMs(revertAt) <= epochMs(at)) {
    throw new Problem('schedule-after-end', { params: { at: revertAt }, field: 'at' })
  }
}

/** Whether a backend did not answer, which may pass. */
const isSilence = ({ code }: Problem): boolean => problemCatalog[code].status >= 500

async function dueSchedules(database: Changes): Promise<string[]> {
  const rows = await database
    .selectFrom('change_request')
    .select('number')
    .where('state', '=', 'scheduled')
    .where('scheduled_for', '<=', instantOf(Date.now()))
    .orderBy('scheduled_for')
    .orderBy('number')
    .execute()
  return rows.map(({ number }) => idOf(number))
}
