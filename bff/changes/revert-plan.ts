import { type Instant, epochMs } from '#shared/contract/instant.ts'
import type { ChangeEdit, ChangeRequest } from '#shared/features/changes/model.ts'
import type { Reason } from '#shared/features/changes/review.ts'
import { type Policy, type PolicyEdit, type PolicyRef, noBase, policyKey } from '#shared/mesh/policy.ts'
import { findChange } from './change-store.ts'
import type { CheckDeps } from './check.ts'
import { type Layer, layersOf } from './layers.ts'
import { contentOf, sameState } from './normal-form.ts'
import { readAndNote } from './outside.ts'
import { revisionOfChange, revisionsOf } from './revisions.ts'
import type { Changes } from './tables.ts'

type State = ChangeEdit['before']

/** What taking a change back comes to now. */
export interface RevertPlan {
  /** Writes that take it back, each on the base that stands there now; what was written last comes first. */
  edits: PolicyEdit[]
  /** Policies that others changed since: they are left as they are. */
  left: { ref: PolicyRef; why: Reason; theirs: Policy | undefined }[]
  /** Policies on which a later change stands that ends by itself: they are taken back with it. */
  covered: { ref: PolicyRef; why: Reason }[]
}

/**
 * Says what is to be written so that nothing of a change is left: three ways for each of its policies. What still says what the change
 * made of it goes back to what stood there before; what stands there already needs nothing; everything else belongs to somebody else by
 * now and stays.
 *
 * Where several changes stand on one policy, each ends what it made and nothing more, as if they lay on each other:
 * - The later one ends first: it gives back what the earlier one had made, and the earlier one's own end takes that back in its turn. The
 *   base has moved by then, but the content is the earlier one's again.
 * - The earlier one's end comes first: there is nothing of it to be seen, so it waits for the later one. When that ends, what the earlier
 *   one had made is over as well: the write goes back at once to what stood below both, and the earlier one is done with it.
 * - The later one has no end: somebody decided anew what the policy is, and the earlier one's end leaves it to them. To let a change last
 *   longer one therefore asks for the same again with another end; to keep it, without one.
 *
 * Notes what others wrote meanwhile. Throws `backend-*`.
 */
export async function planRevert(
  deps: CheckDeps,
  change: ChangeRequest,
  now: Instant,
  signal?: AbortSignal,
): Promise<RevertPlan> {
  const plan: RevertPlan = { edits: [], left: [], covered: [] }
  for (const { ref, state } of change.steps.toReversed()) {
    if (state !== 'written') continue
    const layers = await layersOf(deps.database, policyKey(ref))
    const place = layers.findIndex((layer) => layer.change === change.id)
    // Somebody took it back before.
    if (place < 0) continue
    const above = ownWork(layers.slice(place + 1))
    const [first] = above
    if (first && above.every(({ ends }) => ends !== undefined)) {
      plan.covered.push({ ref, why: coveredBy(ref, above) })
      continue
    }
    const made = await revisionOfChange(deps.database, ref, change.id)
    const there = await readAndNote(deps, ref, signal)
    const before = await below(deps.database, change, ref, ownWork(layers.slice(0, place)), now)
    if (contentOf(there?.native ?? []) === contentOf(before?.native ?? [])) continue
    if (first || !made || !isStill(there, made, before)) {
      plan.left.push({ ref, why: await whoMoved(deps.database, ref, first, now), theirs: there })
      continue
    }
    plan.edits.push({
      ref,
      spec: before?.spec ?? null,
      enabled: before?.enabled ?? false,
      base: there?.base ?? noBase,
    })
  }
  return plan
}

const ownWork = (layers: readonly Layer[]): Layer[] => layers.filter(({ gaveBack }) => !gaveBack)

/**
 * Whether a policy still says what a change made of it. A policy that the change created goes away as a whole, so it must hold nothing
 * that somebody added and the model does not know.
 */
function isStill(there: Policy | undefined, made: NonNullable<State>, before: State): boolean {
  if (contentOf(there?.native ?? []) === contentOf(made.native)) return true
  return there !== undefined && sameState(there, made) && (before !== null || there.understood === 'whole')
}

/** What stood below a change: what it found, or, where that was the work of changes that have ended meanwhile, what they had found. */
async function below(
  database: Changes,
  change: ChangeRequest,
  ref: PolicyRef,
  layers: readonly Layer[],
  now: Instant,
): Promise<State> {
  const found = change.edits.find((edit) => policyKey(edit.ref) === policyKey(ref))?.before ?? null
  const under = layers.at(-1)
  if (found === null || under?.ends === undefined || epochMs(under.ends) > epochMs(now)) return found
  const [made, maker] = await Promise.all([
    revisionOfChange(database, ref, under.change),
    findChange(database, under.change),
  ])
  if (!made || !maker || !sameState(found, made)) return found
  return below(database, maker, ref, layers.slice(0, -1), now)
}

const nameOf = ({ service, name }: PolicyRef) => ({ service, name })

function coveredBy(ref: PolicyRef, above: readonly Layer[]): Reason {
  const last = above.toSorted((one, other) => ((one.ends ?? '') < (other.ends ?? '') ? -1 : 1)).at(-1)
  return {
    code: 'revert-covered',
    params: { ...nameOf(ref), change: last?.change ?? '', at: last?.ends ?? '' },
  }
}

/** Who made a policy something else: a later change, or somebody outside. */
async function whoMoved(database: Changes, ref: PolicyRef, later: Layer | undefined, now: Instant): Promise<Reason> {
  if (later) {
    const author = (await findChange(database, later.change))?.author ?? ''
    return { code: 'revert-moved-by-change', params: { ...nameOf(ref), change: later.change, author } }
  }
  const [newest] = (await revisionsOf(database, ref, { limit: 1 })).revisions
  // Of a kind without a history it was seen just now.
  const at = newest?.origin === 'outside' ? newest.at : now
  return { code: 'revert-moved-outside', params: { ...nameOf(ref), at } }
}
