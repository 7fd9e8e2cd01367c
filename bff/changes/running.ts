import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { policyKey } from '#shared/mesh/policy.ts'
import { writeChange } from './apply.ts'
import { interruptedChanges } from './change-index.ts'
import { recordStep } from './change-progress.ts'
import { LeaseLost, type TakenLease, holdLease, takeLease, withLease } from './lease.ts'
import { type Pipeline, announce, currentChange } from './pipeline.ts'
import type { proving } from './proving.ts'
import { conflictWith } from './submission.ts'
import type { Changes } from './tables.ts'
import { readPolicy } from './target.ts'

/** Milliseconds that a request waits for another write in the same mesh before it is left to be applied by itself. */
const waitForTurnMs = 10_000

/** Writes requests that are in state `applying`. */
export interface Running {
  /** Takes the right to write and notes the first step as begun, where nobody else writes; part of the transaction that begins an apply. */
  take(transaction: Changes, change: ChangeRequest): Promise<TakenLease | undefined>
  /** Writes what is left of a request, with what `take` took; answers as it stands then, whatever came of it. */
  run(change: ChangeRequest, taken?: TakenLease): Promise<ChangeRequest>
  /** Goes on with everything that a stop or a crash interrupted. */
  takeUpInterrupted(): Promise<void>
}

export function running(pipeline: Pipeline, { follow }: Pick<ReturnType<typeof proving>, 'follow'>): Running {
  const { database, background } = pipeline
  const signal = background.stopping

  /** Writes what is left of a request, alone in its mesh; as it stands when somebody else is at it. */
  async function runInTurn(id: string, mesh: string, waitMs: number): Promise<ChangeRequest> {
    await unlessLost(
      withLease(database, leaseOf(mesh), { waitMs, signal }, async (lease) => {
        const change = await currentChange(database, id)
        if (change.state === 'applying') await writeChange(pipeline, change, lease)
      }),
    )
    return written(id)
  }

  /** Writes a request that was kept together with its lease and its first step: one record on disk before the write. */
  async function runBegun(change: ChangeRequest, taken: TakenLease): Promise<ChangeRequest> {
    await unlessLost(holdLease(database, taken, signal, (lease) => writeChange(pipeline, change, lease, 0)))
    return written(change.id)
  }

  async function written(id: string): Promise<ChangeRequest> {
    const change = await currentChange(database, id)
    await announce(pipeline, change)
    if (change.state === 'applied') background.begin(`proving ${id}`, () => follow(id))
    return change
  }

  return {
    async take(transaction, { id, mesh }) {
      const taken = await takeLease(transaction, leaseOf(mesh))
      if (taken) await recordStep(transaction, taken, id, 0, { state: 'writing' })
      return taken
    },

    run: (change, taken) =>
      background.unbroken(taken ? runBegun(change, taken) : runInTurn(change.id, change.mesh, waitForTurnMs)),

    async takeUpInterrupted() {
      for (const { id, mesh } of await interruptedChanges(database)) {
        await runInTurn(id, mesh, 0).catch((error: unknown) => {
          if (!signal.aborted) pipeline.warn(error, `going on with ${id}`)
        })
      }
    },
  }
}

/** The request after a run. Throws the conflict, with theirs, that kept all of it from being written. */
export async function outcomeOf(pipeline: Pipeline, change: ChangeRequest): Promise<ChangeRequest> {
  const collided = change.steps.find((step) => step.problem?.code === 'conflict')
  if (change.state !== 'failed' || !collided) return change
  const edit = change.edits.find((one) => policyKey(one.ref) === policyKey(collided.ref))
  throw conflictWith(edit?.base ?? '', await readPolicy(pipeline, collided.ref))
}

/** The right to write to a mesh: one at a time, so that two writes never meet between a re-read and its write. */
const leaseOf = (mesh: string): string => `writes:${mesh}`

/** Who lost the lease has nothing more to say: another holder goes on. */
async function unlessLost(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof LeaseLost)) throw error
  })
}
