import { idOf } from './change-id.ts'
import type { Changes } from './tables.ts'

/** A request whose work on a policy nobody took back, and when it ends by itself as far as that is still to come. */
export interface Layer {
  change: string
  /** Its newest revision of the policy. */
  revision: number
  /** ISO instant. */
  ends?: string
  /** It only gave back what stood there before another one, so what there is now is not its own work. */
  gaveBack: boolean
}

/**
 * The requests that made a policy what it is, the newest on top, that is last. One that was taken back is not among them, unless the one
 * that took it back was taken back in its turn; nor is one that has ended by itself.
 */
export async function layersOf(database: Changes, policy: string): Promise<Layer[]> {
  const rows = await database
    .selectFrom('policy_revision')
    .innerJoin('change_request', 'change_request.number', 'policy_revision.change_number')
    // Not what a change did to it beside, by writing a document that another policy shares.
    .innerJoin('change_step', (join) =>
      join
        .onRef('change_step.change_number', '=', 'policy_revision.change_number')
        .onRef('change_step.policy', '=', 'policy_revision.policy'),
    )
    .leftJoin('timed_revert', 'timed_revert.change_number', 'change_request.number')
    .select((row) => [
      'change_request.number as change',
      row.fn.max('policy_revision.number').as('revision'),
      'change_request.reverts',
      'timed_revert.at',
      'timed_revert.state',
    ])
    .where('policy_revision.policy', '=', policy)
    .groupBy(['change_request.number', 'change_request.reverts', 'timed_revert.at', 'timed_revert.state'])
    .orderBy('revision', 'desc')
    .execute()
  const takenBack = new Set<number>()
  const layers: Layer[] = []
  for (const { change, revision, reverts, at, state } of rows) {
    if (takenBack.has(change) || state === 'done') continue
    const isToEnd = at !== null && (state === 'waiting' || state === 'failed')
    if (reverts !== null) takenBack.add(reverts)
    const gaveBack = reverts !== null && !isToEnd
    layers.unshift({ change: idOf(change), revision, gaveBack, ...(isToEnd ? { ends: at } : {}) })
  }
  return layers
}
