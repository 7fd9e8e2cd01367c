import type { Page } from '#shared/contract/page.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { ChangeRequest, ChangeState } from '#shared/features/changes/model.ts'
import { changeIndex } from '../../changes/change-index.ts'
import { findChange, findChanges } from '../../changes/change-store.ts'
import type { Changes } from '../../changes/tables.ts'
import { seesChange, seesPolicy } from '../../changes/permission.ts'
import { policyOfKey } from '../../changes/policy-key.ts'
import type { Actor } from '../../http/actor.ts'

/** What a list of changes may be cut by. */
export interface ChangeFilter {
  mesh?: string | undefined
  namespace?: string | undefined
  service?: string | undefined
  state?: ChangeState | undefined
  /** Number of the last change of the page before. */
  cursor?: string | undefined
  limit: number
}

/** Changes that an actor may see, newest first: those of which every policy is seen, so that none is shown in part. */
export async function listChanges(database: Changes, actor: Actor, filter: ChangeFilter): Promise<Page<ChangeRequest>> {
  const isSeen = seenBy(actor)
  const matching = (await changeIndex(database, filter.state)).filter(({ policies }) => {
    const refs = policies.map(policyOfKey)
    return refs.every(isSeen) && refs.some((ref) => isIn(ref, filter))
  })
  const begin = filter.cursor === undefined ? 0 : matching.findIndex(({ number }) => number < Number(filter.cursor))
  const page = begin < 0 ? [] : matching.slice(begin, begin + filter.limit)
  const last = page.at(-1)
  const hasMore = last !== undefined && matching.at(-1) !== last
  return {
    items: await findChanges(
      database,
      page.map(({ number }) => number),
    ),
    total: matching.length,
    ...(hasMore ? { next: String(last.number) } : {}),
  }
}

/** One change, as far as the actor sees all of its policies. Throws `not-found` for the rest, so that nobody learns of it. */
export async function seenChange(database: Changes, actor: Actor, id: string): Promise<ChangeRequest> {
  const change = await findChange(database, id)
  if (change && seesChange(actor, change)) return change
  throw new Problem('not-found', { params: { noun: 'change', id }, field: 'id' })
}

type Ref = ReturnType<typeof policyOfKey>

const seenBy = (actor: Actor) => (ref: Ref) => seesPolicy(actor.visibility('changes:read', ref.mesh), ref)

const isIn = (ref: Ref, { mesh, namespace, service }: ChangeFilter): boolean =>
  (mesh === undefined || ref.mesh === mesh) &&
  (namespace === undefined || ref.namespace === namespace) &&
  (service === undefined || ref.service === service)
