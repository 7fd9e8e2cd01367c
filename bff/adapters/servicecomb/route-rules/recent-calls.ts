import { wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import { coveredSeconds, rateOf } from '#shared/contract/reading.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { CallRecords } from '../../../ports/call-records.ts'
import type { RecentCalls } from './check.ts'
import { callerOf } from '../scopes.ts'

const windowSeconds = 300
const sampleSize = 500

/** The newest calls of the last five minutes, for a mesh whose source records every call; otherwise nothing is known. */
export function recentCallsFrom(calls: CallRecords, sampling: 'all' | 'one-in-n' | 'unknown'): RecentCalls {
  return async (service, scope, signal) => {
    if (sampling !== 'all') return undefined
    const now = Date.now()
    const window = { from: instantOf(now - windowSeconds * 1000), to: instantOf(now) }
    const page = await calls
      .search({ callee: [service.name] }, window, { limit: sampleSize }, wholeMesh(service.mesh), signal)
      // A record store that is silent leaves the figure out; its own stamp says so elsewhere.
      .catch(() => undefined)
    if (!page || page.items.length === 0) return undefined
    const fitting = page.items.filter((record) => isByReader(record, service.namespace, scope))
    if (fitting.length === 0) return undefined
    return {
      calls: fitting.map(({ headers, caller }) => ({ headers, caller: caller?.service })),
      perSecond: rateOf(page.total, coveredSeconds(window, [page.stamp])) * (fitting.length / page.items.length),
    }
  }
}

/** Whether a call was made by one who reads the scope's documents. */
function isByReader({ caller, callee }: CallRecord, namespace: string, scope: string): boolean {
  if (callee.namespace !== undefined && callee.namespace !== namespace) return false
  // Calls from outside pass no caller's proxy, so no rule is asked for them.
  if (!caller || (caller.namespace !== undefined && caller.namespace !== namespace)) return false
  const only = callerOf(scope)
  return !only || (caller.service === only.service && (only.version === undefined || caller.version === only.version))
}
