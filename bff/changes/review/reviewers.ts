import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { Actor } from '../../http/actor.ts'
import { noteChange } from '../audit.ts'
import { updateChange } from '../change-progress.ts'
import { demandWriting, seesChange } from '../permission.ts'
import { type Pipeline, currentChange, refsOf } from '../pipeline.ts'
import { after } from '../state.ts'
import { movedMeanwhile, told } from './acting.ts'
import { countsFor, obstacleToReview } from './may.ts'

/** Who may review a request, and for which of its environments that counts. */
export interface Candidate {
  name: string
  environments: string[]
}

/** Whom a request can ask for a review, and asking them. */
export function reviewers(pipeline: Pipeline) {
  const { database, kinds, actors } = pipeline

  // Whoever does not see all of it cannot open it, whatever they may approve.
  const candidates = async (change: ChangeRequest): Promise<Candidate[]> =>
    (await actors())
      .filter((actor) => seesChange(actor, change) && obstacleToReview(actor, change) === undefined)
      .map((actor) => ({ name: actor.name, environments: countsFor(actor, change) }))

  return {
    candidates,

    /** Asks exactly these people by name. Throws `reviewer-unfit`, `not-permitted`, `act-not-now`. */
    async request(actor: Actor, id: string, asked: readonly string[]): Promise<ChangeRequest> {
      const names = [...new Set(asked)]
      const seen = await currentChange(database, id)
      demandWriting(actor, kinds, refsOf(seen))
      const fit = new Set((await candidates(seen)).map(({ name }) => name))
      const unfit = names.find((name) => !fit.has(name))
      if (unfit !== undefined) throw new Problem('reviewer-unfit', { params: { name: unfit, id }, field: 'reviewers' })
      const change = await database.transaction().execute(async (transaction) => {
        const now = await currentChange(transaction, id)
        if (!isToBeReviewed(now)) throw new Problem('act-not-now', { params: { id, state: now.state } })
        if (!(await updateChange(transaction, now, { requested_reviewers: JSON.stringify(names) })))
          throw movedMeanwhile(now)
        const kept = await currentChange(transaction, id)
        await noteChange(transaction, 'reviewers-requested', kept, actor, { details: { reviewers: names } })
        return kept
      })
      return told(pipeline, change)
    },
  }
}

const isToBeReviewed = ({ state }: ChangeRequest): boolean =>
  (['approve', 'resubmit'] as const).some((event) => after(state, event) !== undefined)
