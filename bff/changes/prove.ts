import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import type { ChangeRequest, Proof } from '#shared/features/changes/model.ts'
import type { ProofLevel } from '#shared/mesh/capability.ts'
import type { Meshes } from '../ports/mesh.ts'
import type { PolicyKinds } from './kind.ts'
import { stableJson } from './normal-form.ts'
import { readAndNote } from './outside.ts'
import { type EditProof, proveEdit } from './prove-edit.ts'
import { newestRevision } from './revisions.ts'
import type { Changes } from './tables.ts'

export interface ProveDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

const ranks: Record<ProofLevel, number> = { none: 0, stored: 1, live: 2, observed: 3 }

/**
 * Reads the mesh, its instances and its calls, and says how far an applied request is proven: the lowest level over its policies.
 * A request that was replaced since keeps the proof of its own time. A silent source leaves the level and says why.
 */
export async function prove(
  deps: ProveDeps,
  change: ChangeRequest,
  signal?: AbortSignal,
): Promise<{ proof: Proof; settled: boolean }> {
  const at = instantOf(Date.now())
  try {
    if (await isReplaced(deps, change, signal)) {
      return { proof: { ...change.proof, why: { code: 'proof-superseded', params: {} }, at }, settled: true }
    }
    const edits = await Promise.all(change.edits.map((edit) => proveEdit(deps, change, edit, signal)))
    return summary(change, edits, at)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, params } = reportOf(error)
    return { proof: { ...change.proof, why: { code, params }, at }, settled: false }
  }
}

/** Whether a policy of the request has another content by now, made here or outside. */
async function isReplaced(deps: ProveDeps, change: ChangeRequest, signal?: AbortSignal): Promise<boolean> {
  for (const { ref } of change.edits) {
    await readAndNote(deps, ref, signal)
    const newest = await newestRevision(deps.database, ref)
    if (newest?.change !== change.id) return true
  }
  return false
}

function summary(change: ChangeRequest, edits: readonly EditProof[], at: Instant): { proof: Proof; settled: boolean } {
  const lowest = edits.toSorted((one, other) => ranks[one.level] - ranks[other.level])[0]
  if (!lowest) throw new Error(`${change.id} has no edits`)
  const within = Math.max(...edits.map((edit) => edit.withinSeconds ?? Number.NaN))
  const read = edits.filter(({ instances }) => instances.some(({ state }) => state !== 'unread'))
  const isLive = read.length > 0 && read.every(({ level }) => ranks[level] >= ranks.live)
  const liveSince = isLive ? (change.proof.liveSince ?? at) : undefined
  return {
    proof: {
      level: lowest.level,
      instances: edits.flatMap((edit) => edit.instances),
      ...(change.appliedAt === undefined || Number.isNaN(within)
        ? {}
        : { expectedBy: instantOf(epochMs(change.appliedAt) + within * 1000) }),
      ...(liveSince === undefined ? {} : { liveSince }),
      shares: edits.flatMap((edit) => edit.shares),
      ...(lowest.why === undefined ? {} : { why: lowest.why }),
      at,
    },
    settled: edits.every((edit) => edit.settled),
  }
}

/** What a reader would notice of a proof; equal texts are no news. */
export const gistOf = ({ level, instances, shares, why }: Proof): string =>
  stableJson([level, instances.map(({ instance, state }) => [instance, state]), shares, why ?? null])
