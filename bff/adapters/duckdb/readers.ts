import type { DuckDBConnection } from '@duckdb/node-api'
import { type ColumnsAnswer, type ColumnsQuestion, columnsOf } from './columnar.ts'
import { inTransaction, rowsOf } from './engine.ts'
import type { AnsweredRow } from './rows.ts'
import type { Sql } from './sql.ts'

/** Runs reads, a few at a time, each over one state of the data. */
export interface Readers {
  /** `signal` interrupts a running query and forgets a waiting one. */
  read(queries: readonly Sql[], signal: AbortSignal): Promise<AnsweredRow[][]>
  columns(question: ColumnsQuestion, signal: AbortSignal): Promise<ColumnsAnswer>
  /** How many were asked. */
  count(): number
}

export function readersOver(connections: readonly DuckDBConnection[]): Readers {
  const free = [...connections]
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  let asked = 0

  const take = (): Promise<DuckDBConnection> => {
    const connection = free.pop()
    return connection ? Promise.resolve(connection) : new Promise((resolve) => waiting.push(resolve))
  }
  const giveBack = (connection: DuckDBConnection): void => {
    const next = waiting.shift()
    if (next) next(connection)
    else free.push(connection)
  }

  async function run<Answer>(work: (connection: DuckDBConnection) => Promise<Answer>, signal: AbortSignal) {
    asked += 1
    const connection = await take()
    const interrupt = () => connection.interrupt()
    try {
      signal.throwIfAborted()
      signal.addEventListener('abort', interrupt)
      return await inTransaction(connection, () => work(connection), 'READ ONLY')
    } finally {
      signal.removeEventListener('abort', interrupt)
      giveBack(connection)
    }
  }

  return {
    count: () => asked,
    read: (queries, signal) =>
      run(async (connection) => {
        const answers: AnsweredRow[][] = []
        for (const query of queries) answers.push(await rowsOf(connection, query)) // one connection runs one query at a time
        return answers
      }, signal),
    columns: (question, signal) => run((connection) => columnsOf(connection, question), signal),
  }
}
