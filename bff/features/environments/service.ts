import { Problem } from '#shared/contract/problem.ts'
import type { Environment, EnvironmentDraft, EnvironmentUpdate } from '#shared/features/environments/model.ts'
import type { Environments } from './store.ts'

export interface EnvironmentDeps {
  readonly environments: Environments
}

/** Adds an environment. Throws `already-exists`. */
export async function createEnvironment(
  { environments }: EnvironmentDeps,
  draft: EnvironmentDraft,
): Promise<Environment> {
  const environment = { ...draft, revision: 1 }
  if (await environments.add(environment)) return environment
  throw new Problem('already-exists', { params: { noun: 'environment', id: draft.name }, field: 'name' })
}

/** Replaces what an environment covers and asks for. Throws `not-found`, `conflict`. */
export async function updateEnvironment(
  { environments }: EnvironmentDeps,
  name: string,
  { revision, ...update }: EnvironmentUpdate,
): Promise<Environment> {
  const before = await environments.find(name)
  if (!before) throw new Problem('not-found', { params: { noun: 'environment', id: name }, field: 'name' })

  const after = { ...update, name, revision: revision + 1 }
  if (!(await environments.replace(after))) throw new Problem('conflict', { theirs: await environments.find(name) })
  return after
}
