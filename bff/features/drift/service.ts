import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import type { Page } from '#shared/contract/page.ts'
import { Problem } from '#shared/contract/problem.ts'
import { type Drift, type PolicyDrift, longestIgnoreDays } from '#shared/features/drift/model.ts'
import type { KeptRevision } from '#shared/features/revisions/model.ts'
import { type PolicyKind, type PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import { record } from '../../audit/audit.ts'
import { openChangesOf } from '../../changes/change-index.ts'
import { policyOfKey } from '../../changes/policy-key.ts'
import { revisionNumbered } from '../../changes/revisions.ts'
import type { Changes } from '../../changes/tables.ts'
import type { Actor } from '../../http/actor.ts'
import {
  type Standing,
  adoptionsOf,
  contentAt,
  forgetIgnored,
  ignoredOf,
  keepAdoption,
  keepIgnored,
  newestNumber,
  standings,
} from './store.ts'
import type { DriftDatabase, DriftTables } from './tables.ts'

export interface DriftDeps {
  readonly database: DriftDatabase
  /** The same database. */
  readonly changes: Changes
  /** Tells browsers that a topic changed. */
  readonly publish: (topic: string) => Promise<void>
}

/** What a list of drift may be cut by. */
export interface DriftFilter {
  mesh: string
  namespace?: string | undefined
  service?: string | undefined
  kind?: PolicyKind | undefined
  state: 'drifting' | 'ignored'
  cursor?: string | undefined
  limit: number
}

const dayMs = 86_400_000

/** Drifting policies that are seen, the newest difference first. */
export async function listDrift(
  deps: DriftDeps,
  filter: DriftFilter,
  sees: (ref: PolicyRef) => boolean,
): Promise<Page<Drift> & { drifting: number; ignored: number; comesBackAt?: Instant }> {
  const { mesh, state, cursor, limit } = filter
  const all = (await standings(deps.database, { mesh })).flatMap(({ since, ...rest }) =>
    since ? [{ ...rest, since }] : [],
  )
  const seen = all.filter(({ policy }) => fits(policyOfKey(policy), filter) && sees(policyOfKey(policy)))
  const told = await Promise.all(
    seen.map(async (standing) => ({ ...standing, ignored: await stillIgnored(deps.database, standing) })),
  )
  const matching = told
    .filter(({ ignored }) => (ignored !== undefined) === (state === 'ignored'))
    .map((standing) => ({ standing, place: `${standing.since} ${standing.policy}` }))
    .toSorted((one, other) => (one.place < other.place ? 1 : -1))
  const rest = matching.filter(({ place }) => cursor === undefined || place < cursor)
  const page = rest.slice(0, limit)
  const drifts = await Promise.all(page.map(({ standing }) => driftOf(deps, standing)))
  const [comesBackAt, ...more] = told.flatMap(({ ignored }) => ignored?.until ?? []).toSorted()
  const ignored = comesBackAt === undefined ? 0 : 1 + more.length
  const last = page.at(-1)
  return {
    items: drifts.flatMap((drift) => drift ?? []),
    total: matching.length,
    drifting: told.length - ignored,
    ignored,
    ...(comesBackAt === undefined ? {} : { comesBackAt }),
    ...(rest.length > page.length && last ? { next: last.place } : {}),
  }
}

const fits = (ref: PolicyRef, { namespace, service, kind }: DriftFilter): boolean =>
  (namespace === undefined || ref.namespace === namespace) &&
  (service === undefined || ref.service === service) &&
  (kind === undefined || ref.kind === kind)

/** How a policy stands to what was accepted of it. */
export async function driftAt(deps: DriftDeps, ref: PolicyRef): Promise<PolicyDrift> {
  const [[standing], adoptions, newest] = await Promise.all([
    standings(deps.database, ref),
    adoptionsOf(deps.database, policyKey(ref)),
    newestNumber(deps.database, ref),
  ])
  if (!standing) return { state: 'unaccepted', newest, adoptions }
  const drift = await driftOf(deps, standing)
  if (!drift) return { state: 'accepted', newest, adoptions }
  return { state: drift.ignored ? 'ignored' : 'drifting', newest, drift, adoptions }
}

/** What was accepted of a policy that drifts. Throws `drift-settled`. */
export async function acceptedOf(deps: DriftDeps, ref: PolicyRef): Promise<KeptRevision> {
  const { drift } = await driftAt(deps, ref)
  if (!drift) throw new Problem('drift-settled')
  return drift.accepted
}

async function driftOf({ database, changes }: DriftDeps, standing: Standing): Promise<Drift | undefined> {
  const { policy, since, accepted: number, newest } = standing
  if (since === undefined) return undefined
  const ref = policyOfKey(policy)
  const [accepted, found, adoptions, ignored, openChanges] = await Promise.all([
    revisionNumbered(changes, ref, number),
    revisionNumbered(changes, ref, newest),
    adoptionsOf(database, policy),
    stillIgnored(database, standing),
    openChangesOf(changes, policy),
  ])
  if (!accepted || !found) return undefined
  const adoption = adoptions.find((one) => one.number === number)
  return { ref, since, accepted, found, openChanges, ...(adoption && { adoption }), ...(ignored && { ignored }) }
}

/** What is let be now: its time has not come, and nothing newer stands there. */
async function stillIgnored(database: DriftDatabase, { policy, newest }: Standing) {
  const ignored = await ignoredOf(database, policy)
  return ignored && ignored.number === newest && epochMs(ignored.until) > Date.now() ? ignored : undefined
}

interface Word {
  /** The revision that the person saw. */
  number: number
  reason: string
}

/**
 * Takes what others made of a policy for the accepted state; nothing is written to the mesh. A policy of which nothing was accepted yet
 * is looked after from then on. Throws `drift-settled`, `drift-moved`.
 */
export async function adopt(deps: DriftDeps, actor: Actor, ref: PolicyRef, { number, reason }: Word): Promise<void> {
  await deps.database.transaction().execute(async (transaction) => {
    const standing = await demandUnsettled(transaction, ref, number)
    await keepAdoption(transaction, ref, { number, actor: actor.name, reason, at: instantOf(Date.now()) })
    await forgetIgnored(transaction, ref)
    await record<DriftTables>(transaction, {
      event: 'drift-adopted',
      by: actor,
      object: objectOf(ref),
      before: standing && (await contentAt(transaction, ref, standing.accepted)),
      after: await contentAt(transaction, ref, number),
      details: { reason, revision: number, accepted: standing?.accepted },
    })
  })
  await deps.publish(`drift:${ref.mesh}`)
}

/** Lets drift be until a time. Throws `drift-settled`, `drift-moved`, `drift-until-passed`. */
export async function ignore(
  deps: DriftDeps,
  actor: Actor,
  ref: PolicyRef,
  { number, reason, until }: Word & { until: Instant },
): Promise<void> {
  const ahead = epochMs(until) - Date.now()
  if (ahead <= 0 || ahead > longestIgnoreDays * dayMs)
    throw new Problem('drift-until-passed', { params: { days: longestIgnoreDays }, field: 'until' })
  await deps.database.transaction().execute(async (transaction) => {
    if (!(await demandUnsettled(transaction, ref, number))) throw new Problem('drift-settled')
    await keepIgnored(transaction, ref, { number, actor: actor.name, reason, until, at: instantOf(Date.now()) })
    const details = { reason, revision: number, until }
    await record<DriftTables>(transaction, { event: 'drift-ignored', by: actor, object: objectOf(ref), details })
  })
  await deps.publish(`drift:${ref.mesh}`)
}

/** Ends letting drift be; nothing happens where nothing is. */
export async function watchAgain(deps: DriftDeps, actor: Actor, ref: PolicyRef): Promise<void> {
  await deps.database.transaction().execute(async (transaction) => {
    if (!(await forgetIgnored(transaction, ref))) return
    const details = { until: instantOf(Date.now()) }
    await record<DriftTables>(transaction, { event: 'drift-ignored', by: actor, object: objectOf(ref), details })
  })
  await deps.publish(`drift:${ref.mesh}`)
}

/** Where a policy stands; undefined for one of which nothing was accepted. Throws `drift-moved`, and `drift-settled` where nothing differs. */
async function demandUnsettled(database: DriftDatabase, ref: PolicyRef, number: number): Promise<Standing | undefined> {
  const newest = await newestNumber(database, ref)
  if (newest === 0) throw new Problem('not-found', { params: { noun: 'revision', id: `r${number}` }, field: 'number' })
  if (newest !== number) throw new Problem('drift-moved', { params: { number: newest }, field: 'number' })
  const [standing] = await standings(database, ref)
  if (standing && standing.since === undefined) throw new Problem('drift-settled')
  return standing
}

const objectOf = (ref: PolicyRef) =>
  ({ kind: 'policy', id: policyKey(ref), mesh: ref.mesh, namespace: ref.namespace, service: ref.service }) as const
