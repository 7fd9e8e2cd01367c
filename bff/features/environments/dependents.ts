import { matchesPattern } from '#shared/access/pattern.ts'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Environment } from '#shared/features/environments/model.ts'
import { openChangesIn } from '../../changes/change-index.ts'
import type { ChangeTables } from '../../changes/tables.ts'
import type { Database } from '../../store/database.ts'

type FreezeRow = { number: number; environment: string; to_at: string; lifted_at: string | null; revision: number }
type BindingRow = { user_name: string; environment: string }
type Tables = { freeze: FreezeRow; role_binding: BindingRow; user: { name: string; revision: number } }

const finding = (code: Finding['code'], id: string): Finding => ({ code, severity: 'error', params: { id } })

/** Requests that are not done and lie in an environment, or have its approvals asked for: one finding each. */
export async function changesOf(database: Database, { name }: Environment, all: readonly Environment[]) {
  const open = await openChangesIn(database.withTables<ChangeTables>(), { environment: name, environments: all })
  return open.map((id) => finding('environment-asked-by', id))
}

/** Freezes of an environment that run or come: one finding each. */
export async function freezesOf(database: Database, { name }: Environment, now: Instant = instantOf(Date.now())) {
  const rows = await database
    .withTables<Tables>()
    .selectFrom('freeze')
    .select('number')
    .where('environment', '=', name)
    .where('to_at', '>', now)
    .where('lifted_at', 'is', null)
    .orderBy('number')
    .execute()
  return rows.map(({ number }) => finding('environment-frozen-by', `FZ-${number}`))
}

/** People with a role that a pattern binds to an environment, and would not bind to it by its new name, or the other way round. */
export const peopleBetween = (database: Database, { name }: Environment, to: string): Promise<Finding[]> =>
  peopleWhere(database, (pattern) => pattern !== name && matchesPattern(pattern, name) !== matchesPattern(pattern, to))

/** People with a role that is bound to an environment and to no other of those that there are. */
export const peopleOf = (database: Database, { name }: Environment, all: readonly Environment[]): Promise<Finding[]> =>
  peopleWhere(
    database,
    (pattern) =>
      matchesPattern(pattern, name) && !all.some((one) => one.name !== name && matchesPattern(pattern, one.name)),
  )

async function peopleWhere(database: Database, holds: (pattern: string) => boolean): Promise<Finding[]> {
  const rows = await database
    .withTables<Tables>()
    .selectFrom('role_binding')
    .select(['user_name', 'environment'])
    .where('environment', '!=', '*')
    .orderBy('user_name')
    .execute()
  const holding = rows.filter(({ environment: pattern }) => holds(pattern))
  return [...new Set(holding.map(({ user_name: user }) => user))].map((user) => finding('environment-bound-to', user))
}

/** Lets freezes and the roles that name an environment follow it to its new name; tells whose roles those are. */
export async function follow(database: Database, from: string, to: string): Promise<string[]> {
  const tables = database.withTables<Tables>()
  // Whoever edits one of these now is told that somebody was quicker.
  await tables
    .updateTable('freeze')
    .set((row) => ({ environment: to, revision: row('revision', '+', 1) }))
    .where('environment', '=', from)
    .execute()
  const bound = await tables
    .selectFrom('role_binding')
    .select('user_name')
    .distinct()
    .where('environment', '=', from)
    .orderBy('user_name')
    .execute()
  const people = bound.map(({ user_name: user }) => user)
  if (people.length === 0) return people
  await tables.updateTable('role_binding').set({ environment: to }).where('environment', '=', from).execute()
  await tables
    .updateTable('user')
    .set((row) => ({ revision: row('revision', '+', 1) }))
    .where('name', 'in', people)
    .execute()
  return people
}
