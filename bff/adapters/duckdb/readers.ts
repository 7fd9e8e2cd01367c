import type { DuckDBConnection } from '@duckdb/node-api'
import { inTransaction, rowsOf } from './engine.ts'
import type { AnsweredRow } from './rows.ts'
import type { Sql } from './sql.ts'

/** Runs reads, a few at a time, each over one state of the data. */
export interface Readers {
  /** `signal` interrupts a running query and forgets a waiting one. */
  read(queries: readonly Sql[], signal: AbortSignal): Promise<AnsweredRow[][]>
  /** How many were asked. */
  count(): number
}

export function readersOver(connections: readonly DuckDBConnection[]): Readers {
  const free = [...connections]
  const waiting: ((connection: DuckDBConnection) => void)[] = []

  const take = (): Promise<DuckDBConnection> => {
    const connection = free.pop()
    return connection ? Promise.resolve(connection) : new Promise((resolve) => waiting.push(resolve))
  }
  const giveBack = (connection: DuckDBConnection): void => {
    const next = waiting.shift()
    if (next) next(connection)
    else free.push(connection)
  }

  let asked = 0
  return {
    count: () => asked,
    async read(queries, signal) {
      asked += 1
      const connection = await take()
      const interrupt = () => connection.interrupt()
      try {
        signal.throwIfAborted()
        signal.addEventListener('abort', interrupt)
        return await inTransaction(
          connection,
          async () => {
            const answers: AnsweredRow[][] = []
            for (const query of queries) answers.push(await rowsOf(connection, query)) // one connection runs one query at a time
            return answers
          },
          'READ ONLY',
        )
      } finally {
        signal.removeEventListener('abort', interrupt)
        giveBack(connection)
      }
    },
  }
}
