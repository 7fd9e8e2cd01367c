import type { Insertable, Selectable } from 'kysely'
import { Environment } from '#shared/features/environments/model.ts'
import type { Database } from '../../store/database.ts'

type EnvironmentRow = {
  name: string
  order: number
  meshes: string
  namespaces: string
  approvals: number
  approver_role: string
  largest_weight_step: number | null
  more_above_rate: number | null
  more_above_approvals: number | null
  revision: number
}
type Tables = { environment: EnvironmentRow }

export interface Environments {
  /** In their order, then by name. */
  list(): Promise<Environment[]>
  find(name: string): Promise<Environment | undefined>
  /** False when the name is taken. */
  add(environment: Environment): Promise<boolean>
  /** False when another editor got there first, that is unless the stored revision is the one before. */
  replace(environment: Environment): Promise<boolean>
  /** As `replace`, of the one that was called so. */
  rename(from: string, environment: Environment): Promise<boolean>
  remove(name: string): Promise<void>
}

export function environmentsIn(database: Database): Environments {
  const db = database.withTables<Tables>()
  const rename = async (from: string, environment: Environment) => {
    const { numUpdatedRows } = await db
      .updateTable('environment')
      .set(toRow(environment))
      .where('name', '=', from)
      .where('revision', '=', environment.revision - 1)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n
  }
  return {
    async list() {
      const rows = await db.selectFrom('environment').selectAll().orderBy('order').orderBy('name').execute()
      return rows.map(fromRow)
    },
    async find(name) {
      const row = await db.selectFrom('environment').selectAll().where('name', '=', name).executeTakeFirst()
      return row && fromRow(row)
    },
    async add(environment) {
      const insert = db
        .insertInto('environment')
        .values(toRow(environment))
        .onConflict((conflict) => conflict.doNothing())
      return (await insert.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows === 1n
    },
    replace: (environment) => rename(environment.name, environment),
    rename,
    async remove(name) {
      await db.deleteFrom('environment').where('name', '=', name).execute()
    },
  }
}

const toRow = ({ approverRole, largestWeightStep, moreAbove, ...same }: Environment): Insertable<EnvironmentRow> => ({
  ...same,
  approver_role: approverRole,
  largest_weight_step: largestWeightStep ?? null,
  more_above_rate: moreAbove?.callsPerSecond ?? null,
  more_above_approvals: moreAbove?.approvals ?? null,
})

function fromRow({
  approver_role,
  largest_weight_step,
  more_above_rate,
  more_above_approvals,
  ...same
}: Selectable<EnvironmentRow>): Environment {
  return Environment.parse({
    ...same,
    approverRole: approver_role,
    ...(largest_weight_step === null ? {} : { largestWeightStep: largest_weight_step }),
    ...(more_above_rate === null || more_above_approvals === null
      ? {}
      : { moreAbove: { callsPerSecond: more_above_rate, approvals: more_above_approvals } }),
  })
}
