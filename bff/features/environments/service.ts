import { type Finding, Problem } from '#shared/contract/problem.ts'
import type {
  Environment,
  EnvironmentDraft,
  EnvironmentRenaming,
  EnvironmentUpdate,
} from '#shared/features/environments/model.ts'
import { hashOf, record } from '../../audit/audit.ts'
import type { Doer } from '../../audit/doer.ts'
import type { Database } from '../../store/database.ts'
import { changesOf, follow, freezesOf, peopleBetween, peopleOf } from './dependents.ts'
import { type Environments, environmentsIn } from './store.ts'

export interface EnvironmentDeps {
  readonly database: Database
  readonly environments: Environments
}

/** Adds an environment. Throws `already-exists`. */
export const createEnvironment = (
  { database }: EnvironmentDeps,
  by: Doer,
  draft: EnvironmentDraft,
): Promise<Environment> =>
  database.transaction().execute(async (transaction) => {
    const environment = { ...draft, revision: 1 }
    if (!(await environmentsIn(transaction).add(environment)))
      throw new Problem('already-exists', { params: { noun: 'environment', id: draft.name }, field: 'name' })
    await record(transaction, { event: 'environment-created', by, ...told(undefined, environment) })
    return environment
  })

/** Replaces what an environment covers and asks for. Throws `not-found`, `conflict`. */
export const updateEnvironment = (
  { database }: EnvironmentDeps,
  by: Doer,
  name: string,
  { revision, ...update }: EnvironmentUpdate,
): Promise<Environment> =>
  database.transaction().execute(async (transaction) => {
    const environments = environmentsIn(transaction)
    const before = await environments.find(name)
    if (!before) throw new Problem('not-found', { params: { noun: 'environment', id: name }, field: 'name' })

    const after = { ...update, name, revision: revision + 1 }
    if (!(await environments.replace(after))) throw new Problem('conflict', { theirs: before })
    await record(transaction, { event: 'environment-changed', by, ...told(before, after) })
    return after
  })

/**
 * Calls an environment otherwise; its freezes and the roles that name it follow. Throws `not-found`, `conflict`, `already-exists`, and
 * `environment-in-use` while requests in it are open, or where a pattern of somebody's role would fit one of the names and not the other.
 */
export const renameEnvironment = (
  { database }: EnvironmentDeps,
  by: Doer,
  name: string,
  { name: to, revision }: EnvironmentRenaming,
): Promise<Environment> =>
  database.transaction().execute(async (transaction) => {
    const environments = environmentsIn(transaction)
    const { before, all } = await standing(environments, name, revision)
    if (await environments.find(to))
      throw new Problem('already-exists', { params: { noun: 'environment', id: to }, field: 'name' })
    refuseUsed(name, [
      ...(await changesOf(transaction, before, all)),
      ...(await peopleBetween(transaction, before, to)),
    ])

    const after = { ...before, name: to, revision: revision + 1 }
    await environments.rename(name, after)
    const people = await follow(transaction, name, to)
    const { details, ...rest } = told(before, after)
    await record(transaction, { event: 'environment-renamed', by, ...rest, details: { ...details, people } })
    return after
  })

/** Takes an environment away. Throws `not-found`, `conflict`, and `environment-in-use` while something open depends on it. */
export const removeEnvironment = (
  { database }: EnvironmentDeps,
  by: Doer,
  name: string,
  revision: number,
): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    const environments = environmentsIn(transaction)
    const { before, all } = await standing(environments, name, revision)
    refuseUsed(name, [
      ...(await changesOf(transaction, before, all)),
      ...(await freezesOf(transaction, before)),
      ...(await peopleOf(transaction, before, all)),
    ])
    await environments.remove(name)
    const object = { kind: 'environment', id: name } as const
    await record(transaction, { event: 'environment-removed', by, object, before: hashOf(before), details: { before } })
  })

/** The environment as the caller saw it. */
async function standing(environments: Environments, name: string, revision: number) {
  const all = await environments.list()
  const before = all.find((one) => one.name === name)
  if (!before) throw new Problem('not-found', { params: { noun: 'environment', id: name }, field: 'name' })
  if (before.revision !== revision) throw new Problem('conflict', { theirs: before })
  return { before, all }
}

function refuseUsed(environment: string, findings: Finding[]): void {
  if (findings.length > 0) throw new Problem('environment-in-use', { params: { environment }, findings })
}

/** Brings all environments into an order. Throws `conflict` where the list is not of all that there are. */
export const orderEnvironments = (
  { database }: EnvironmentDeps,
  by: Doer,
  names: readonly string[],
): Promise<Environment[]> =>
  database.transaction().execute(async (transaction) => {
    const environments = environmentsIn(transaction)
    const standing = await environments.list()
    const isWhole = new Set(names).size === names.length && names.length === standing.length
    if (!isWhole || !standing.every(({ name }) => names.includes(name)))
      throw new Problem('conflict', { theirs: { environments: standing } })
    for (const before of standing) {
      const after = { ...before, order: names.indexOf(before.name) + 1, revision: before.revision + 1 }
      if (after.order === before.order) continue
      await environments.replace(after)
      await record(transaction, { event: 'environment-changed', by, ...told(before, after) })
    }
    return await environments.list()
  })

/** What the audit log keeps of an environment that was changed. */
const told = (before: Environment | undefined, after: Environment) =>
  ({
    object: { kind: 'environment', id: after.name },
    before: before && hashOf(before),
    after: hashOf(after),
    details: { before, after },
  }) as const
