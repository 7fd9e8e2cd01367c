import { wholeMesh } from '#shared/access/visibility.ts'
import { epochMs, type Instant, instantOf } from '#shared/contract/instant.ts'
import { burstOf } from '#shared/features/rate-limits/bucket.ts'
import { countedOf, decideAmong, isCountedAtCaller, keyOf } from '#shared/features/rate-limits/limits-in-force.ts'
import type { RateLimit } from '#shared/features/rate-limits/model.ts'
import { mesherSemantics, modelSemantics } from '#shared/mesh/matching.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Evidence } from '../../changes/kind.ts'
import { columnsRead } from '../../mesh/taken-calls.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { countingsOf } from './countings.ts'
import { takesBy } from './group-calls.ts'
import { limitsIn } from './limits-in-mesh.ts'
import type { ReplayBatch } from './replay.ts'

const columns = [
  'callerNamespace',
  'caller',
  'callerInstance',
  'calleeNamespace',
  'callee',
  'calleeInstance',
  'outcome',
] as const

/** Of the calls since a write at most so many are looked at, and at most of the last quarter of an hour. */
const mostCalls = 100_000
const longestMs = 900_000

/**
 * Holds the calls since `since` against a limit: only refused calls show it, and for a limit of 0 that none was let through. Calls that
 * stayed below the limit show nothing.
 */
export async function observeRefusals(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  spec: RateLimit,
  since: Instant,
  signal?: AbortSignal,
): Promise<Evidence> {
  const target = mesh.target('rate-limits')
  if (!target) return { shares: [] }
  const now = Date.now() + 1
  const window = { from: instantOf(Math.max(epochMs(since), now - longestMs)), to: instantOf(now) }
  const countings = countingsOf(target, ref)
  await countings.learn(
    ref.service === '*' ? [] : [isCountedAtCaller(ref) ? (callerIn(ref) ?? ref.service) : ref.service],
  )
  const counting = countings.of(callerIn(ref) ?? ref.service)
  const { value: policies } = await target.list()
  const decide = decideAmong(limitsIn(policies, ref.namespace), ref)
  const semantics = counting === 'token-bucket' ? mesherSemantics : modelSemantics
  const takes = spec.match ? takesBy({ before: undefined, after: spec.match }, semantics) : undefined

  const { batches } = await mesh.calls.scan(
    {
      filter: { namespace: [ref.namespace], ...(ref.service === '*' ? {} : { callee: [ref.service] }) },
      window,
      maxRows: mostCalls,
    },
    {
      texts: [...columns, ...columnsRead(spec.match ? [spec.match] : [])],
      numbers: ['attempt'],
      order: 'oldest-first',
    },
    wholeMesh(mesh.name),
    signal,
  )
  const seen = { passed: 0, refused: 0, perPeriod: new Map<string, number>() }
  for await (const batch of batches) {
    for (let row = 0; row < batch.rows; row += 1) {
      const call = callIn(batch, row)
      if (isCountedAtCaller(ref) ? call.callerNamespace !== ref.namespace : call.calleeNamespace !== ref.namespace)
        continue
      const deciding = decide(call.caller, call.callee ?? '')
      if (!deciding || keyOf(deciding.ref) !== keyOf(ref)) continue
      if (takes && takes(batch, row)?.after !== true) continue
      note(seen, call, isCountedAtCaller(ref), batch.at[row] ?? 0, spec.per)
    }
  }
  const why = verdict(seen, spec, burstOf(countedOf(spec), counting))
  return { shares: [], ...(why ? { why } : {}) }
}

const callerIn = ({ name }: PolicyRef): string | undefined => /^caller:(.+)$/.exec(name)?.[1]

interface Seen {
  passed: number
  refused: number
  /** Calls that a sidecar let through in one period of the limit. */
  perPeriod: Map<string, number>
}

type Call = Partial<Record<(typeof columns)[number], string>>

function callIn(
  { texts }: { texts: Partial<Record<(typeof columns)[number], NonNullable<ReplayBatch['texts']['caller']>>> },
  row: number,
): Call {
  const call: Call = {}
  for (const column of columns) {
    const found = texts[column]
    const value = found?.values[found.codes[row] ?? 0]
    if (typeof value === 'string') call[column] = value
  }
  return call
}

/** What a proxy refuses before it sends reached nobody; what the called side refuses, its instance. */
function note(seen: Seen, call: Call, isAtCaller: boolean, at: number, per: number): void {
  const sidecar = isAtCaller ? call.callerInstance : call.calleeInstance
  if (call.outcome === 'limited') {
    const isHere = isAtCaller === (call.calleeInstance === undefined)
    if (isHere) seen.refused += 1
    return
  }
  if (sidecar === undefined || call.outcome === 'no-instance') return
  seen.passed += 1
  const period = `${sidecar} ${Math.floor(at / 1_000_000 / per)}`
  seen.perPeriod.set(period, (seen.perPeriod.get(period) ?? 0) + 1)
}

function verdict({ passed, refused, perPeriod }: Seen, { limit }: RateLimit, burst: number): Evidence['why'] {
  if (passed + refused === 0) return { code: 'proof-no-calls', params: {} }
  if (limit === 0) return passed === 0 ? undefined : { code: 'proof-still-passing', params: { count: passed } }
  // A period of the clock may hold what was left of the bucket and all that came in.
  const over = [...perPeriod].find(([, calls]) => calls > limit + burst)
  if (over) return { code: 'proof-over-limit', params: { instance: over[0].split(' ')[0] ?? '', count: over[1] } }
  return refused > 0 ? undefined : { code: 'proof-none-refused', params: { count: passed } }
}
