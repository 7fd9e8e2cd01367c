import type { Visibility } from '#shared/access/visibility.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Blind, CallHandling } from '#shared/features/call-handling/model.ts'
import type { CallEnd } from '#shared/features/calls/model.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import { type AskedCalls, wayOf } from '../../mesh/policies-on-way.ts'
import type { StoredCall } from '../../ports/call-records.ts'
import type { PolicyReader } from '../../ports/policy-target.ts'
import type { RegistrySnapshot } from '../../ports/registry.ts'
import { likelyRefusers } from './likely.ts'
import { recordedTraits } from './recorded-traits.ts'
import { type Asked, type HandledCall, stepOf } from './step.ts'

/**
 * Which policies handled a call, step by step of its way, from the revisions that were in force when it was made. Who reads what and which
 * instances there are is known of now alone. Throws `not-found` for a call that is not there or may not be seen.
 */
export async function handlingOf(
  asked: Asked,
  id: string,
  { visibility, signal }: { visibility: Visibility; signal: AbortSignal },
): Promise<CallHandling> {
  const { mesh, kinds } = asked
  const record = await mesh.calls.find(id, visibility, signal)
  if (!record) throw new Problem('not-found', { params: { noun: 'call', id }, field: 'id' })
  const [caller, callee] = [endOf(record.caller), endOf(record.callee)]
  const blind = { ...(caller.blind && { caller: caller.blind }), ...(callee.blind && { called: callee.blind }) }
  // Without the called service's name nothing can be told; without its namespace only what its own side does.
  if (record.callee.hidden) return { at: record.at, steps: [], blind }
  const calls: AskedCalls = {
    caller: caller.reader,
    callee: callee.reader ?? { namespace: '', service: record.callee.service },
  }
  const { value: registry } = await mesh.registry.snapshot()
  const call = handledCall(asked, { record, calls, registry })
  const way = wayOf(mesh, caller.reader, callee.reader).filter(({ kind }) => kinds.has(kind) && mesh.target(kind))
  const steps = await Promise.all(way.map((place) => stepOf(asked, call, place)))
  return { at: record.at, steps: likelyRefusers(steps, record), blind }
}

/** The data plane at an end of a call, or why nothing is known of it. */
function endOf(end: CallEnd | undefined): { reader?: PolicyReader; blind?: Blind } {
  if (!end) return { blind: 'outside' }
  const { namespace, service, version, hidden } = end
  if (hidden) return { blind: 'hidden' }
  return namespace === undefined ? { blind: 'unresolved' } : { reader: { namespace, service, version } }
}

function handledCall(
  { mesh, actor }: Asked,
  { record, calls, registry }: { record: StoredCall; calls: AskedCalls; registry: RegistrySnapshot },
): HandledCall {
  const { caller, callee } = calls
  const instancesOf = ({ namespace, service }: PolicyReader) =>
    registry.instances.get(serviceKey({ mesh: mesh.name, namespace, name: service })) ?? []
  const callerInstance = caller && instancesOf(caller).find((instance) => instance.id === record.caller?.instance)
  const mayUnmask = actor.may('calls:unmask', { mesh: mesh.name, namespace: callee.namespace, service: callee.service })
  return {
    record,
    calls,
    services: registry.services,
    traits: recordedTraits(record, { callerInstance, mayUnmask }),
    instances: instancesOf(callee),
  }
}
