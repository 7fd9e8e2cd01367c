import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import type { ReviewNeed } from '#shared/features/changes/review.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Actor } from '../../http/actor.ts'
import type { PolicyKinds } from '../kind.ts'
import { demandAt, demandWriting } from '../permission.ts'
import { type By, type ChangeEvent, after, transitions } from '../state.ts'

/** Somebody who wants something of a request. */
interface Asking {
  kinds: PolicyKinds
  actor: Actor
  change: ChangeRequest
  event: ChangeEvent
  /** The author's name where that account may no longer sign in; see `goneAuthorOf`. */
  gone?: string | undefined
}

/**
 * What keeps a person from causing an event: the request's state, or that the person is none of those who may; undefined where nothing
 * does. The only place where the `by` of the table is asked.
 */
export function obstacleTo(asking: Asking): Problem | undefined {
  const { change, event } = asking
  const { id, state } = change
  if (after(state, event) === undefined) return new Problem('act-not-now', { params: { id, state } })
  const obstacles = transitions[event].by.map((by: By) => obstacleAs[by](asking))
  if (obstacles.includes(undefined)) {
    return endings.has(event) && isHalfWritten(change) ? new Problem('continue-first', { params: { id } }) : undefined
  }
  // That somebody else is the author helps nobody who could be something else.
  return obstacles.find((obstacle) => obstacle?.code !== 'author-only') ?? obstacles[0]
}

/** Events after which nothing is written of a request any more. */
const endings: ReadonlySet<ChangeEvent> = new Set(['undo', 'leave', 'withdraw'])

/** Only who goes on with half a policy knows its other half: it is written whole before it is taken back or left. */
const isHalfWritten = ({ steps }: ChangeRequest): boolean =>
  steps.some(({ problem }) => problem?.code === 'half-written')

/** Throws what keeps a person from causing an event. */
export function demandEvent(asking: Asking): void {
  const obstacle = obstacleTo(asking)
  if (obstacle) throw obstacle
}

const obstacleAs: Record<By, (asking: Asking) => Problem | undefined> = {
  author: ({ actor, change }) => (actor.name === change.author ? undefined : authorOnly(change)),
  'stand-in': (asking) =>
    asking.gone === asking.change.author ? obstacleAs.writer(asking) : authorOnly(asking.change),
  writer: obstacleToWrite,
  reviewer: ({ actor, change, event }) =>
    obstacleToReview(actor, change) ?? (event === 'approve' ? approvedBefore(actor, change) : undefined),
  'break-glass holder': ({ actor, change, event }) => {
    // Whoever broke the glass goes on with what they took upon themselves; a mere holder has no part in it.
    if (event !== 'break-glass' && change.breakGlass?.by !== actor.name) return authorOnly(change)
    return thrownBy(() => demandAll(actor, 'changes:break-glass', refsOf(change)))
  },
  engine: ({ change: { id, state } }) => new Problem('act-not-now', { params: { id, state } }),
}

/** Why somebody may not write all policies of a request; undefined where they may. */
export function obstacleToWrite({ kinds, actor, change }: Omit<Asking, 'event'>): Problem | undefined {
  return thrownBy(() => demandWriting(actor, kinds, refsOf(change)))
}

/** Why somebody may not review a request: they contributed, or hold no role that it asks for; undefined where they may. */
export function obstacleToReview(actor: Actor, change: ChangeRequest): Problem | undefined {
  const { id, contributors, needs } = change
  if (contributors.includes(actor.name)) return new Problem('own-change', { params: { id } })
  if (countsFor(actor, change).length > 0) return undefined
  const [first] = needs
  const missing = thrownBy(() => demandAll(actor, 'changes:approve', first ? refsIn(change, first) : refsOf(change)))
  if (missing || !first) return missing
  return new Problem('reviewer-role-missing', { params: { id, environment: first.environment, role: first.role } })
}

/** The environments for whose needs an actor's approval counts: where the role that is asked for may approve all of their policies. */
export const countsFor = (actor: Actor, change: ChangeRequest): string[] =>
  change.needs.filter((need) => meets(actor, change, need)).map(({ environment }) => environment)

const meets = (actor: Actor, change: ChangeRequest, need: ReviewNeed): boolean =>
  refsIn(change, need).every(({ mesh, namespace, service }) =>
    actor.may('changes:approve', { mesh, namespace, service }, need.role === 'any' ? undefined : need.role),
  )

function approvedBefore({ name }: Actor, { id, round, reviews }: ChangeRequest): Problem | undefined {
  const before = reviews.some((review) => review.by === name && review.round === round && review.verdict === 'approve')
  return before ? new Problem('approved-before', { params: { id } }) : undefined
}

const authorOnly = ({ id, author }: ChangeRequest) => new Problem('author-only', { params: { id, author } })

const demandAll = (actor: Actor, permission: 'changes:approve' | 'changes:break-glass', refs: readonly PolicyRef[]) =>
  refs.forEach((ref) => demandAt(actor, permission, ref))

const refsOf = ({ edits }: ChangeRequest): PolicyRef[] => edits.map(({ ref }) => ref)

const refsIn = (change: ChangeRequest, { namespaces }: ReviewNeed): PolicyRef[] =>
  refsOf(change).filter(({ namespace }) => namespaces.includes(namespace))

function thrownBy(act: () => void): Problem | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}
