import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '#shared/contract/instant.ts'
import type { ChangeProposal, ChangeRequest, CheckResult, RevertPreview } from '#shared/features/changes/model.ts'
import type { ActAllowed } from '#shared/features/changes/review.ts'
import type { RestorePreview } from '#shared/features/revisions/model.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Actor } from '../http/actor.ts'
import { applying } from './applying.ts'
import { noteChange } from './audit.ts'
import { backgroundWork } from './background.ts'
import { changesToProve } from './change-index.ts'
import { checkEdits, resultOf } from './check.ts'
import { doDuties } from './duties.ts'
import { demandReading, demandWriting } from './permission.ts'
import { type EngineDeps, type Pipeline, currentChange, refsOf } from './pipeline.ts'
import { proposing } from './proposing.ts'
import { proving } from './proving.ts'
import { type RestoreWish, type Restoring, previewRestore, restore } from './restoring.ts'
import { previewRevert, revertByHand, runTimedRevert } from './reverting.ts'
import { inverses } from './inverses.ts'
import { actsOf } from './review/acts.ts'
import { obstacleToWrite, obstacleTo } from './review/may.ts'
import { type Candidate, reviewers } from './review/reviewers.ts'
import { reviewing } from './review/reviewing.ts'
import { type Edit, newRounds } from './review/rounds.ts'
import { outcomeOf, running } from './running.ts'
import { type Schedule, scheduling } from './scheduling.ts'
import type { ChangeTables } from './tables.ts'
import { endEarly } from './timed-reverts.ts'
import { undoing } from './undoing.ts'

/** The one way to change anything in a mesh. Acts of people throw `not-permitted`, `act-not-now` and what keeps them from it. */
export interface ChangeEngine {
  /** Says what edits would do, and whether they end when they must, without writing. Throws `not-permitted`, `backend-*`. */
  check(actor: Actor, wish: Pick<ChangeProposal, 'edits' | 'revertAt'>, signal?: AbortSignal): Promise<CheckResult>
  /**
   * Asks for a change. Where no approval is needed it is applied before this answers: then the request is `applied`,
   * `partially_applied`, `failed`, or still `applying`; while a freeze holds it back it is `approved` with the reason. Where one is
   * needed it is `in_review`. The author's drafts are kept until their policies are written.
   * Throws `not-permitted`, `conflict` (with theirs), `check-failed`, `backend-*`.
   */
  propose(actor: Actor, proposal: ChangeProposal, signal?: AbortSignal): Promise<ChangeRequest>
  /** Approves what the actor saw, named by its hash; see `reviewing`. */
  approve(actor: Actor, id: string, seen: string, comment: string, signal?: AbortSignal): Promise<ChangeRequest>
  sendBack(actor: Actor, id: string, comment: string): Promise<ChangeRequest>
  reject(actor: Actor, id: string, comment: string): Promise<ChangeRequest>
  withdraw(actor: Actor, id: string): Promise<ChangeRequest>
  /** Begins a new round with other edits; see `newRounds`. */
  edit(actor: Actor, id: string, edit: Edit, signal?: AbortSignal): Promise<ChangeRequest>
  /** Begins a new round of a suspended request as it is. */
  reviewAgain(actor: Actor, id: string, signal?: AbortSignal): Promise<ChangeRequest>
  breakGlass(actor: Actor, id: string, seen: string, reason: string): Promise<ChangeRequest>
  /** What a request's state allows now, and whether an actor may do it. */
  actsOf(actor: Actor, change: ChangeRequest): Promise<ActAllowed[]>
  /** Whether an actor may give an approval that a request still needs. */
  mayApprove(actor: Actor, change: ChangeRequest): boolean
  /** Whether an actor may write all policies of a request. */
  mayWrite(actor: Actor, change: ChangeRequest): boolean
  /** Names of those whose accounts may no longer sign in. */
  gone(): Promise<ReadonlySet<string>>
  /** Who may review a request. */
  candidates(change: ChangeRequest): Promise<Candidate[]>
  requestReviewers(actor: Actor, id: string, names: readonly string[]): Promise<ChangeRequest>
  /** Writes an approved request, or keeps and throws why not; see `applying`. */
  apply(actor: Actor, id: string, signal?: AbortSignal): Promise<ChangeRequest>
  schedule(actor: Actor, id: string, schedule: Schedule): Promise<ChangeRequest>
  unschedule(actor: Actor, id: string): Promise<ChangeRequest>
  /** Takes back what a partly applied request wrote; it is `reverted` then, or partly applied with what was left. */
  undo(actor: Actor, id: string, signal?: AbortSignal): Promise<ChangeRequest>
  /** Ends a partly applied request of which others changed all that it wrote; throws `undo-first` while some of it can be taken back. */
  leave(actor: Actor, id: string, comment: string, signal?: AbortSignal): Promise<ChangeRequest>
  /** Goes on with a failed or partially applied request. Throws `change-not-open`, `conflict`. */
  retry(actor: Actor, change: ChangeRequest): Promise<ChangeRequest>
  /** Says what taking an applied request back would write now. Throws `not-permitted`, `change-not-open`, `backend-*`. */
  previewRevert(actor: Actor, change: ChangeRequest, signal?: AbortSignal): Promise<RevertPreview>
  /** Takes an applied request back as a whole, by a request of its own; answers and throws as `propose`, and `nothing-to-revert`. */
  revert(
    actor: Actor,
    change: ChangeRequest,
    wish: { reason: string; revertAt?: Instant | undefined },
    signal?: AbortSignal,
  ): Promise<ChangeRequest>
  /** Ends now what would end by itself later, as far as others have not changed it. Throws `not-permitted`, `change-not-timed`. */
  endNow(actor: Actor, change: ChangeRequest, signal?: AbortSignal): Promise<ChangeRequest>
  /** Says what giving a policy back a state that it had would write now; the caller has asked whether the actor may. */
  previewRestore(who: Restoring, signal?: AbortSignal): Promise<RestorePreview>
  /** Gives a policy back a state that it had, by a request of its own; as above, and answers and throws as `propose`. */
  restore(who: Restoring, wish: RestoreWish, signal?: AbortSignal): Promise<ChangeRequest>
  /** Reads instances and calls again. */
  proveNow(change: ChangeRequest, signal?: AbortSignal): Promise<ChangeRequest>
  /** Goes on with what a stop or a crash interrupted, now and whenever another copy leaves something behind. */
  start(): void
  /** Breaks off all work where it stands; whoever starts next goes on with it. */
  stop(): Promise<void>
}

const lookForInterruptedMs = 2000

/** Builds the pipeline; nothing runs by itself before `start`. */
export function changeEngine(deps: EngineDeps): ChangeEngine {
  const background = backgroundWork(deps.warn)
  const pipeline: Pipeline = { ...deps, database: deps.database.withTables<ChangeTables>(), background }
  const { database, kinds } = pipeline
  const { follow, proveOnce } = proving(pipeline, background.stopping)
  const run = running(pipeline, { follow })
  const propose = proposing(pipeline, run)
  const apply = applying(pipeline, run)
  const schedule = scheduling(pipeline, run, apply)
  const review = reviewing(pipeline)
  const rounds = newRounds(pipeline)
  const asked = reviewers(pipeline)
  const reverting = { ...pipeline, ...propose, ...inverses(pipeline, run) }
  const undo = undoing(pipeline, propose.submit)

  return {
    ...review,
    ...rounds,
    propose: propose.propose,
    actsOf: (actor, change) => actsOf(pipeline, actor, change),
    mayWrite: (actor, change) => obstacleToWrite({ kinds, actor, change }) === undefined,
    gone: pipeline.gone,
    mayApprove: (actor, change) => obstacleTo({ kinds, actor, change, event: 'approve' }) === undefined,
    candidates: asked.candidates,
    requestReviewers: asked.request,
    apply: apply.apply,
    retry: apply.goOn,
    schedule: schedule.schedule,
    unschedule: schedule.unschedule,
    ...undo,

    async check(actor, { edits, revertAt }, signal) {
      demandReading(actor, kinds, refsOf({ edits }))
      return resultOf(await checkEdits(pipeline, { author: actor.name, actor, edits, revertAt }, signal), revertAt)
    },

    async previewRevert(actor, change, signal) {
      demandReading(actor, kinds, refsOf(change))
      return previewRevert(reverting, actor.name, change, signal)
    },

    async revert(actor, change, wish, signal) {
      demandWriting(actor, kinds, refsOf(change))
      return outcomeOf(pipeline, await revertByHand(reverting, actor, change, wish, signal))
    },

    async endNow(actor, change, signal) {
      demandWriting(actor, kinds, refsOf(change))
      const { id, timedRevert } = change
      await database.transaction().execute(async (transaction) => {
        if (!(await endEarly(transaction, id))) throw new Problem('change-not-timed', { params: { id } })
        // Whatever comes of it, and whoever carries it out: this person wanted it.
        await noteChange(transaction, 'change-ended-early', change, actor, { details: { planned: timedRevert?.at } })
      })
      await runTimedRevert(reverting, id, actor, signal)
      return currentChange(database, id)
    },

    previewRestore: (who, signal) => previewRestore(reverting, who, signal),

    async restore(who, wish, signal) {
      return outcomeOf(pipeline, await restore(reverting, who, wish, signal))
    },

    async proveNow(change, signal) {
      if (change.state === 'applied') await proveOnce(change, signal, true)
      return currentChange(database, change.id)
    },

    start() {
      const { begin, stopping } = background
      begin('taking up interrupted changes', async () => {
        const duties = { ...reverting, runAllDue: schedule.runAllDue }
        begin('what one copy does for all', () => doDuties(duties, stopping))
        for (const id of await changesToProve(database)) begin(`proving ${id}`, () => follow(id))
        for (;;) {
          await run.takeUpInterrupted()
          await pause(lookForInterruptedMs, undefined, { signal: stopping })
        }
      })
    },

    stop: () => background.stop(),
  }
}
