import type { ChangeRequest, ChangeState, InstanceProof, Proof } from '#shared/features/changes/model.ts'
import type { Cell } from '../../ui/Cells.tsx'
import type { Status } from '../../ui/StatusGlyph.tsx'

/** The instances that could be read, as cells: only these are N of M. */
export const cellsOf = (proof: Proof): Cell[] =>
  proof.instances
    .filter((instance) => instance.state !== 'unread')
    .map((instance) => ({ name: nameOf(instance), state: instance.state === 'holds' ? 'live' : 'waiting' }))

export const stragglersOf = (proof: Proof): InstanceProof[] =>
  proof.instances.filter((instance) => instance.state === 'older')

export const unreadOf = (proof: Proof): InstanceProof[] =>
  proof.instances.filter((instance) => instance.state === 'unread')

/** What people call an instance: its service and version, and its own id. */
export const nameOf = ({ service, version, instance }: InstanceProof): string => `${service} ${version} ${instance}`

/** Calls that were seen since it is live: each destination of a route names the calls of the whole route. */
export const observedCalls = (proof: Proof): number =>
  new Map(proof.shares.map(({ route, calls }) => [route, calls])).values().reduce((sum, calls) => sum + calls, 0)

const resting: Record<Exclude<ChangeState, 'applied'>, Status> = {
  draft: 'idle',
  in_review: 'waiting',
  changes_requested: 'degraded',
  approved: 'waiting',
  rejected: 'idle',
  withdrawn: 'idle',
  scheduled: 'waiting',
  suspended: 'paused',
  applying: 'applying',
  partially_applied: 'degraded',
  failed: 'failing',
  reverting: 'applying',
  reverted: 'idle',
}

/** Whether a later change has taken its place, so that nothing more is to be proven of it. */
export const isReplaced = ({ why }: Proof): boolean => why?.code === 'proof-superseded'

/** The sign of a change: one that is written is well only when it is proven. */
export function statusOf({ state, proof }: ChangeRequest): Status {
  if (state !== 'applied') return resting[state]
  if (proof.level === 'live' || proof.level === 'observed') return 'ok'
  if (isReplaced(proof)) return 'idle'
  return stragglersOf(proof).length > 0 ? 'applying' : 'unknown'
}
