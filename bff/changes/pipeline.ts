import { Problem } from '#shared/contract/problem.ts'
import { type ChangeRequest, consoleItself } from '#shared/features/changes/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import type { Actor } from '../http/actor.ts'
import type { Database } from '../store/database.ts'
import type { Background } from './background.ts'
import { findChange } from './change-store.ts'
import type { CheckDeps } from './check.ts'
import type { Duty } from './lease.ts'
import type { Changes } from './tables.ts'

/** What the pipeline is built of. */
export interface EngineDeps extends Omit<CheckDeps, 'database'> {
  readonly database: Database
  /** Milliseconds between two looks at what others write to the meshes. */
  readonly outsidePollMs: number
  /** Tells the browsers that topics changed. */
  readonly publish: (...topics: readonly [string, ...string[]]) => Promise<void>
  /** What the copy that holds the lease does beside its own duties. */
  readonly moreDuties: readonly Duty[]
  /** Told of what went wrong in work that nobody waits for. */
  readonly warn: (error: unknown, doing: string) => void
  /** An account as it may act now; undefined for one that may not sign in. */
  readonly actorNamed: (name: string) => Promise<Actor | undefined>
  /** Everybody who may sign in, as they may act now, by name. */
  readonly actors: () => Promise<Actor[]>
  /** Names of the accounts that may no longer sign in. */
  readonly gone: () => Promise<ReadonlySet<string>>
}

/** What each part of the pipeline works with. */
export interface Pipeline extends Omit<EngineDeps, 'database'> {
  readonly database: Changes
  readonly background: Background
}

/** A request as it stands now. Throws `not-found`. */
export async function currentChange(database: Changes, id: string): Promise<ChangeRequest> {
  const change = await findChange(database, id)
  if (!change) throw new Problem('not-found', { params: { noun: 'change', id } })
  return change
}

/** The author of a request whose account may no longer sign in; undefined for one who is there, and for the console. */
export async function goneAuthorOf(
  { actorNamed }: Pick<Pipeline, 'actorNamed'>,
  { author }: Pick<ChangeRequest, 'author'>,
): Promise<string | undefined> {
  return author === consoleItself || (await actorNamed(author)) ? undefined : author
}

/** Tells the browsers that a request and what it may have written are no longer what they were. */
export async function announce({ publish }: Pick<Pipeline, 'publish'>, { mesh, edits }: ChangeRequest): Promise<void> {
  const kinds = new Set(edits.map((edit) => edit.ref.kind))
  const nouns = ['revisions', 'drift', ...kinds].map((noun) => `${noun}:${mesh}`)
  await publish('changes', ...nouns)
}

/** The policies of a request or a proposal. */
export const refsOf = ({ edits }: { edits: readonly { ref: PolicyRef }[] }): PolicyRef[] => edits.map(({ ref }) => ref)
