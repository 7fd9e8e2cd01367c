import { copyFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { wholeMesh } from '#shared/access/visibility.ts'
import { microsOf } from '#shared/contract/instant.ts'
import type { RouteImpact } from '#shared/features/impact/model.ts'
import type { PolicyEdit } from '#shared/mesh/policy.ts'
import { databaseFile } from '../bff/adapters/duckdb/engine.ts'
import { openCallRecords } from '../bff/adapters/duckdb/open.ts'
import { ServiceCombDeclaration } from '../bff/adapters/servicecomb/declaration.ts'
import { connectServiceComb } from '../bff/adapters/servicecomb/mesh.ts'
import { registrar } from '../bff/adapters/servicecomb/registrar.test-support.ts'
import { impactOf } from '../bff/features/impact/service.ts'
import { startKie } from '../sandbox/kie/kie.ts'
import { startServiceCenter } from '../sandbox/service-center/service-center.ts'
import { type DayOfCalls, withDayOfCalls } from './day-of-calls.ts'

/**
 * Claim: the impact of a drafted rule over the recorded calls of a day, asked as the console asks it (policies from Kie, instances from
 * Service Center, calls through the store's process, examples looked up), goes through the calls at no less than a tenth of the speed
 * of a bare scan: the engine in one's own process reads the same columns of the same calls and adds up their hashes.
 */
const least = 0.1
const calls = 2_000_000
const rounds = 7

const threads = 2
const memoryMb = 128
const namespace = 'cloud@production'
const service = 'ocr'

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** The engine alone on a copy of the file, with what the store gives it. */
async function bareEngine({ dataDir, mesh, window }: DayOfCalls) {
  const copy = `${databaseFile(dataDir)}.copy`
  copyFileSync(databaseFile(dataDir), copy)
  const instance = await DuckDBInstance.create(copy, { threads: String(threads), memory_limit: `${memoryMb}MB` })
  const connection = await instance.connect()
  const columns = `at_us, trace, span, attempt, caller_ns, caller, caller_version, callee_ns, tenant, tenant_name, headers`
  const text = `SELECT sum(hash(${columns})) FROM call WHERE mesh = '${mesh}' AND callee = '${service}'
    AND at_us >= ${microsOf(window.from)} AND at_us < ${microsOf(window.to)}`
  return {
    scan: () => connection.runAndReadAll(text),
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const to = (version: string, weight: number) => ({ labels: { version }, weight })
const edit: PolicyEdit = {
  ref: { mesh: 'cloud', namespace, service, kind: 'route-rules', name: 'app' },
  enabled: true,
  base: 'none',
  spec: {
    routes: [
      {
        name: 'android',
        match: {
          any: [{ all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] }],
        },
        destinations: [to('1.0.0', 95), to('1.0.1', 5)],
      },
      { name: 'rest', match: { any: [] }, destinations: [to('1.0.0', 100)] },
    ],
  },
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
  for (const version of ['1.0.0', '1.0.1']) await register(service, version, {})
  const declaration = ServiceCombDeclaration.parse({
    kind: 'servicecomb',
    name: day.mesh,
    registry: { address: center.url },
    policies: { address: kie.url },
    sampling: 'all',
  })
  const mesh = connectServiceComb(declaration, { calls: store.calls, metrics: store.metrics(day.mesh) })
  const target = mesh.target('route-rules')
  if (!target) throw new Error('the mesh has no route rules')

  async function ask(): Promise<RouteImpact> {
    if (!target) throw new Error('the mesh has no route rules')
    const question = {
      mesh,
      target,
      namespace,
      service,
      window: day.window,
      visibility: wholeMesh(day.mesh),
      mayUnmask: false,
      edits: [{ edit, field: 'edits.0' }],
      policies: await target.list(),
    }
    return await impactOf(question, AbortSignal.timeout(60_000))
  }
  return {
    ask,
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
  let replayed = 0
  // One after the other in each round, so that a busy moment of the machine is one of both. The first round fills the caches.
  for (let round = 0; round <= rounds; round += 1) {
    const scan = await seconds(bare.scan)
    const ours = await seconds(async () => {
      const { calls: seen, oneIn, figures, examples } = await meshdeck.ask()
      if (!figures || oneIn !== 1 || examples.length === 0) throw new Error('the replay told nothing')
      replayed = seen
    })
    if (round === 0) continue
    took.bare.push(scan)
    took.ours.push(ours)
  }
  bare.close()
  await meshdeck.close()
  const ratio = median(took.bare.map((scan, round) => scan / (took.ours[round] ?? 1)))
  console.log(
    `calls replayed             ${replayed.toLocaleString('en')} of ${calls.toLocaleString('en')} in the store`,
  )
  console.log(`bare scan                  ${millions(replayed / median(took.bare))}`)
  console.log(
    `impact of a rule           ${millions(replayed / median(took.ours))}, ${(median(took.ours) * 1000).toFixed(0)} ms`,
  )
  console.log(`ratio, median of ${rounds}         ${ratio.toFixed(2)} (at least ${least})`)
  process.exitCode = ratio >= least ? 0 : 1
})
