import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import type { ChangeEdit, ChangeRequest, InstanceProof, Proof } from '#shared/features/changes/model.ts'
import type { ProofLevel } from '#shared/mesh/capability.ts'
import { type ConnectedMesh, type Meshes, meshNamed } from '../ports/mesh.ts'
import type { Held } from '../ports/policy-target.ts'
import { type Evidence, type PolicyKinds, kindNamed } from './kind.ts'
import { targetOf } from './target.ts'

type Why = NonNullable<Proof['why']>

/** How far one policy of a request is proven. `settled`: nothing that may still come would prove more or show its shares better. */
export interface EditProof {
  level: ProofLevel
  instances: InstanceProof[]
  shares: Proof['shares']
  why?: Why
  withinSeconds?: number
  settled: boolean
}

/** Seconds beyond a mesh's own interval after which a straggler is told as one; where the interval is not known, those until it is due. */
const graceSeconds = 30

/** Shares are read again until a rule has been live for so many milliseconds: a few calls prove a share, more of them show it. */
const settlingMs = 5 * 60_000

/** Asks the instances that read a policy, and then the calls that it governs. */
export async function proveEdit(
  deps: { meshes: Meshes; kinds: PolicyKinds },
  change: ChangeRequest,
  edit: ChangeEdit,
  signal?: AbortSignal,
): Promise<EditProof> {
  const mesh = meshNamed(deps.meshes, change.mesh)
  const target = targetOf(mesh, kindNamed(deps.kinds, edit.ref.kind))
  const held = await target.proof({ ref: edit.ref, native: edit.after?.native ?? [] }, signal)
  const reach = reachOf(held, change.appliedAt)
  const observe = observerOf(deps.kinds, mesh, edit, signal)
  if (reach.level === 'live') return proveLive(reach, edit, change.proof.liveSince ?? instantOf(Date.now()), observe)
  const areUnread = held.instances.length > 0 && held.instances.every(({ state }) => state === 'unread')
  return areUnread ? proveUnread(reach, change.appliedAt, observe) : reach
}

/** How the calls since a time are held against what an edit wrote; undefined where no call can show it. */
type Observer = ((since: Instant) => Promise<Evidence>) | undefined

function observerOf(
  kinds: PolicyKinds,
  mesh: ConnectedMesh,
  { ref, after }: ChangeEdit,
  signal?: AbortSignal,
): Observer {
  const definition = kindNamed(kinds, ref.kind)
  if (!after?.enabled || !definition.observe) return undefined
  // What was found in a mesh once may be more than a person may draft, and more than can be held against calls.
  const drafted = definition.draft.safeParse(after.spec)
  return drafted.success ? (since) => observed(definition.observe?.(mesh, ref, drafted.data, since, signal)) : undefined
}

const observed = async (evidence: Promise<Evidence> | undefined): Promise<Evidence> =>
  (await evidence) ?? { shares: [] }

async function proveLive(
  live: EditProof,
  { after }: ChangeEdit,
  since: Instant,
  observe: Observer,
): Promise<EditProof> {
  if (after && !after.enabled) return { ...live, why: { code: 'proof-disabled', params: {} }, settled: true }
  if (!observe) return { ...live, settled: true }
  const { shares, why } = await observe(since)
  return why
    ? { ...live, shares, why }
    : { ...live, level: 'observed', shares, settled: Date.now() - epochMs(since) >= settlingMs }
}

/**
 * Where no instance can be asked, the time by which all of them should have it is the next best thing; from then on the calls may show
 * it all the same. Without calls that could, there is nothing left to wait for.
 */
async function proveUnread(stored: EditProof, appliedAt: Instant | undefined, observe: Observer): Promise<EditProof> {
  if (appliedAt === undefined) return stored
  const count = stored.instances.length
  const since = instantOf(epochMs(appliedAt) + (stored.withinSeconds ?? graceSeconds) * 1000)
  if (epochMs(since) > Date.now()) return stored
  const expected: EditProof =
    stored.withinSeconds === undefined
      ? stored
      : { ...stored, why: { code: 'proof-expected', params: { count, at: since } } }
  if (!observe) return { ...expected, settled: true }
  const { shares, why } = await observe(since)
  // Until calls came, that it should be live says more than that none did.
  if (why) return { ...expected, shares, ...(why.code === 'proof-no-calls' ? {} : { why }) }
  return {
    ...stored,
    level: 'observed',
    shares,
    why: { code: 'proof-observed-unread', params: { count } },
    settled: Date.now() - epochMs(since) >= settlingMs,
  }
}

/** N of M: instances that cannot be asked are told apart and never counted as live. */
function reachOf(held: Held, appliedAt: Instant | undefined): EditProof {
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
