import type { Instant } from '#shared/contract/instant.ts'
import { Freeze } from '#shared/features/freezes/model.ts'
import type { Database } from '../../store/database.ts'

interface FreezeRow {
  number: number
  environment: string
  from_at: string
  to_at: string
  zone: string
  reason: string
  /** JSON lists. */
  except_services: string
  except_roles: string
  lifters: string
  created_by: string
  created_at: string
  lifted_by: string | null
  lifted_at: string | null
  lift_reason: string | null
  revision: number
}
type Tables = { freeze: FreezeRow }

/** How many of those that have ended are listed. */
const mostEnded = 100

export interface Freezes {
  /** Those that run or come by their begin, then the latest that have ended. All environments unless one is named. */
  list(now: Instant, environment?: string): Promise<Freeze[]>
  find(id: string): Promise<Freeze | undefined>
  /** Those of an environment that run at a moment and were not lifted. */
  runningAt(environment: string, at: Instant): Promise<Freeze[]>
  /** Gives it the next number. To be called in a transaction. */
  add(freeze: Omit<Freeze, 'id'>): Promise<Freeze>
  /** False when another editor got there first, that is unless the stored revision is the one before. */
  replace(freeze: Freeze): Promise<boolean>
}

export function freezesIn(database: Database): Freezes {
  const db = database.withTables<Tables>()
  const of = (environment?: string) => {
    const all = db.selectFrom('freeze').selectAll()
    return environment === undefined ? all : all.where('environment', '=', environment)
  }
  return {
    async list(now, environment) {
      const open = of(environment).where('to_at', '>', now).where('lifted_at', 'is', null)
      const ended = of(environment).where((row) => row.or([row('to_at', '<=', now), row('lifted_at', 'is not', null)]))
      const rows = [
        ...(await open.orderBy('from_at').orderBy('number').execute()),
        ...(await ended.orderBy('from_at', 'desc').orderBy('number', 'desc').limit(mostEnded).execute()),
      ]
      return rows.map(fromRow)
    },
    async find(id) {
      const row = await of().where('number', '=', numberOf(id)).executeTakeFirst()
      return row && fromRow(row)
    },
    async runningAt(environment, at) {
      const running = of(environment).where('from_at', '<=', at).where('to_at', '>', at).where('lifted_at', 'is', null)
      return (await running.orderBy('from_at').execute()).map(fromRow)
    },
    async add(freeze) {
      const last = await db
        .selectFrom('freeze')
        .select((row) => row.fn.max('number').as('number'))
        .executeTakeFirst()
      const made = { ...freeze, id: `FZ-${(last?.number ?? 0) + 1}` }
      await db.insertInto('freeze').values(toRow(made)).execute()
      return made
    },
    async replace(freeze) {
      const { numUpdatedRows } = await db
        .updateTable('freeze')
        .set(toRow(freeze))
        .where('number', '=', numberOf(freeze.id))
        .where('revision', '=', freeze.revision - 1)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}

const numberOf = (id: string): number => Number(id.slice('FZ-'.length))

const toRow = (freeze: Freeze): FreezeRow => ({
  number: numberOf(freeze.id),
  environment: freeze.environment,
  from_at: freeze.from,
  to_at: freeze.to,
  zone: freeze.zone,
  reason: freeze.reason,
  except_services: JSON.stringify(freeze.exceptServices),
  except_roles: JSON.stringify(freeze.exceptRoles),
  lifters: JSON.stringify(freeze.liftedBy),
  created_by: freeze.createdBy,
  created_at: freeze.createdAt,
  lifted_by: freeze.lifted?.by ?? null,
  lifted_at: freeze.lifted?.at ?? null,
  lift_reason: freeze.lifted?.reason ?? null,
  revision: freeze.revision,
})

const fromRow = (row: FreezeRow): Freeze =>
  Freeze.parse({
    id: `FZ-${row.number}`,
    environment: row.environment,
    from: row.from_at,
    to: row.to_at,
    zone: row.zone,
    reason: row.reason,
    exceptServices: JSON.parse(row.except_services),
    exceptRoles: JSON.parse(row.except_roles),
    liftedBy: JSON.parse(row.lifters),
    createdBy: row.created_by,
    createdAt: row.created_at,
    ...(row.lifted_at === null ? {} : { lifted: { at: row.lifted_at, by: row.lifted_by, reason: row.lift_reason } }),
    revision: row.revision,
  })
