import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { microsOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import { callColumnNames, migrations } from '../bff/adapters/duckdb/columns.ts'
import { databaseFile } from '../bff/adapters/duckdb/engine.ts'

/** Calls of a mesh in one day, as a store holds them. */
export interface DayOfCalls {
  /** Folder of the store; it is removed after the work. */
  dataDir: string
  mesh: string
  window: Window
  calls: number
}

const mesh = 'cloud'
const namespace = 'cloud@production'
const dayMicros = 86_400_000_000

/**
 * Makes a store with so many calls of one day (about 95 bytes each on disk) for some work, and removes it afterwards.
 * The same calls each time: nine services of three instances, 40 tenants, a wave over the day, bursts of a second, four calls a trace.
 */
export async function withDayOfCalls<Result>(
  calls: number,
  work: (day: DayOfCalls) => Promise<Result>,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'meshdeck-day-'))
  const remove = () => rmSync(dataDir, { recursive: true, force: true })
  // Whoever breaks off a bench leaves no gigabyte behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  process.once('exit', remove)
  try {
    const to = new Date().toISOString()
    const from = new Date(Date.parse(to) - dayMicros / 1000).toISOString()
    await fill(dataDir, from, calls)
    return await work({ dataDir, mesh, window: { from, to }, calls })
  } finally {
    remove()
  }
}

async function fill(dataDir: string, from: string, calls: number): Promise<void> {
  const instance = await DuckDBInstance.create(databaseFile(dataDir), {
    threads: '2',
    memory_limit: '400MB',
    temp_directory: join(dataDir, 'fill.tmp'),
    preserve_insertion_order: 'true',
  })
  const connection = await instance.connect()
  await connection.run(migrations.join(';'))
  await connection.run('CREATE TABLE schema_step (step INTEGER)')
  for (const [index] of migrations.entries()) await connection.run(`INSERT INTO schema_step VALUES (${index + 1})`)
  const columns = callColumnNames.filter((name) => name in values)
  const chosen = columns.map((name) => `${values[name]} AS ${name}`).join(', ')
  await connection.run(
    `INSERT INTO call (${columns.join(', ')})
     SELECT ${chosen} FROM (
       SELECT i, hash(i) AS h, hash(i + 1000000007) AS g, hash(i // 4) AS t, i / ${calls}.0 AS part,
         ['portal', 'iam', 'ncr', 'vpc', 'adminagency', 'predict', 'ocr', 'billing', 'notification'] AS names,
         names[1 + (h % 9)::INTEGER] AS from_name, names[1 + ((h // 9) % 9)::INTEGER] AS to_name
       FROM range(${calls}) AS numbers (i))`.replaceAll('$begin', String(microsOf(from))),
  )
  await connection.run('CHECKPOINT')
  connection.closeSync()
  instance.closeSync()
}

/** Each column from a call's number `i`, its part of the day and random numbers `h`, `g` (the call's) and `t` (its trace's). */
const values: Partial<Record<(typeof callColumnNames)[number], string>> = {
  mesh: `'${mesh}'`,
  // More by day than by night, and a tenth of each second is twice as busy.
  at_us: `($begin + ${dayMicros} * (part - sin(part * 2 * pi()) / 10))::BIGINT`,
  trace: 't::UHUGEINT * 18446744073709551616::UHUGEINT + hash(t)::UHUGEINT',
  span: 'h',
  attempt: '0',
  halves: '3',
  duration_us: '(800 + h % 60000)::BIGINT',
  server_us: '(500 + h % 60000)::BIGINT',
  caller_ns: `'${namespace}'`,
  caller: 'from_name',
  caller_version: `'1.0.0'`,
  caller_instance: `from_name || '-' || (1 + g % 3)::VARCHAR`,
  callee_ns: `'${namespace}'`,
  callee: 'to_name',
  callee_version: `CASE WHEN (g // 3) % 20 = 0 THEN '1.0.1' ELSE '1.0.0' END`,
  callee_instance: `to_name || '-' || (1 + (g // 3) % 3)::VARCHAR`,
  tenant: `'t-' || (t % 40)::VARCHAR`,
  tenant_name: `'Tenant ' || (t % 40)::VARCHAR`,
  person: `'u-' || (t % 900)::VARCHAR`,
  client_address: `'10.0.' || (t % 7)::VARCHAR || '.' || (t % 251)::VARCHAR`,
  request_id: `lpad(to_hex(t), 16, '0')`,
  protocol: `'http'`,
  method: `CASE WHEN g % 5 = 0 THEN 'POST' ELSE 'GET' END`,
  url: `'/' || to_name || '/v1/items/' || (g % 5000)::VARCHAR || CASE WHEN h % 7 = 0 THEN '?page=2' ELSE '' END`,
  route: `'/' || to_name || '/v1/items/:id'`,
  status: `CASE (h // 81) % 50 WHEN 0 THEN 503 WHEN 1 THEN 404 ELSE 200 END`,
  outcome: `CASE WHEN (h // 81) % 50 = 0 THEN 'failed' ELSE 'ok' END`,
  request_bytes: '(h % 3000)::BIGINT',
  response_bytes: '(h % 30000)::BIGINT',
  headers: `concat(chr(10), 'app-version:', (5 + t % 3)::VARCHAR, chr(10), 'device-os:',
    ['android', 'ios', 'web'][1 + (t % 3)::INTEGER], chr(10))`,
}
