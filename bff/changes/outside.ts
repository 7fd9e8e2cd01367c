import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Policy, PolicyRef } from '#shared/mesh/policy.ts'
import type { Meshes } from '../ports/mesh.ts'
import { type PolicyKinds, kindNamed } from './kind.ts'
import { contentOf, stableJson } from './normal-form.ts'
import { type Seen, keepRevision, newestRevision, revisionsOf } from './revisions.ts'
import { madeBeside } from './shared-documents.ts'
import type { Changes } from './tables.ts'
import { tellDrift } from './tell-outside.ts'
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
  // An instance's status, say, is nobody's wish that had a history.
  if (kindNamed(deps.kinds, ref.kind).tracked === false) return policy
  await database.transaction().execute((transaction) => noteOutside(transaction, { ref, policy }, sight))
  return policy
}

/**
 * Keeps a state that differs from the newest revision and that no change of this policy made. A policy that was never there is no state.
 * Where a change of ours made it so by writing a document that another policy shares, the state is that change's, and only told where it
 * says something else; otherwise it was made outside. `overtaken`: the reading says nothing, for we write or have written since it began.
 * Within a transaction, so that two readers keep a state once.
 */
export async function noteOutside(
  transaction: Changes,
  seen: Seen,
  sight: Sight,
): Promise<'kept' | 'nothing new' | 'overtaken'> {
  const { ref, policy } = seen
  const newest = await newestRevision(transaction, ref)
  if (!newest && !policy) return 'nothing new'
  if ((newest?.number ?? 0) !== sight.number) return 'overtaken'
  if (await isWrittenSince(transaction, ref, sight.at)) return 'overtaken'
  const content = contentOf(policy?.native ?? [])
  if (newest?.content === content) return 'nothing new'
  const made = await madeBeside(transaction, seen)
  if (made && (await saysTheSame(transaction, seen))) return 'nothing new'
  await keepRevision(transaction, seen, made ?? 'outside')
  if (!made) await tellDrift(transaction, ref, { number: sight.number + 1, content })
  return 'kept'
}

async function saysTheSame(database: Changes, { ref, policy }: Seen): Promise<boolean> {
  const [newest] = (await revisionsOf(database, ref, { limit: 1 })).revisions
  // A deleted policy says nothing, and neither did one that was never there.
  if (!newest || !policy) return (newest?.native ?? []).length === 0 && !policy
  return newest.enabled === policy.enabled && stableJson(newest.spec) === stableJson(policy.spec)
}

/**
 * Whether a write of ours is under way, or one that was came to an end since, to this policy or one that may share documents with it:
 * whoever makes it records it.
 */
async function isWrittenSince(database: Changes, { mesh, namespace }: PolicyRef, since: Instant): Promise<boolean> {
  const begin = `${mesh}/${namespace}`
  const step = await database
    .selectFrom('change_step')
    .select('position')
    // All keys that begin so and with a slash: the next character is the nought.
    .where('policy', '>=', `${begin}/`)
    .where('policy', '<', `${begin}0`)
    .where((row) => row.or([row('state', '=', 'writing'), row('at', '>=', since)]))
    .executeTakeFirst()
  return step !== undefined
}
