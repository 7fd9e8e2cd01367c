import { setTimeout as pause } from 'node:timers/promises'
import { instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import type { Stamp } from '#shared/contract/reading.ts'
import { type Policy, type PolicyKind, PolicyRef, policyKey } from '#shared/mesh/policy.ts'
import type { ConnectedMesh, Meshes } from '../ports/mesh.ts'
import type { PolicyTarget } from '../ports/policy-target.ts'
import type { PolicyKindDefinition, PolicyKinds } from './kind.ts'
import { contentOf } from './normal-form.ts'
import { noteOutside } from './outside.ts'
import { policyOfKey } from './policy-key.ts'
import { type NewestRevision, type Seen, newestRevisions } from './revisions.ts'
import type { Changes } from './tables.ts'
import { recalled } from './target.ts'

export interface WatchDeps {
  readonly database: Changes
  readonly meshes: Meshes
  readonly kinds: PolicyKinds
  /** Milliseconds between two looks. */
  readonly outsidePollMs: number
  readonly publish: (topic: string) => Promise<void>
  readonly warn: (error: unknown, doing: string) => void
}

type Known = ReadonlyMap<string, { number: number; content: string }>

/** What one watch need not find out twice. */
interface Memory {
  /** Bases of policies that were compared already, each with the revision that it equals: reading a document's meaning takes its time. */
  compared: Map<string, string>
  /** Meshes and kinds whose watch is written down. */
  watched: Set<string>
  /** Number of the newest revision of each policy of which browsers were told, by mesh. */
  told: Map<string, Map<string, number>>
}

/** Looks again and again at every policy of every mesh and keeps what others made of them, until the signal fires. */
export async function watchOutside(deps: WatchDeps, signal: AbortSignal): Promise<void> {
  const memory: Memory = { compared: new Map(), watched: new Set(), told: new Map() }
  for (;;) {
    await Promise.all([...deps.meshes.values()].map((mesh) => lookAtMesh(deps, mesh, memory, signal)))
    await pause(deps.outsidePollMs, undefined, { signal })
  }
}

async function lookAtMesh(deps: WatchDeps, mesh: ConnectedMesh, memory: Memory, signal: AbortSignal) {
  const begun = instantOf(Date.now())
  const known = await newestRevisions(deps.database, mesh.name)
  await tellOf(deps, mesh.name, notedSince(memory.told.get(mesh.name), known))
  memory.told.set(mesh.name, new Map([...known].map(([key, { number }]) => [key, number])))
  const tracked = [...deps.kinds.values()].filter(({ tracked: isTracked = true }) => isTracked)
  // At the same time: a target may then answer several kinds from one reading.
  await Promise.all(
    tracked.map(async (definition) => {
      const target = mesh.target(definition.kind)
      if (!target) return
      try {
        const news = await lookAtKind(deps, { mesh: mesh.name, definition, target, known, begun }, memory, signal)
        if (news) await tellOf(deps, mesh.name, [definition.kind])
      } catch (error) {
        signal.throwIfAborted()
        // A silent backend is told where its figures are; what was not seen now is seen when it answers.
        if (!(error instanceof Problem)) deps.warn(error, `looking at ${definition.kind} of ${mesh.name}`)
      }
    }),
  )
}

/** Kinds of which somebody's reading has kept an edit of others since the look before: nobody was told of that. */
function notedSince(
  before: ReadonlyMap<string, number> | undefined,
  known: ReadonlyMap<string, NewestRevision>,
): PolicyKind[] {
  const noted = [...known].filter(([key, { number, origin }]) => origin === 'outside' && before?.get(key) !== number)
  return before ? [...new Set(noted.map(([key]) => policyOfKey(key).kind))] : []
}

/** Tells browsers what may be stale: policies of these kinds, their history, and their drift. */
async function tellOf({ publish }: WatchDeps, mesh: string, kinds: readonly PolicyKind[]): Promise<void> {
  if (kinds.length === 0) return
  for (const noun of [...kinds, 'revisions', 'drift']) await publish(`${noun}:${mesh}`)
}

interface Look {
  mesh: string
  definition: PolicyKindDefinition
  target: PolicyTarget
  known: Known
  begun: string
}

/** Keeps what differs from the newest revisions, in one transaction. True when there was something new. */
async function lookAtKind(
  { database }: WatchDeps,
  { mesh, definition, target, known, begun }: Look,
  { compared, watched, told }: Memory,
  signal: AbortSignal,
): Promise<boolean> {
  const { value, stamps } = await target.list()
  if (!answered(stamps)) return false
  const listed = new Map(
    // What no address can name is no policy of ours.
    value.filter(({ ref }) => PolicyRef.safeParse(ref).success).map((policy) => [policyKey(policy.ref), policy]),
  )
  const signOf = (key: string, policy: Policy | undefined) => `${known.get(key)?.number ?? 0} ${policy?.base ?? ''}`
  const isNews = (key: string, policy: Policy | undefined) =>
    compared.get(key) !== signOf(key, policy) && known.get(key)?.content !== contentOf(policy?.native ?? [])

  const gone = [...known.keys()].filter((key) => policyOfKey(key).kind === definition.kind && !listed.has(key))
  const changed = [...listed].flatMap(([key, policy]) => (isNews(key, policy) ? [key] : []))
  const remember = (): false => {
    for (const [key, policy] of listed) if (!changed.includes(key)) compared.set(key, signOf(key, policy))
    return false
  }
  const missing = stamps.every(({ completeness }) => completeness === 'complete')
    ? gone.filter((key) => isNews(key, undefined))
    : []
  const seen: Seen[] = []
  for (const key of [...changed, ...missing]) {
    const ref = policyOfKey(key)
    // A listing may be older than a write of ours that is known already; a first sight cannot be.
    const policy = known.has(key) ? await target.read(ref, signal) : listed.get(key)
    seen.push({ ref, policy: policy && (await recalled(database, definition, policy)) })
  }
  const watch = `${mesh} ${definition.kind}`
  if (seen.length === 0 && watched.has(watch)) return remember()
  const news = await database.transaction().execute(async (transaction) => {
    const kept = new Map<string, number>()
    for (const one of seen) {
      const key = policyKey(one.ref)
      const sight = { number: known.get(key)?.number ?? 0, at: begun }
      const note = await noteOutside(transaction, one, sight)
      if (note === 'kept') kept.set(key, sight.number + 1)
      if (note === 'nothing new') compared.set(key, signOf(key, listed.get(key)))
    }
    // Not before the first sights: what was there already is not known to have come now.
    await transaction
      .insertInto('policy_watch')
      .values({ mesh, kind: definition.kind, since: instantOf(Date.now()) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return kept
  })
  watched.add(watch)
  remember()
  for (const [key, number] of news) told.get(mesh)?.set(key, number)
  return news.size > 0
}

/** Whether every source answered just now: a listing from memory says nothing about what is gone. */
const answered = (stamps: readonly Stamp[]): boolean =>
  stamps.length > 0 && stamps.every(({ at, silent }) => at !== undefined && silent === undefined)
