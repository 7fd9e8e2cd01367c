import { wholeMesh } from '#shared/access/visibility.ts'
import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import type { WantedStatus } from '#shared/features/instance-status/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Evidence } from '../../changes/kind.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'

/** Milliseconds that are looked at: a few calls of the first moments must not count for good. */
const windowMs = 60_000
/** Calls of the service without which it says nothing that none reached the instance. */
const minimumCalls = 20
const sampleSize = 100_000
/** Instances that are told apart. */
const maxGroups = 1000

/** Whether calls go where the status says: none to an instance that is out, some to one that is back. */
export async function observeStatus(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  { status }: WantedStatus,
  since: Instant,
  signal?: AbortSignal,
): Promise<Evidence> {
  const now = Date.now()
  const window = { from: instantOf(Math.max(epochMs(since), now - windowMs)), to: instantOf(now + 1) }
  const selection = { filter: { callee: [ref.service] }, window, maxRows: sampleSize, maxGroups }
  const { groups } = await mesh.calls.groups(
    selection,
    ['calleeNamespace', 'calleeInstance'],
    wholeMesh(mesh.name),
    signal,
  )
  const ofService = groups.filter(({ key }) => key.calleeNamespace === ref.namespace)
  const total = ofService.reduce((sum, { calls }) => sum + calls, 0)
  const own = ofService.find(({ key }) => key.calleeInstance === ref.name)?.calls ?? 0
  if (status === 'up') return own > 0 ? { shares: [] } : { shares: [], why: why('proof-not-called-yet') }
  if (own > 0) return { shares: [], why: why('proof-still-called', { count: own }) }
  return total < minimumCalls ? { shares: [], why: why('proof-few-moved', { count: total }) } : { shares: [] }
}

const why = (code: string, params: Record<string, number> = {}): NonNullable<Evidence['why']> => ({ code, params })
