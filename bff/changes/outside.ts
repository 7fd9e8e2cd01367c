import { type Instant, instantOf } from '#shared/contract/instant.ts'
import { type Policy, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { Meshes } from '../ports/mesh.ts'
import type { PolicyKinds } from './kind.ts'
import { contentOf } from './normal-form.ts'
import { type Seen, keepRevision, newestRevision } from './revisions.ts'
import type { Changes } from './tables.ts'
import { readPolicy } from './target.ts'

/**
 * What was known of a policy before it was read: the number of its newest revision, 0 where there was none. Without it a reading that
 * was overtaken by a write of ours would pass for somebody else's work.
 */
export interface Sight {
  number: number
  at: Instant
}

/** A policy as it stands in the mesh now; where others made it so, that is kept as a revision. Throws `backend-*`. */
export async function readAndNote(
  deps: { database: Changes; meshes: Meshes; kinds: PolicyKinds },
  ref: PolicyRef,
  signal?: AbortSignal,
): Promise<Policy | undefined> {
  const { database } = deps
  const sight = { at: instantOf(Date.now()), number: (await newestRevision(database, ref))?.number ?? 0 }
  const policy = await readPolicy(deps, ref, signal)
  await database.transaction().execute((transaction) => noteOutside(transaction, { ref, policy }, sight))
  return policy
}

/**
 * Keeps a state that nobody made here: one that differs from the newest revision. A policy that was never there is no state, and a
 * reading while we write says nothing. True when there was something new. Within a transaction, so that two readers keep a state once.
 */
export async function noteOutside(transaction: Changes, seen: Seen, sight: Sight): Promise<boolean> {
  const { ref, policy } = seen
  const newest = await newestRevision(transaction, ref)
  if (!newest && !policy) return false
  if ((newest?.number ?? 0) !== sight.number) return false
  if (await isWrittenSince(transaction, ref, sight.at)) return false
  if (newest?.content === contentOf(policy?.native ?? [])) return false
  await keepRevision(transaction, seen, 'outside')
  return true
}

/** Whether a write of ours is under way, or one that was came to an end since: whoever makes it records it. */
async function isWrittenSince(database: Changes, ref: PolicyRef, since: Instant): Promise<boolean> {
  const step = await database
    .selectFrom('change_step')
    .select('position')
    .where('policy', '=', policyKey(ref))
    .where((row) => row.or([row('state', '=', 'writing'), row('at', '>=', since)]))
    .executeTakeFirst()
  return step !== undefined
}
