import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { type ActAllowed, ChangeAct } from '#shared/features/changes/review.ts'
import type { Actor } from '../../http/actor.ts'
import { type Pipeline, goneAuthorOf } from '../pipeline.ts'
import { type ChangeEvent, after } from '../state.ts'
import { obstacleTo } from './may.ts'
import { editEventIn } from './rounds.ts'
import { givesBack } from './standing.ts'

/** Everything that a request's state allows people to do now, with what keeps this one from it. */
export async function actsOf(
  pipeline: Pick<Pipeline, 'database' | 'kinds' | 'actorNamed'>,
  actor: Actor,
  change: ChangeRequest,
): Promise<ActAllowed[]> {
  const { database, kinds } = pipeline
  const gone = await goneAuthorOf(pipeline, change)
  // What gives back what stood there once is not edited by anybody, in whatever state.
  const isEditable = !(await givesBack(database, change))
  return ChangeAct.options.flatMap((act): ActAllowed[] => {
    const event: ChangeEvent = act === 'edit' ? editEventIn(change.state) : act
    if (after(change.state, event) === undefined || (act === 'edit' && !isEditable)) return []
    const obstacle = obstacleTo({ kinds, actor, change, event, gone })
    if (!obstacle) return [{ act, may: true }]
    return [{ act, may: false, why: { code: obstacle.code, params: obstacle.params } }]
  })
}
