import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import { type Freeze, type FreezeDraft, type FreezeUpdate, freezeState } from '#shared/features/freezes/model.ts'
import { type Act, hashOf, record } from '../../audit/audit.ts'
import { type Actor, demand } from '../../http/actor.ts'
import type { Database } from '../../store/database.ts'
import { freezesIn } from './store.ts'

export interface FreezeDeps {
  readonly database: Database
  /** Whether there is an environment of that name, as a transaction sees it. */
  readonly hasEnvironment: (database: Database, name: string) => Promise<boolean>
  /** Tells browsers and copies of the console that the freezes have changed. */
  readonly publish: () => Promise<void>
}

/** Freezes an environment. Throws `not-permitted`, `not-found`, `invalid-input`. */
export async function createFreeze(deps: FreezeDeps, draft: FreezeDraft, actor: Actor): Promise<Freeze> {
  demand(actor, 'freezes:write', wholeOf(draft.environment))
  const now = instantOf(Date.now())
  refusePassed(draft.to, now)
  const made = await deps.database.transaction().execute(async (transaction) => {
    if (!(await deps.hasEnvironment(transaction, draft.environment)))
      throw new Problem('not-found', { params: { noun: 'environment', id: draft.environment }, field: 'environment' })
    const freeze = await freezesIn(transaction).add({ ...draft, createdBy: actor.name, createdAt: now, revision: 1 })
    await record(transaction, act('freeze-created', actor, freeze))
    return freeze
  })
  await deps.publish()
  return made
}

/** Sets window, reason and exceptions. Throws `not-permitted`, `not-found`, `freeze-not-open`, `conflict`, `invalid-input`. */
export async function updateFreeze(
  deps: FreezeDeps,
  id: string,
  { revision, ...update }: FreezeUpdate,
  actor: Actor,
): Promise<Freeze> {
  const before = await openFreeze(deps, id)
  demand(actor, 'freezes:write', wholeOf(before.environment))
  refusePassed(update.to, instantOf(Date.now()))
  const after = { ...before, ...update, revision: revision + 1 }
  const why = act('freeze-changed', actor, before)
  return replace(deps, before, after, { ...why, details: { before: saidBy(before), after: saidBy(after) } })
}

/** Ends a freeze early. Throws `not-permitted`, `not-found`, `freeze-not-open`, `conflict`. */
export async function liftFreeze(
  deps: FreezeDeps,
  id: string,
  { reason, revision }: { reason: string; revision: number },
  actor: Actor,
): Promise<Freeze> {
  const before = await openFreeze(deps, id)
  const place = wholeOf(before.environment)
  // Every role that may lift holds this permission: what is asked is whether it is held here, through the role.
  if (!before.liftedBy.some((role) => actor.may('changes:write', place, role))) demand(actor, 'freezes:write', place)
  const lifted = { at: instantOf(Date.now()), by: actor.name, reason }
  return replace(
    deps,
    before,
    { ...before, lifted, revision: revision + 1 },
    act('freeze-lifted', actor, before, reason),
  )
}

/** A binding for a part of an environment cannot hold back, or let through, the whole of it. */
const wholeOf = (environment: string) => ({ environment, mesh: '*', namespace: '*', service: '*' })

async function openFreeze({ database }: FreezeDeps, id: string): Promise<Freeze> {
  const freeze = await freezesIn(database).find(id)
  if (!freeze) throw new Problem('not-found', { params: { noun: 'freeze', id }, field: 'id' })
  if (['over', 'lifted'].includes(freezeState(freeze, Date.now())))
    throw new Problem('freeze-not-open', { params: { id } })
  return freeze
}

function refusePassed(to: string, now: string): void {
  if (to > now) return
  const finding = { code: 'freeze-passed', severity: 'error', params: {}, field: 'to' } as const
  throw new Problem('invalid-input', { findings: [finding] })
}

async function replace({ database, publish }: FreezeDeps, before: Freeze, after: Freeze, why: Act): Promise<Freeze> {
  const isOurs = await database.transaction().execute(async (transaction) => {
    if (!(await freezesIn(transaction).replace(after))) return false
    await record(transaction, { ...why, after: hashOf(after) })
    return true
  })
  if (!isOurs) throw new Problem('conflict', { theirs: await freezesIn(database).find(before.id) })
  await publish()
  return after
}

/** What an update of a freeze may set, for the audit log. */
const saidBy = ({ from, to, zone, reason, exceptServices, exceptRoles, liftedBy }: Freeze) => ({
  from,
  to,
  zone,
  reason,
  exceptServices,
  exceptRoles,
  liftedBy,
})

const act = (
  event: 'freeze-created' | 'freeze-changed' | 'freeze-lifted',
  by: Actor,
  freeze: Freeze,
  reason?: string,
): Act => ({
  event,
  by,
  object: { kind: 'freeze', id: freeze.id, environment: freeze.environment },
  ...(event === 'freeze-created' ? { after: hashOf(freeze) } : { before: hashOf(freeze) }),
  details: { from: freeze.from, to: freeze.to, reason: reason ?? freeze.reason },
})
