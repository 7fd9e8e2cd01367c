import { copyFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { wholeMesh } from '#shared/access/visibility.ts'
import { microsOf } from '#shared/contract/instant.ts'
import type { Backtest } from '#shared/features/rate-limits/backtest.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { databaseFile } from '../bff/adapters/duckdb/engine.ts'
import { openCallRecords } from '../bff/adapters/duckdb/open.ts'
import { ServiceCombDeclaration } from '../bff/adapters/servicecomb/declaration.ts'
import { connectServiceComb } from '../bff/adapters/servicecomb/mesh.ts'
import { registrar } from '../bff/adapters/servicecomb/registrar.test-support.ts'
import { backtest } from '../bff/features/rate-limits/backtest.ts'
import { startKie } from '../sandbox/kie/kie.ts'
import { startServiceCenter } from '../sandbox/service-center/service-center.ts'
import { type DayOfCalls, withDayOfCalls } from './day-of-calls.ts'

/**
 * Claim: a limit for every call that any service gets, tried on the recorded calls of a day as the console tries it (limits from Kie,
 * frameworks from Service Center, every call through the store's process and its sidecar's bucket, told by minute, caller, tenant and
 * API), goes through 5 M calls at no less than three hundredths of the speed of a bare scan: the engine in one's own process hands out the
 * same columns of the same calls, in no order, and nobody looks at them.
 */
const least = 0.03
const calls = 5_000_000
const rounds = 3

const threads = 2
const memoryMb = 128
const namespace = 'cloud@production'
const services = ['portal', 'iam', 'ncr', 'vpc', 'adminagency', 'predict', 'ocr', 'billing', 'notification']
const ref: PolicyRef = { mesh: 'cloud', namespace, service: '*', kind: 'rate-limits', name: 'all' }

async function seconds(work: () => Promise<unknown>): Promise<number> {
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
  const columns = `at_us, caller, callee_ns, callee, callee_instance, tenant,
    method, coalesce(route, url) AS api, attempt`
  const text = `SELECT ${columns} FROM call WHERE mesh = '${mesh}'
    AND at_us >= ${microsOf(window.from)} AND at_us < ${microsOf(window.to)}`
  return {
    async handOut(): Promise<void> {
      const result = await connection.stream(text)
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0;) chunk = await result.fetchChunk()
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** The console's way to ask, over the sandbox's servers. */
async function consoleOver(day: DayOfCalls) {
  const store = openCallRecords({
    dataDir: day.dataDir,
    samplingOf: () => 'all',
    threads,
    memoryMb,
    patienceMs: 60_000,
  })
  const [kie, center] = await Promise.all([startKie(), startServiceCenter({ cacheDelayMs: { write: 0, delete: 0 } })])
  const { register } = registrar(center.url, { app: 'cloud', environment: 'production' })
  for (const name of services) await register(name, '1.0.0', {})
  const declaration = ServiceCombDeclaration.parse({
    kind: 'servicecomb',
    name: day.mesh,
    registry: { address: center.url },
    policies: { address: kie.url },
    sampling: 'all',
  })
  const mesh = connectServiceComb(declaration, { calls: store.calls, metrics: store.metrics(day.mesh) })
  const target = mesh.target('rate-limits')
  if (!target) throw new Error('the mesh has no rate limits')
  const question = {
    mesh,
    target,
    ref,
    spec: { limit: 2, per: 1 },
    last: '24h' as const,
    visibility: wholeMesh(day.mesh),
    mayUnmask: false,
    sees: () => true,
    seconds: 300,
  }
  return {
    ask: (): Promise<Backtest> => backtest(question, AbortSignal.timeout(300_000)),
    async close() {
      mesh.close()
      await Promise.all([store.close(), kie.close(), center.close()])
    },
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(2)} M calls/s`

await withDayOfCalls(calls, async (day) => {
  const [bare, meshdeck] = [await bareEngine(day), await consoleOver(day)]
  const took = { bare: new Array<number>(), ours: new Array<number>() }
  let found: Backtest['total'] = { calls: 0, before: 0, after: 0 }
  // One after the other in each round, so that a busy moment of the machine is one of both. The first round fills the caches.
  for (let round = 0; round <= rounds; round += 1) {
    const scan = await seconds(bare.handOut)
    const ours = await seconds(async () => {
      const { total, sidecars } = await meshdeck.ask()
      // The window slides on while the bench runs: the calls of its first minutes fall out of it.
      if (total.calls < calls * 0.9 || total.after === 0 || sidecars !== services.length * 3) {
        throw new Error(`the backtest told ${JSON.stringify(total)} of ${sidecars} sidecars`)
      }
      found = total
    })
    if (round === 0) continue
    took.bare.push(scan)
    took.ours.push(ours)
  }
  bare.close()
  await meshdeck.close()
  const ratio = median(took.bare.map((scan, round) => scan / (took.ours[round] ?? 1)))
  console.log(
    `calls tried                ${found.calls.toLocaleString('en')}, ${found.after.toLocaleString('en')} refused`,
  )
  console.log(`bare scan, handed out      ${millions(calls / median(took.bare))}`)
  console.log(
    `backtest of a day          ${millions(found.calls / median(took.ours))}, ${median(took.ours).toFixed(1)} s`,
  )
  console.log(`ratio, median of ${rounds}         ${ratio.toFixed(2)} (at least ${least})`)
  process.exitCode = ratio >= least ? 0 : 1
})
