import { type Instant, epochMs } from '#shared/contract/instant.ts'
import type { HandlingPolicy, HandlingStep, HeldRevision, RouteTaken } from '#shared/features/call-handling/model.ts'
import type { RecordedTraits } from '#shared/features/call-handling/recorded.ts'
import type { Revision } from '#shared/features/changes/model.ts'
import { isReady, type Instance } from '#shared/mesh/instance.ts'
import { type Semantics, modelSemantics } from '#shared/mesh/matching.ts'
import type { Service } from '#shared/mesh/service.ts'
import { type PolicyKinds, kindNamed } from '../../changes/kind.ts'
import { watchedSince } from '../../changes/sights.ts'
import type { Changes } from '../../changes/tables.ts'
import { targetOf } from '../../changes/target.ts'
import type { Actor } from '../../http/actor.ts'
import { type AskedCalls, type Place, everyVersion, judged } from '../../mesh/policies-on-way.ts'
import { sightOf, told } from '../../mesh/told-policies.ts'
import type { StoredCall } from '../../ports/call-records.ts'
import type { ConnectedMesh } from '../../ports/mesh.ts'
import { groupTaking } from './group-taking.ts'
import { policiesAt } from './policies-at.ts'
import { routeTaken } from './route-taken.ts'

/** Where handling is looked up, and for whom. */
export interface Asked {
  database: Changes
  kinds: PolicyKinds
  mesh: ConnectedMesh
  actor: Actor
}

/** A recorded call with what is known beside it. */
export interface HandledCall {
  record: StoredCall
  calls: AskedCalls
  /** As they are registered now. */
  services: readonly Service[]
  traits: RecordedTraits
  /** Of the called service, as they are registered now. */
  instances: readonly Instance[]
}

/** What one place of a call's way made of it, as far as the actor may read and see it. */
export async function stepOf(asked: Asked, call: HandledCall, place: Place): Promise<HandlingStep> {
  const { database, mesh, kinds, actor } = asked
  const { kind, side, reader } = place
  const target = targetOf(mesh, kindNamed(kinds, kind))
  const since = await watchedSince(database, mesh.name, kind)
  const isKnown = since !== undefined && isBy(since, call.record.at)
  const step = { kind, side, known: isKnown, ...(since && { watchedSince: since }) }
  const sees = sightOf(actor, kindNamed(kinds, kind), { mesh: mesh.name, place, callee: call.calls.callee.service })
  if (!sees) return { ...step, withheld: true, policies: [] }

  const { held, unseen } = await policiesAt(database, mesh.name, { place, calls: call.calls, at: call.record.at })
  const semantics = target.semanticsOf?.(reader) ?? modelSemantics
  const known = judged(held, target, everyVersion(reader, call.services)).map((policy): HandlingPolicy => {
    const revision = held.find(({ ref }) => ref.service === policy.ref.service && ref.name === policy.ref.name)
    const state = policy.state === 'in-force' ? groupTaking(policy, call.traits, semantics) : policy.state
    return { ...policy, state, ...(revision && { revision: shownRevision(revision, actor) }) }
  })
  // What came after the first look was not there at it: nothing is gained by naming it.
  const perhaps = unseen.filter(({ at }) => since === undefined || isBy(at, since))
  const unknown = perhaps.map(({ ref, at }): HandlingPolicy => ({ ref, state: 'unknown', firstSeen: at }))
  const { policies, withheld } = told([...known, ...unknown], sees)
  const route = kind === 'route-rules' ? routeIn(policies, { known: isKnown && !withheld, call, semantics }) : undefined
  return { ...step, withheld, policies, ...(route && { route }) }
}

/** The route that took the call by the rule that held; nothing where it is not known which one did, or whether any. */
function routeIn(
  policies: readonly HandlingPolicy[],
  { known, call, semantics }: { known: boolean; call: HandledCall; semantics: Semantics },
): RouteTaken | undefined {
  const holding = policies.find(({ state }) => state === 'in-force')
  if (!holding) return known ? { outcome: 'none', to: semantics.reserves ? 'everybody' : 'newest' } : undefined
  const instances = call.instances.map((instance) => ({ ...instance, ready: isReady(instance) }))
  return routeTaken(holding.spec, call.traits, { semantics, reached: { callee: call.record.callee, instances } })
}

function shownRevision({ ref, number, origin, change, author, at }: Revision, actor: Actor): HeldRevision {
  const { mesh, namespace, service } = ref
  const mayRead = actor.may('changes:read', { mesh, namespace, service })
  return { number, origin, at, ...(mayRead && change && { change }), ...(mayRead && author && { author }) }
}

const isBy = (instant: Instant, at: Instant): boolean => epochMs(instant) <= epochMs(at)
