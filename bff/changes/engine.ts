import { setTimeout as pause } from 'node:timers/promises'
import { epochMs } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeProposal, ChangeRequest, CheckResult } from '#shared/features/changes/model.ts'
import { type PolicyEdit, policyKey } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import type { Database } from '../store/database.ts'
import { writeChange } from './apply.ts'
import { changesToProve, interruptedChanges } from './change-index.ts'
import { keepProof, moveChange, provingUntil, recordStep } from './change-progress.ts'
import { findChange, insertChange } from './change-store.ts'
import { type CheckDeps, checkEdits, resultOf } from './check.ts'
import { keepDraft } from './drafts.ts'
import { LeaseLost, type TakenLease, holdLease, takeLease, withLease } from './lease.ts'
import { demandReading, demandWriting } from './permission.ts'
import { gistOf, prove } from './prove.ts'
import { readPolicy } from './target.ts'
import { after } from './state.ts'
import { conflictWith, refuseUnfit, requestOf, submittedState } from './submission.ts'
import type { ChangeTables, Changes } from './tables.ts'

/** What the pipeline is built of. */
export interface EngineDeps extends Omit<CheckDeps, 'database'> {
  readonly database: Database
  /** Tells the browsers that a topic changed. */
  readonly publish: (topic: string) => Promise<void>
  /** Told of what went wrong in work that nobody waits for. */
  readonly warn: (error: unknown, doing: string) => void
}

/** The one way to change anything in a mesh. */
export interface ChangeEngine {
  /** Says what edits would do, without writing. Throws `not-permitted`, `backend-*`. */
  check(actor: Actor, edits: readonly PolicyEdit[], signal?: AbortSignal): Promise<CheckResult>
  /**
   * Asks for a change and, where no approval is needed, applies it before it answers: the request is then `applied`,
   * `partially_applied`, `failed`, or still `applying`. The author's drafts are kept until their policies are written.
   * Throws `not-permitted`, `conflict` (with theirs), `check-failed`, `backend-*`.
   */
  propose(actor: Actor, proposal: ChangeProposal, signal?: AbortSignal): Promise<ChangeRequest>
  /** Goes on with a failed or partially applied request. Throws `change-not-open`, `conflict`. */
  retry(actor: Actor, change: ChangeRequest): Promise<ChangeRequest>
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
/** Milliseconds between two readings of a proof: from the first one on, slower by half each time, up to the last, and slower still where only shares settle. */
const provingPauses = { first: 60, factor: 1.5, last: 4000, lastObserved: 10_000 }

/** Builds the pipeline; nothing runs by itself before `start`. */
export function changeEngine(deps: EngineDeps): ChangeEngine {
  const database: Changes = deps.database.withTables<ChangeTables>()
  const pipeline = { ...deps, database }
  const stopping = new AbortController()
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
    for (const topic of ['changes', ...[...kinds].map((kind) => `${kind}:${change.mesh}`)]) await deps.publish(topic)
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

  /** Reads the proof again and again until nothing more can come or its time is over. */
  async function follow(id: string): Promise<void> {
    for (let wait = provingPauses.first; ; wait *= provingPauses.factor) {
      const change = await current(id)
      const settled = await proveOnce(change, stopping.signal)
      if (settled) return
      wait = Math.min(wait, change.proof.level === 'observed' ? provingPauses.lastObserved : provingPauses.last)
      await pause(wait, undefined, { signal: stopping.signal })
    }
  }

  /** Reads the proof once; true when there is nothing left to wait for. What says nothing new is written down only when it was asked for. */
  async function proveOnce(change: ChangeRequest, signal?: AbortSignal, keepAnyhow = false): Promise<boolean> {
    const { proof, settled } = await prove(pipeline, change, signal)
    const until = await provingUntil(database, change.id)
    const isOver = settled || until === undefined || epochMs(until) <= Date.now()
    const isNews = gistOf(proof) !== gistOf(change.proof)
    if (isNews || isOver || keepAnyhow) await keepProof(database, change.id, proof, isOver ? undefined : until)
    if (isNews) await deps.publish('changes')
    return isOver
  }

  /** The request after a run, or the conflict that kept all of it from being written. */
  async function outcomeOf(change: ChangeRequest): Promise<ChangeRequest> {
    const collided = change.steps.find((step) => step.problem?.code === 'conflict')
    if (change.state !== 'failed' || !collided) return change
    const edit = change.edits.find((one) => policyKey(one.ref) === policyKey(collided.ref))
    throw conflictWith(edit?.base ?? '', await readPolicy(pipeline, collided.ref))
  }

  /** Checks a proposal and keeps it; where it may be written at once and nobody else writes, with the lease for it and its first step. */
  async function keep(actor: Actor, proposal: ChangeProposal, signal?: AbortSignal) {
    const checked = await checkEdits(pipeline, actor.name, proposal.edits, signal)
    refuseUnfit(checked)
    const state = submittedState(checked)
    return database.transaction().execute(async (transaction) => {
      const change = await insertChange(transaction, { ...requestOf(actor, proposal, checked), state })
      const taken = state === 'applying' ? await takeLease(transaction, leaseOf(change.mesh)) : undefined
      if (taken) await recordStep(transaction, taken, change.id, 0, { state: 'writing' })
      return { change, taken }
    })
  }

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
    async check(actor, edits, signal) {
      demandReading(
        actor,
        deps.kinds,
        edits.map((edit) => edit.ref),
      )
      return resultOf(await checkEdits(pipeline, actor.name, edits, signal))
    },

    async propose(actor, proposal, signal) {
      demandWriting(
        actor,
        deps.kinds,
        proposal.edits.map((edit) => edit.ref),
      )
      const { change, taken } = await keep(actor, proposal, signal).catch(async (error: unknown) => {
        // Whatever stood in the way, nothing that the author wrote is lost.
        for (const edit of proposal.edits) await keepDraft(database, actor.name, edit)
        throw error
      })
      if (change.state !== 'applying') {
        await announce(change)
        return change
      }
      return outcomeOf(await unbroken(taken ? runBegun(change, taken) : run(change.id, change.mesh, waitForTurnMs)))
    },

    async retry(actor, change) {
      demandWriting(
        actor,
        deps.kinds,
        change.edits.map((edit) => edit.ref),
      )
      const { id, state, mesh } = change
      const next = after(state, 'retry') ?? after(state, 'continue')
      if (!next || !(await moveChange(database, id, state, next))) {
        throw new Problem('change-not-open', { params: { id, state } })
      }
      return outcomeOf(await unbroken(run(id, mesh, waitForTurnMs)))
    },

    async proveNow(change, signal) {
      if (change.state === 'applied') await proveOnce(change, signal, true)
      return current(change.id)
    },

    start() {
      inBackground('taking up interrupted changes', async () => {
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

/** The right to write to a mesh: one at a time, so that two writes never meet between a re-read and its write. */
const leaseOf = (mesh: string): string => `writes:${mesh}`

/** Who lost the lease has nothing more to say: another holder goes on. */
async function unlessLost(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof LeaseLost)) throw error
  })
}
