import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBValue,
  type DuckDBVector,
  listValue,
} from '@duckdb/node-api'
import { type CallColumn, callColumnNames, callColumns, migrations } from './columns.ts'
import type { AnsweredRow, WrittenRow } from './rows.ts'
import type { Param, Sql } from './sql.ts'

export interface EngineOptions {
  dataDir: string
  /** Ceiling of the engine's own buffers in MB; the process takes about 100 MB more. */
  memoryMb: number
  threads: number
}

/** The record database of one data directory. Only one process has it open. */
export interface Engine {
  readonly writer: DuckDBConnection
  /** A further connection, for reading. */
  connect(): Promise<DuckDBConnection>
  close(): void
}

export const databaseFile = (dataDir: string): string => join(dataDir, 'calls.duckdb')

/**
 * Opens the database and brings its schema up to date. Throws while another process has it open.
 * The engine can reach no file but its own, loads no extension, and its settings are locked.
 */
export async function openEngine({ dataDir, memoryMb, threads }: EngineOptions): Promise<Engine> {
  mkdirSync(dataDir, { recursive: true })
  const instance = await DuckDBInstance.create(databaseFile(dataDir), {
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    temp_directory: join(dataDir, 'calls.tmp'),
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'false',
  })
  const writer = await instance.connect()
  await writer.run('SET lock_configuration = true')
  await migrate(writer)
  return { writer, connect: () => instance.connect(), close: () => instance.closeSync() }
}

async function migrate(writer: DuckDBConnection): Promise<void> {
  await writer.run('CREATE TABLE IF NOT EXISTS schema_step (step INTEGER)')
  const [row] = await rowsOf(writer, { text: 'SELECT max(step) AS step FROM schema_step', params: [] })
  const done = Number(row?.['step'] ?? 0)
  for (const [index, step] of migrations.entries()) {
    if (index < done) continue
    await inTransaction(writer, async () => {
      await writer.run(step)
      await writer.run('INSERT INTO schema_step VALUES (?)', [index + 1])
    })
  }
}

/** Runs work in one transaction; a throw undoes it. */
export async function inTransaction<Result>(
  connection: DuckDBConnection,
  work: () => Promise<Result>,
  kind: '' | 'READ ONLY' = '',
): Promise<Result> {
  await connection.run(`BEGIN TRANSACTION ${kind}`)
  try {
    const result = await work()
    await connection.run('COMMIT')
    return result
  } catch (cause) {
    await connection.run('ROLLBACK').catch(() => undefined) // the engine may have ended the transaction itself
    throw cause
  }
}

/** All rows of a query; wide numbers come as decimal text. */
export async function rowsOf(connection: DuckDBConnection, { text, params }: Sql): Promise<AnsweredRow[]> {
  const result = await connection.runAndReadAll(text, params.map(toEngine))
  // Every column that our statements ask for is text, a number or a truth value.
  return result.getRowObjectsJson() as AnsweredRow[]
}

/** A query's columns, which must be numbers that are never null, in the stretches in which the engine hands them out. */
export async function streamed(
  connection: DuckDBConnection,
  { text, params }: Sql,
): Promise<{ rows: number; columns: ArrayLike<number>[][] }> {
  const result = await connection.stream(text, params.map(toEngine))
  const columns = Array.from({ length: result.columnCount }, (): ArrayLike<number>[] => [])
  let rows = 0
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    rows += chunk.rowCount
    for (const [at, parts] of columns.entries()) parts.push(numbersIn(chunk.getColumnVector(at)))
  }
  return { rows, columns }
}

/**
 * A copy of a vector of numbers, whose memory goes with its chunk. It is taken from the array that the vector stands on; asking for
 * one value after the other takes four times as long.
 */
function numbersIn(vector: DuckDBVector): ArrayLike<number> {
  const { items } = vector as unknown as { items?: unknown } // private to the compiler alone
  if (items instanceof Float64Array || items instanceof Uint8Array) return items.slice()
  if (items instanceof Uint16Array || items instanceof Uint32Array) return items.slice()
  return Array.from({ length: vector.itemCount }, (_, at) => Number(vector.getItem(at)))
}

const toEngine = (param: Param): DuckDBValue => (Array.isArray(param) ? listValue(param) : param)

/** Appends rows of the table `call` inside the connection's transaction. */
export async function appendCalls(connection: DuckDBConnection, rows: readonly WrittenRow[]): Promise<void> {
  if (rows.length === 0) return
  const appender = await connection.createAppender('call')
  for (const row of rows) {
    for (const column of callColumnNames) appendValue(appender, column, row[column])
    appender.endRow()
  }
  appender.closeSync()
}

function appendValue(appender: DuckDBAppender, column: CallColumn, value: string | number | bigint | null): void {
  if (value === null) return appender.appendNull()
  switch (callColumns[column]) {
    case 'text':
      return appender.appendVarchar(String(value))
    case 'bigint':
      return appender.appendBigInt(BigInt(value))
    case 'utinyint':
      return appender.appendUTinyInt(Number(value))
    case 'usmallint':
      return appender.appendUSmallInt(Number(value))
    case 'ubigint':
      return appender.appendUBigInt(BigInt(value))
    case 'uhugeint':
      return appender.appendUHugeInt(BigInt(value))
  }
}
