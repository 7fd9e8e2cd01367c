import type { PolicyEnd } from '#shared/mesh/policy-endpoints.ts'
import { layersOf } from './layers.ts'
import { policyOfKey } from './policy-key.ts'
import { sameState } from './normal-form.ts'
import { revisionOfChange, revisionsOf } from './revisions.ts'
import type { Changes } from './tables.ts'

/** The policies of a mesh that end by themselves, by `policyKey`: when, and by which change. What others changed since is not among them. */
export async function endsOf(database: Changes, mesh: string): Promise<Map<string, PolicyEnd>> {
  const rows = await database
    .selectFrom('timed_revert')
    .innerJoin('change_step', 'change_step.change_number', 'timed_revert.change_number')
    .select('policy')
    .distinct()
    .where('timed_revert.state', 'in', ['waiting', 'failed'])
    .where('change_step.state', '=', 'written')
    // All keys that begin with the mesh's name and a slash: the next character is the nought.
    .where('policy', '>=', `${mesh}/`)
    .where('policy', '<', `${mesh}0`)
    .execute()
  const ends = new Map<string, PolicyEnd>()
  for (const { policy } of rows) {
    const top = (await layersOf(database, policy)).findLast(({ gaveBack }) => !gaveBack)
    if (top?.ends === undefined || !(await stands(database, policy, top.change))) continue
    ends.set(policy, { at: top.ends, change: top.change })
  }
  return ends
}

/** Whether what a change made of a policy is still what is known of it. */
async function stands(database: Changes, policy: string, change: string): Promise<boolean> {
  const ref = policyOfKey(policy)
  const made = await revisionOfChange(database, ref, change)
  const [newest] = (await revisionsOf(database, ref, { limit: 1 })).revisions
  return made !== undefined && newest !== undefined && sameState(newest, made)
}
