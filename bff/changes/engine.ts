import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeProposal, ChangeRequest, CheckResult, RevertPreview } from '#shared/features/changes/model.ts'
import type { RestorePreview } from '#shared/features/revisions/model.ts'
import { type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import type { Database } from '../store/database.ts'
import { writeChange } from './apply.ts'
import { changesToProve, interruptedChanges } from './change-index.ts'
import { moveChange, recordStep } from './change-progress.ts'
import { findChange, insertChange } from './change-store.ts'
import { type CheckDeps, checkEdits, resultOf } from './check.ts'
import { keepDraft } from './drafts.ts'
import { doDuties } from './duties.ts'
import { LeaseLost, type TakenLease, holdLease, takeLease, withLease } from './lease.ts'
import { demandReading, demandWriting } from './permission.ts'
import { proving } from './proving.ts'
import { type RestoreWish, type Restoring, previewRestore, restore } from './restoring.ts'
import { type Submission, previewRevert, revertByHand, runTimedRevert } from './reverting.ts'
import { readPolicy } from './target.ts'
import { after } from './state.ts'
import { conflictWith, refuseOthersWork, refuseUnfit, requestOf, submittedState } from './submission.ts'
import type { ChangeTables, Changes } from './tables.ts'
import { endEarly } from './timed-reverts.ts'

/** What the pipeline is built of. */
export interface EngineDeps extends Omit<CheckDeps, 'database'> {
  readonly database: Database
  /** Milliseconds between two looks at what others write to the meshes. */
  readonly outsidePollMs: number
  /** Tells the browsers that a topic changed. */
  readonly publish: (topic: string) => Promise<void>
  /** Told of what went wrong in work that nobody waits for. */
  readonly warn: (error: unknown, doing: string) => void
}

/** The one way to change anything in a mesh. */
export interface ChangeEngine {
  /** Says what edits would do, and whether they end when they must, without writing. Throws `not-permitted`, `backend-*`. */
  check(actor: Actor, wish: Pick<ChangeProposal, 'edits' | 'revertAt'>, signal?: AbortSignal): Promise<CheckResult>
  /**
   * Asks for a change and, where no approval is needed, applies it before it answers: the request is then `applied`,
   * `partially_applied`, `failed`, or still `applying`. The author's drafts are kept until their policies are written.
   * Throws `not-permitted`, `conflict` (with theirs), `check-failed`, `backend-*`.
   */
  propose(actor: Actor, proposal: ChangeProposal, signal?: AbortSignal): Promise<ChangeRequest>
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

/** Milliseconds that a proposal waits for another write in the same mesh before it is left to be applied by itself. */
const waitForTurnMs = 10_000
const lookForInterruptedMs = 2000
/** Builds the pipeline; nothing runs by itself before `start`. */
export function changeEngine(deps: EngineDeps): ChangeEngine {
  const database: Changes = deps.database.withTables<ChangeTables>()
  const pipeline = { ...deps, database }
  const stopping = new AbortController()
  const { follow, proveOnce } = proving(pipeline, stopping.signal)
  const running = new Set<Promise<unknown>>()

  /** Work that goes on when whoever asked for it has left; `stop` waits until it has broken off. */
  function inBackground(doing: string, work: () => Promise<void>): void {
    const run = work()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) deps.warn(error, doing)
      })
      .finally(() => running.delete(run))
    running.add(run)
  }

  async function announce(change: ChangeRequest): Promise<void> {
    const kinds = new Set(change.edits.map((edit) => edit.ref.kind))
    const nouns = ['revisions', 'drift', ...kinds].map((noun) => `${noun}:${change.mesh}`)
    for (const topic of ['changes', ...nouns]) await deps.publish(topic)
  }

  async function current(id: string): Promise<ChangeRequest> {
    const change = await findChange(database, id)
    if (!change) throw new Problem('not-found', { params: { noun: 'change', id } })
    return change
  }

  /** Writes what is left of a request, alone in its mesh; as it stands when somebody else is at it. */
  async function run(id: string, mesh: string, waitMs: number): Promise<ChangeRequest> {
    await unlessLost(
      withLease(database, leaseOf(mesh), { waitMs, signal: stopping.signal }, async (lease) => {
        const change = await current(id)
        if (change.state === 'applying') await writeChange(pipeline, change, lease)
      }),
    )
    return written(id)
  }

  /** Writes a request that was kept together with its lease and its first step: one record on disk before the write. */
  async function runBegun(change: ChangeRequest, taken: TakenLease): Promise<ChangeRequest> {
    await unlessLost(holdLease(database, taken, stopping.signal, (lease) => writeChange(pipeline, change, lease, 0)))
    return written(change.id)
  }

  async function written(id: string): Promise<ChangeRequest> {
    const change = await current(id)
    await announce(change)
    if (change.state === 'applied') inBackground(`proving ${id}`, () => follow(id))
    return change
  }

  /** The request after a run, or the conflict that kept all of it from being written. */
  async function outcomeOf(change: ChangeRequest): Promise<ChangeRequest> {
    const collided = change.steps.find((step) => step.problem?.code === 'conflict')
    if (change.state !== 'failed' || !collided) return change
    const edit = change.edits.find((one) => policyKey(one.ref) === policyKey(collided.ref))
    throw conflictWith(edit?.base ?? '', await readPolicy(pipeline, collided.ref))
  }

  /** Checks a proposal and keeps it; where it may be written at once and nobody else writes, with the lease for it and its first step. */
  async function keep({ author, proposal, back, beside }: Submission, signal?: AbortSignal) {
    const { edits, revertAt } = proposal
    const checked = await checkEdits(pipeline, { author, edits, revertAt, back }, signal)
    // What ends by itself was approved with its end, and stood there before: only somebody else's work stops it.
    const isApproved = back === 'by-itself'
    if (isApproved) refuseOthersWork(checked)
    else refuseUnfit(checked)
    const state = submittedState(checked, isApproved)
    return database.transaction().execute(async (transaction) => {
      const request = { ...requestOf(author, proposal, checked), state }
      const change = await insertChange(transaction, request, (kind) => deps.kinds.get(kind)?.rank ?? 0)
      await beside?.(transaction, change.id)
      const taken = state === 'applying' ? await takeLease(transaction, leaseOf(change.mesh)) : undefined
      if (taken) await recordStep(transaction, taken, change.id, 0, { state: 'writing' })
      return { change, taken }
    })
  }

  /** Keeps a proposal and writes it where it may be written at once; as it stands then, whatever came of it. */
  async function submit(submission: Submission, signal?: AbortSignal): Promise<ChangeRequest> {
    const { change, taken } = await keep(submission, signal)
    if (change.state === 'applying') {
      return unbroken(taken ? runBegun(change, taken) : run(change.id, change.mesh, waitForTurnMs))
    }
    await announce(change)
    return change
  }

  const reverting = { ...pipeline, submit }

  /** Work that must not end with the request that asked for it, but with the engine. */
  async function unbroken<Result>(work: Promise<Result>): Promise<Result> {
    running.add(work)
    try {
      return await work
    } finally {
      running.delete(work)
    }
  }

  async function takeUpInterrupted(): Promise<void> {
    for (const { id, mesh } of await interruptedChanges(database)) {
      await run(id, mesh, 0).catch((error: unknown) => {
        if (!stopping.signal.aborted) deps.warn(error, `going on with ${id}`)
      })
    }
  }

  return {
    async check(actor, { edits, revertAt }, signal) {
      demandReading(actor, deps.kinds, refsOf({ edits }))
      return resultOf(await checkEdits(pipeline, { author: actor.name, edits, revertAt }, signal), revertAt)
    },

    async propose(actor, proposal, signal) {
      demandWriting(actor, deps.kinds, refsOf(proposal))
      const change = await submit({ author: actor.name, proposal }, signal).catch(async (error: unknown) => {
        // Whatever stood in the way, nothing that the author wrote is lost.
        for (const edit of proposal.edits) await keepDraft(database, actor.name, edit)
        throw error
      })
      return outcomeOf(change)
    },

    async retry(actor, change) {
      demandWriting(actor, deps.kinds, refsOf(change))
      const { id, state, mesh } = change
      const next = after(state, 'retry') ?? after(state, 'continue')
      if (!next || !(await moveChange(database, id, state, next))) {
        throw new Problem('change-not-open', { params: { id, state } })
      }
      return outcomeOf(await unbroken(run(id, mesh, waitForTurnMs)))
    },

    async previewRevert(actor, change, signal) {
      demandReading(actor, deps.kinds, refsOf(change))
      return previewRevert(reverting, actor.name, change, signal)
    },

    async revert(actor, change, wish, signal) {
      demandWriting(actor, deps.kinds, refsOf(change))
      return outcomeOf(await revertByHand(reverting, actor.name, change, wish, signal))
    },

    async endNow(actor, change, signal) {
      demandWriting(actor, deps.kinds, refsOf(change))
      const { id } = change
      if (!(await endEarly(database, id))) throw new Problem('change-not-timed', { params: { id } })
      await runTimedRevert(reverting, id, actor.name, signal)
      return current(id)
    },

    previewRestore: (who, signal) => previewRestore(reverting, who, signal),

    async restore(who, wish, signal) {
      return outcomeOf(await restore(reverting, who, wish, signal))
    },

    async proveNow(change, signal) {
      if (change.state === 'applied') await proveOnce(change, signal, true)
      return current(change.id)
    },

    start() {
      inBackground('taking up interrupted changes', async () => {
        inBackground('what one copy does for all', () => doDuties({ ...reverting, ...deps, database }, stopping.signal))
        for (const id of await changesToProve(database)) inBackground(`proving ${id}`, () => follow(id))
        for (;;) {
          await takeUpInterrupted()
          await pause(lookForInterruptedMs, undefined, { signal: stopping.signal })
        }
      })
    },

    async stop() {
      stopping.abort()
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

const refsOf = ({ edits }: { edits: readonly { ref: PolicyRef }[] }): PolicyRef[] => edits.map(({ ref }) => ref)

/** The right to write to a mesh: one at a time, so that two writes never meet between a re-read and its write. */
const leaseOf = (mesh: string): string => `writes:${mesh}`

/** Who lost the lease has nothing more to say: another holder goes on. */
async function unlessLost(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof LeaseLost)) throw error
  })
}
