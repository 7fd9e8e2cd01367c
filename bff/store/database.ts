import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely } from 'kysely'
import { PatientSqliteDialect } from './patient-dialect.ts'

/** The state store. A store of a feature names its own tables: `database.withTables<{ freeze: FreezeRow }>()`. */
export type Database = Kysely<Record<never, never>>

/**
 * Opens a SQLite file, or `:memory:`. Several copies of the console on one host may share the file.
 *
 * `synchronous = FULL`: in WAL mode the default of many, NORMAL, may lose the last commits at a power cut. A commit here is an
 * acknowledged change, so it costs one fsync of the log: https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openDatabase(path: string): Database {
  const sqlite = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 0')
  return new Kysely({ dialect: new PatientSqliteDialect({ database: forKysely(sqlite) }) })
}

/** node:sqlite in the shape that kysely's dialect expects, which is better-sqlite3's. */
function forKysely(sqlite: DatabaseSync) {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[] // node:sqlite refuses what it cannot bind
  return {
    close: () => sqlite.close(),
    prepare(sql: string) {
      // A transaction that begins by reading cannot wait for another copy's write when it wants to write itself.
      const statement = sqlite.prepare(sql === 'begin' ? 'begin immediate' : sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
      }
    },
  }
}
