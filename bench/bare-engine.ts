import { copyFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { microsOf } from '#shared/contract/instant.ts'
import { databaseFile } from '../bff/adapters/duckdb/engine.ts'
import type { DayOfCalls } from './day-of-calls.ts'

/** What the store gives its engine in these benches. */
export const engineSettings = { threads: 2, memoryMb: 128 } as const

/** The engine alone in one's own process, on a copy of a day's file, with what the store gives it. */
export async function bareEngine({ dataDir, mesh, window }: DayOfCalls) {
  const copy = `${databaseFile(dataDir)}.copy`
  copyFileSync(databaseFile(dataDir), copy)
  const instance = await DuckDBInstance.create(copy, {
    threads: String(engineSettings.threads),
    memory_limit: `${engineSettings.memoryMb}MB`,
    preserve_insertion_order: 'false',
  })
  const connection = await instance.connect()
  const day = `mesh = '${mesh}' AND at_us >= ${microsOf(window.from)} AND at_us < ${microsOf(window.to)}`
  return {
    /** Reads columns and adds up their hashes; hands out nothing. */
    async read(columns: string, where = 'true'): Promise<void> {
      await connection.runAndReadAll(`SELECT sum(hash(${columns})) FROM call WHERE ${day} AND ${where}`)
    },
    /** Hands columns out in no order, and nobody looks at them. */
    async handOut(columns: string): Promise<void> {
      const result = await connection.stream(`SELECT ${columns} FROM call WHERE ${day}`)
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0;) chunk = await result.fetchChunk()
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
