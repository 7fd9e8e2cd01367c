import { wholeMesh } from '#shared/access/visibility.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallRecord } from '#shared/features/calls/model.ts'
import type { RoutedCall } from '#shared/mesh/matching.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'

const pageSize = 500
/** At most so many calls are looked at, the newest ones. */
const sampleSize = 2000

/** Recorded calls that a rule decided: made by a proxy in the readers' namespace, to the service that the rule is about. */
export async function routedCalls(
  mesh: ConnectedMesh,
  ref: PolicyRef,
  window: Window,
  signal?: AbortSignal,
): Promise<CallRecord[]> {
  const found: CallRecord[] = []
  let cursor: string | undefined
  do {
    const page = await mesh.calls.search(
      { callee: [ref.service] },
      window,
      { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      wholeMesh(mesh.name),
      signal,
    )
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined && found.length < sampleSize)
  return found.filter(readBy(ref))
}

/** Whether a call's caller reads the policy. A call from outside passes no proxy that could route it. */
function readBy({ namespace, name }: PolicyRef): (record: CallRecord) => boolean {
  const [, service, version] = /^caller:([^@]+)(?:@(.+))?$/.exec(name) ?? []
  return ({ caller }) =>
    caller?.namespace === namespace &&
    (service === undefined || caller.service === service) &&
    (version === undefined || caller.version === version)
}

/** A record as the route engine reads it. */
export function asRouted({ headers, method, url, caller }: CallRecord): RoutedCall {
  const { pathname, searchParams } = new URL(url, 'http://callee')
  return { headers, method, path: pathname, query: Object.fromEntries(searchParams), caller: caller?.service }
}
