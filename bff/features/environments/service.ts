import { Problem } from '#shared/contract/problem.ts'
import type { Environment, EnvironmentDraft, EnvironmentUpdate } from '#shared/features/environments/model.ts'
import { hashOf, record } from '../../audit/audit.ts'
import type { Doer } from '../../audit/doer.ts'
import type { Database } from '../../store/database.ts'
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
