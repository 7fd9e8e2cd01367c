import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { instantOf } from '#shared/contract/instant.ts'
import { callColumnNames, callColumns, migrations } from '../bff/adapters/duckdb/columns.ts'
import { appendCalls, databaseFile } from '../bff/adapters/duckdb/engine.ts'
import { openCallRecords } from '../bff/adapters/duckdb/open.ts'
import { toRow } from '../bff/adapters/duckdb/rows.ts'
import { startCollector } from '../bff/collector/collector.ts'
import { callId } from '../bff/ports/call-halves.ts'
import type { ReportedCall } from '../bff/ports/call-records.ts'

/**
 * Claim: durable ingest of call records, answered after its commit, is at least a quarter as fast as the engine's own appender
 * writing the same rows in one process in transactions of the same size. Also printed: the whole way in from Zipkin JSON, and
 * bytes a record on disk.
 */
const least = 0.25
const rounds = 5
const rows = 20_000
const batchSize = 1000
const senders = 4

const services = ['portal', 'iam', 'ncr', 'vpc', 'adminagency', 'predict', 'ocr', 'billing', 'notification']
const pick = <Item>(items: readonly [Item, ...Item[]] | Item[], number: number): Item =>
  items[number % items.length] as Item // never empty

/** Rows as busy services make them: few names, many ids. */
function call(index: number): ReportedCall {
  const trace = randomBytes(16).toString('hex')
  const span = randomBytes(8).toString('hex')
  const [caller, callee] = [pick(services, index), pick(services, index * 7 + 3)]
  return {
    id: callId(trace, span, 0),
    mesh: 'cloud',
    at: instantOf(Date.now() - 5000 + (index % 5000)),
    durationMs: 1 + (index % 977) / 3,
    serverMs: 1 + (index % 977) / 4,
    trace,
    span,
    attempt: 0,
    caller: { namespace: 'cloud@production', service: caller, version: '1.0.0', instance: `${caller}-${index % 3}` },
    callee: { namespace: 'cloud@production', service: callee, version: '1.0.1', instance: `${callee}-${index % 3}` },
    tenant: { id: `t-${index % 40}`, name: `Tenant ${index % 40}` },
    user: { id: `u-${index % 900}`, name: `User ${index % 900}` },
    clientAddress: `10.0.${index % 7}.${index % 251}`,
    requestId: randomBytes(8).toString('hex'),
    tokenFingerprint: String(index % 900).padStart(16, 'a'),
    protocol: 'http',
    method: pick(['GET', 'POST'], index),
    url: `/${callee}/v1/items/${index % 5000}`,
    route: `/${callee}/v1/items/:id`,
    status: pick([200, 200, 200, 404, 500], index),
    outcome: 'ok',
    requestBytes: index % 3000,
    responseBytes: index % 30_000,
    headers: { 'device-os': pick(['android', 'ios', 'web'], index), 'user-agent': `app/${index % 5}` },
    halves: 'both',
  }
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'meshdeck-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const batchesOf = (calls: readonly ReportedCall[]): ReportedCall[][] =>
  Array.from({ length: calls.length / batchSize }, (_, at) => calls.slice(at * batchSize, (at + 1) * batchSize))

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return count / ((performance.now() - start) / 1000)
}

const bare = (calls: readonly ReportedCall[]) =>
  inFolder(async (folder) => {
    const instance = await DuckDBInstance.create(databaseFile(folder), { threads: '2', memory_limit: '192MB' })
    const connection = await instance.connect()
    await connection.run(migrations.join(';'))
    const written = batchesOf(calls).map((batch) => batch.map((one) => toRow('cloud', one)))
    const speed = await perSecond(calls.length, async () => {
      for (const batch of written) {
        await connection.run('BEGIN')
        await appendCalls(connection, batch)
        await connection.run('COMMIT')
      }
    })
    instance.closeSync()
    return speed
  })

/** Sends batches from several senders at once, as sidecars do. */
async function sendAll<Batch>(batches: Batch[], send: (batch: Batch) => Promise<unknown>): Promise<void> {
  const queue = [...batches]
  const sender = async () => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) await send(batch)
  }
  await Promise.all(Array.from({ length: senders }, sender))
}

const ours = (calls: readonly ReportedCall[]) =>
  inFolder(async (dataDir) => {
    const store = openCallRecords({ dataDir, samplingOf: () => 'all' })
    await store.status()
    const speed = await perSecond(calls.length, () =>
      sendAll(batchesOf(calls), (batch) => store.calls.append('cloud', batch)),
    )
    await store.close()
    return { speed, bytes: statSync(databaseFile(dataDir)).size / calls.length }
  })

const overZipkin = (calls: readonly ReportedCall[]) =>
  inFolder(async (dataDir) => {
    const store = openCallRecords({ dataDir, samplingOf: () => 'all' })
    await store.status()
    const registry = { services: [], instances: new Map(), findings: [] }
    const collector = await startCollector({
      host: '127.0.0.1',
      port: 0,
      meshes: [{ name: 'cloud' }],
      records: store.calls,
      siteKey: randomBytes(32),
      registryOf: () => Promise.resolve(registry),
    })
    const bodies = batchesOf(calls).map((batch) => JSON.stringify(batch.flatMap(spansOf)))
    const speed = await perSecond(calls.length * 2, () =>
      sendAll(bodies, async (body) => {
        const headers = { 'content-type': 'application/json' }
        const { status } = await fetch(`${collector.url}/cloud/api/v2/spans`, { method: 'POST', headers, body })
        if (status !== 202) throw new Error(`the collector answered ${status}`)
      }),
    )
    await collector.close()
    await store.close()
    return { speed, json: bodies.reduce((sum, body) => sum + body.length, 0) / calls.length }
  })

function spansOf(one: ReportedCall) {
  const tags = {
    'service.namespace': 'cloud@production',
    'service.version': '1.0.0',
    'peer.service.version': '1.0.1',
    'tenant.id': one.tenant?.id,
    'user.id': one.user?.id,
    'client.address': one.clientAddress,
    'request.id': one.requestId,
    'http.method': one.method,
    'http.url': one.url,
    'http.route': one.route,
    'http.status_code': String(one.status),
    'http.request.header.device-os': one.headers['device-os'],
    'http.request.header.user-agent': one.headers['user-agent'],
  }
  const half = {
    traceId: one.trace,
    id: one.span,
    timestamp: Date.now() * 1000,
    duration: Math.round(one.durationMs * 1000),
    tags,
  }
  const [from, to] = [{ serviceName: one.caller?.service }, { serviceName: one.callee.service }]
  return [
    { ...half, kind: 'CLIENT', localEndpoint: from, remoteEndpoint: to },
    { ...half, kind: 'SERVER', shared: true, localEndpoint: to, remoteEndpoint: from },
  ]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const thousands = (value: number): string => Math.round(value).toLocaleString('en')

const measured = {
  bare: new Array<number>(),
  ours: new Array<number>(),
  ratio: new Array<number>(),
  zipkin: new Array<number>(),
}
let bytes = 0
let json = 0
for (let round = 0; round < rounds; round += 1) {
  const calls = Array.from({ length: rows }, (_, index) => call(index))
  const floor = await bare(calls)
  const durable = await ours(calls)
  const spans = await overZipkin(calls)
  measured.bare.push(floor)
  measured.ours.push(durable.speed)
  measured.ratio.push(durable.speed / floor)
  measured.zipkin.push(spans.speed)
  bytes = durable.bytes
  json = spans.json
}
const ratio = median(measured.ratio)
console.log(`engine's own appender     ${thousands(median(measured.bare))} rows/s`)
console.log(
  `durable ingest            ${thousands(median(measured.ours))} rows/s, ${senders} senders, batches of ${batchSize}`,
)
console.log(`ratio, median of ${rounds}        ${ratio.toFixed(2)} (at least ${least})`)
console.log(`spans over HTTP, in halves ${thousands(median(measured.zipkin))} spans/s`)
console.log(
  `on disk                   ${bytes.toFixed(0)} bytes a record; its two spans are ${json.toFixed(0)} bytes of JSON`,
)
if (Object.keys(callColumns).length !== callColumnNames.length) throw new Error('columns were lost')
process.exitCode = ratio >= least ? 0 : 1
