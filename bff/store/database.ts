import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
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

/** Statements that are kept prepared; more would be texts built by hand, which should not stay. */
const mostPrepared = 500

/** node:sqlite in the shape that kysely's dialect expects, which is better-sqlite3's. */
function forKysely(sqlite: DatabaseSync) {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[] // node:sqlite refuses what it cannot bind
  const prepared = new Map<string, StatementSync>()

  /** The statement of a text, prepared once: the console asks the same few hundred questions again and again. */
  function statementOf(sql: string): StatementSync {
    const known = prepared.get(sql)
    if (known) return known
    const statement = sqlite.prepare(sql)
    if (prepared.size >= mostPrepared) prepared.clear()
    prepared.set(sql, statement)
    return statement
  }

  return {
    close: () => sqlite.close(),
    prepare(text: string) {
      // A transaction that begins by reading cannot wait for another copy's write when it wants to write itself.
      const sql = text === 'begin' ? 'begin immediate' : text
      const statement = statementOf(sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        // Whoever reads row by row has a statement of his own: two readers of one would move each other on.
        iterate: (parameters: readonly unknown[]) => sqlite.prepare(sql).iterate(...values(parameters)),
      }
    },
  }
}
