import { Environment } from '#shared/features/environments/model.ts'
import type { Database } from '../../store/database.ts'

type Tables = { environment: Environment }

export interface Environments {
  /** In their order, then by name. */
  list(): Promise<Environment[]>
  find(name: string): Promise<Environment | undefined>
  /** False when the name is taken. */
  add(environment: Environment): Promise<boolean>
  /** False when another editor got there first, that is unless the stored revision is the one before. */
  replace(environment: Environment): Promise<boolean>
}

export function environmentsIn(database: Database): Environments {
  const db = database.withTables<Tables>()
  return {
    async list() {
      const rows = await db.selectFrom('environment').selectAll().orderBy('order').orderBy('name').execute()
      return rows.map((row) => Environment.parse(row))
    },
    async find(name) {
      const row = await db.selectFrom('environment').selectAll().where('name', '=', name).executeTakeFirst()
      return row && Environment.parse(row)
    },
    async add(environment) {
      const insert = db
        .insertInto('environment')
        .values(environment)
        .onConflict((conflict) => conflict.doNothing())
      return (await insert.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows === 1n
    },
    async replace(environment) {
      const { numUpdatedRows } = await db
        .updateTable('environment')
        .set(environment)
        .where('name', '=', environment.name)
        .where('revision', '=', environment.revision - 1)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}
