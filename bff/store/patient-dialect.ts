import { setTimeout as sleep } from 'node:timers/promises'
import { type DatabaseConnection, type Driver, SqliteDialect, type SqliteDialectConfig, SqliteDriver } from 'kysely'

const patienceMs = 5000
const pauseMs = 5

/** SQLite's own waiting stops the whole process; this dialect lets it go on while another copy of the console writes. */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new PatientDriver(this.#config)
  }
}

class PatientDriver extends SqliteDriver {
  #connection: DatabaseConnection | undefined

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= patient(await super.acquireConnection())
    return this.#connection
  }
}

const patient = (connection: DatabaseConnection): DatabaseConnection => ({
  async executeQuery(query, options) {
    const until = performance.now() + patienceMs
    for (;;) {
      try {
        return await connection.executeQuery(query, options)
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw error
        await sleep(pauseMs)
      }
    }
  },
  streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
})

/** SQLITE_BUSY with any of its extended codes: https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
