import { wholeMesh } from '#shared/access/visibility.ts'
import { microsOf } from '#shared/contract/instant.ts'
import type { CallRecords } from '../bff/ports/call-records.ts'
import { bareEngine } from './bare-engine.ts'
import { type DayOfCalls, withDayOfCalls } from './day-of-calls.ts'
import { storeOver } from './mesh-over-day.ts'
import { judge, median, millions, timed } from './rounds.ts'

/**
 * Claim: the calls of a day, 5 M of them, come out of the record store's process by columns and in order of time, and are counted by
 * sidecar and second, at no less than a tenth of the speed of a bare scan: the engine in one's own process hands out the same columns,
 * in no order, and nobody looks at them. Also printed: how fast the engine adds up their hashes without handing out anything.
 */
const least = 0.1
const calls = 5_000_000
const rounds = 5

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

const speed = (took: readonly number[]): string => millions(calls / median(took))
const columns = 'at_us, caller_instance, callee, tenant, method, status'

await withDayOfCalls(calls, async (day) => {
  const [bare, store] = [await bareEngine(day), storeOver(day)]
  const took = await timed(rounds, {
    read: () => bare.read(columns),
    bare: () => bare.handOut(columns),
    ours: () => countBySecond(store.calls, day),
  })
  const { memory } = await store.status()
  bare.close()
  await store.close()
  console.log(`read by the engine         ${speed(took.read)}`)
  console.log(`bare scan, handed out      ${speed(took.bare)}`)
  console.log(`scan of a day, by second   ${speed(took.ours)}, store at ${Math.round(memory / 1e6)} MB`)
  judge(took, least)
})
