import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import type { ChangeEdit, ChangeRequest, InstanceProof, Proof } from '#shared/features/changes/model.ts'
import type { ProofLevel } from '#shared/mesh/capability.ts'
import { type Meshes, meshNamed } from '../ports/mesh.ts'
import type { Held } from '../ports/policy-target.ts'
import type { Changes } from './tables.ts'
import { readAndNote } from './outside.ts'
import { targetOf } from './target.ts'
import { type Evidence, type PolicyKinds, kindNamed } from './kind.ts'
import { stableJson } from './normal-form.ts'
import { newestRevision } from './revisions.ts'

export interface ProveDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
}

type Why = NonNullable<Proof['why']>

/** How far one policy of a request is proven. `settled`: nothing that may still come would prove more or show its shares better. */
interface EditProof {
  level: ProofLevel
  instances: InstanceProof[]
  shares: Proof['shares']
  why?: Why
  withinSeconds?: number
  settled: boolean
}

/** Seconds beyond a mesh's own interval after which a straggler is told as one. */
const graceSeconds = 30

/** Shares are read again until a rule has been live for so many milliseconds: a few calls prove a share, more of them show it. */
const settlingMs = 5 * 60_000

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

async function proveEdit(
  deps: ProveDeps,
  change: ChangeRequest,
  edit: ChangeEdit,
  signal?: AbortSignal,
): Promise<EditProof> {
  const mesh = meshNamed(deps.meshes, change.mesh)
  const definition = kindNamed(deps.kinds, edit.ref.kind)
  const held = await targetOf(mesh, definition).proof({ ref: edit.ref, native: edit.after?.native ?? [] }, signal)
  const live = proveLive(held, change.appliedAt)
  if (live.level !== 'live') return live
  if (!edit.after || !definition.observe) return { ...live, settled: true }
  if (!edit.after.enabled) return { ...live, why: { code: 'proof-disabled', params: {} }, settled: true }

  const since = change.proof.liveSince ?? instantOf(Date.now())
  const evidence = await definition.observe(mesh, edit.ref, edit.after.spec, since, signal)
  return withEvidence(live, evidence, Date.now() - epochMs(since) >= settlingMs)
}

/** N of M: instances that cannot be asked are told apart and never counted as live. */
function proveLive(held: Held, appliedAt: Instant | undefined): EditProof {
  const readable = held.instances.filter((instance) => instance.state !== 'unread')
  const [holds, total] = [readable.filter((instance) => instance.state === 'holds').length, readable.length]
  const common = {
    instances: held.instances,
    shares: [],
    ...(held.withinSeconds === undefined ? {} : { withinSeconds: held.withinSeconds }),
    settled: false,
  }
  const stored = (code: string, params: Why['params']): EditProof => ({
    ...common,
    level: 'stored',
    why: { code, params },
  })
  if (held.instances.length === 0) return stored('proof-no-readers', {})
  if (total === 0) return stored('proof-unreadable', { count: held.instances.length })
  if (holds === total) return { ...common, level: 'live' }

  const seconds = appliedAt === undefined ? 0 : Math.round((Date.now() - epochMs(appliedAt)) / 1000)
  const isLate = seconds > (held.withinSeconds ?? 0) + graceSeconds
  return isLate ? stored('proof-deadline', { holds, total, seconds }) : stored('proof-stragglers', { holds, total })
}

const withEvidence = (live: EditProof, { shares, why }: Evidence, isLongLive: boolean): EditProof => ({
  ...live,
  level: why ? 'live' : 'observed',
  shares,
  ...(why ? { why } : {}),
  settled: why === undefined && isLongLive,
})

function summary(change: ChangeRequest, edits: readonly EditProof[], at: Instant): { proof: Proof; settled: boolean } {
  const lowest = edits.toSorted((one, other) => ranks[one.level] - ranks[other.level])[0]
  if (!lowest) throw new Error(`${change.id} has no edits`)
  const within = Math.max(...edits.map((edit) => edit.withinSeconds ?? Number.NaN))
  const liveSince = ranks[lowest.level] >= ranks.live ? (change.proof.liveSince ?? at) : undefined
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
