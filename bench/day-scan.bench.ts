import { copyFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { wholeMesh } from '#shared/access/visibility.ts'
import { microsOf } from '#shared/contract/instant.ts'
import { databaseFile } from '../bff/adapters/duckdb/engine.ts'
import { openCallRecords } from '../bff/adapters/duckdb/open.ts'
import type { CallRecords } from '../bff/ports/call-records.ts'
import { type DayOfCalls, withDayOfCalls } from './day-of-calls.ts'

/**
 * Claim: the calls of a day, 5 M of them, come out of the record store's process by columns and in order of time, and are counted by
 * sidecar and second, at no less than a tenth of the speed of a bare scan: the engine in one's own process hands out the same columns,
 * in no order, and nobody looks at them. Also printed: how fast the engine adds up their hashes without handing out anything.
 */
const least = 0.1
const calls = 5_000_000
const rounds = 5

const threads = 2
const memoryMb = 128

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** The engine alone on a copy of the file, with what the store gives it. */
async function bareEngine({ dataDir, mesh, window }: DayOfCalls) {
  const copy = `${databaseFile(dataDir)}.copy`
  copyFileSync(databaseFile(dataDir), copy)
  const instance = await DuckDBInstance.create(copy, {
    threads: String(threads),
    memory_limit: `${memoryMb}MB`,
    preserve_insertion_order: 'false',
  })
  const connection = await instance.connect()
  const columns = 'at_us, caller_instance, callee, tenant, method, status'
  const day = `mesh = '${mesh}' AND at_us >= ${microsOf(window.from)} AND at_us < ${microsOf(window.to)}`
  return {
    async read(): Promise<void> {
      await connection.runAndReadAll(`SELECT sum(hash(${columns})) FROM call WHERE ${day}`)
    },
    async handOut(): Promise<void> {
      const result = await connection.stream(`SELECT ${columns} FROM call WHERE ${day}`)
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0;) chunk = await result.fetchChunk()
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Counts each sidecar's calls by second, as a rate limit's backtest begins. Throws when a call is missing or out of order. */
async function countBySecond(records: CallRecords, day: DayOfCalls): Promise<void> {
  const { mesh, window } = day
  const columns = {
    texts: ['callerInstance', 'callee', 'tenant', 'method'],
    numbers: ['status'],
    order: 'oldest-first',
  } as const
  const scan = await records.scan({ filter: {}, window, maxRows: day.calls * 2 }, columns, wholeMesh(mesh))
  const begin = microsOf(window.from)
  const secondsOfDay = Math.ceil((microsOf(window.to) - begin) / 1_000_000)
  const counts = new Map<number, Uint32Array>()
  let [rows, last] = [0, 0]
  for await (const { at, texts, rows: inBatch } of scan.batches) {
    const { codes } = texts.callerInstance
    for (let row = 0; row < inBatch; row += 1) {
      const micros = at[row] ?? 0
      if (micros < last) throw new Error('out of order')
      last = micros
      const sidecar = codes[row] ?? 0
      const second = Math.floor((micros - begin) / 1_000_000)
      const counted = counts.get(sidecar) ?? new Uint32Array(secondsOfDay)
      counted[second] = (counted[second] ?? 0) + 1
      counts.set(sidecar, counted)
    }
    rows += inBatch
  }
  if (rows !== day.calls) throw new Error(`${rows} of ${day.calls} calls came`)
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const millions = (took: readonly number[]): string => `${(calls / median(took) / 1e6).toFixed(2)} M calls/s`

await withDayOfCalls(calls, async (day) => {
  const bare = await bareEngine(day)
  const store = openCallRecords({
    dataDir: day.dataDir,
    samplingOf: () => 'all',
    threads,
    memoryMb,
    patienceMs: 60_000,
  })
  const took = { read: new Array<number>(), bare: new Array<number>(), ours: new Array<number>() }
  // One after the other in each round, so that a busy moment of the machine is one of all three. The first round fills the caches.
  for (let round = 0; round <= rounds; round += 1) {
    const read = await seconds(bare.read)
    const handed = await seconds(bare.handOut)
    const ours = await seconds(() => countBySecond(store.calls, day))
    if (round === 0) continue
    took.read.push(read)
    took.bare.push(handed)
    took.ours.push(ours)
  }
  const { memory } = await store.status()
  bare.close()
  await store.close()
  const ratio = median(took.bare.map((seconds, round) => seconds / (took.ours[round] ?? 1)))
  console.log(`read by the engine         ${millions(took.read)}`)
  console.log(`bare scan, handed out      ${millions(took.bare)}`)
  console.log(`scan of a day, by second   ${millions(took.ours)}, store at ${Math.round(memory / 1e6)} MB`)
  console.log(`ratio, median of ${rounds}         ${ratio.toFixed(2)} (at least ${least})`)
  process.exitCode = ratio >= least ? 0 : 1
})
