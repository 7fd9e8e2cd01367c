import type { DuckDBConnection } from '@duckdb/node-api'
import { Problem } from '#shared/contract/problem.ts'
import type { Appended, ReportedCall } from '../../ports/call-records.ts'
import { appendCalls, inTransaction, rowsOf } from './engine.ts'
import { pairing, type Waiting } from './pairing.ts'
import { toRow } from './rows.ts'
import { type Question, settle } from './settle.ts'
import { sql } from './sql.ts'

/** Reports that may wait for the next commit; beyond it the store says that it is behind. */
const queueLimit = 50_000
/** Halves that may wait for their partners. */
const waitingLimit = 200_000
/** How long reports of several senders are gathered into one commit, in milliseconds. */
const gatherMs = 5
const tickMs = 500
const sweepMs = 5000

/** The only hand that writes: one group of reports a transaction, answered after its commit. */
export interface Writer {
  /** Resolves once all is durable. Throws `records-behind`. */
  append(mesh: string, batch: ReportedCall[]): Promise<Appended>
  noteRefused(mesh: string, count: number): Promise<void>
  /** Removes calls that began before, in microseconds since 1970, of one mesh or of all. */
  expire(mesh: string | undefined, beforeMicros: number): Promise<number>
  waiting(): number
  queued(): number
  /** Records that were made of one half, since the start. */
  unpaired(): number
  close(): Promise<void>
}

export interface WriterOptions {
  connection: DuckDBConnection
  /** How long a half waits for its partner, in milliseconds. */
  pairingMs: number
  /** Called when a commit failed: what is in memory is then worth nothing, the process has to begin anew. */
  onFailure(cause: unknown): void
}

interface Job {
  mesh: string
  batch: ReportedCall[]
  appended: Appended
  done(): void
}

export async function openWriter({ connection, pairingMs, onFailure }: WriterOptions): Promise<Writer> {
  const stored = await rowsOf(connection, sql`SELECT * FROM half ORDER BY number`)
  const [any] = await rowsOf(connection, sql`SELECT 1 AS one FROM call LIMIT 1`)
  const pairs = pairing({ delayMs: pairingMs, sinceMs: any || stored.length > 0 ? Date.now() : 0 })
  const questions: Question[] = []
  let number = 0
  let queue: Job[] = []
  let queued = 0
  let unpaired = 0
  let turn: Promise<unknown> = Promise.resolve()
  let scheduled = false
  let sweptMs = Date.now()

  for (const row of stored) {
    number = Number(row['number'])
    const report = JSON.parse(String(row['report'])) as ReportedCall // written by this module
    const mesh = String(row['mesh'])
    const verdict = pairs.take(mesh, report, Number(row['arrived_ms']), number)
    if (verdict.kind === 'whole') questions.push({ mesh, call: verdict.call })
    if (verdict.kind === 'late') questions.push({ mesh, call: report })
  }

  /** Runs work after everything that was asked before. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work)
    turn = result.catch(onFailure)
    return result
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setTimeout(() => {
      void inTurn(async () => {
        scheduled = false
        await commit()
      }).catch(() => undefined) // onFailure has it
    }, gatherMs)
  }

  async function commit(): Promise<void> {
    const jobs = queue
    queue = []
    const nowMs = Date.now()
    const group = sort(jobs, nowMs)
    for (const { mesh, report } of pairs.due(nowMs)) group.questions.push({ mesh, call: report, told: countAlone })
    group.questions.unshift(...questions.splice(0))
    await inTransaction(connection, async () => {
      const { gone, calls } = await settle(connection, group.questions)
      if (gone.length > 0) await connection.run(`DELETE FROM call WHERE rowid IN (${gone.map(Number).join(', ')})`)
      await appendHalves(connection, group.halves)
      const rows = [...group.calls, ...calls].map(({ mesh, call }) => toRow(mesh, call))
      await appendCalls(connection, rows)
      await sweep(nowMs)
    })
    for (const job of jobs) {
      queued -= job.batch.length
      job.done()
    }
  }

  const countAlone: Question['told'] = (outcome) => {
    if (outcome === 'new') unpaired += 1
  }

  /** Asks the pairing about every report of the group. */
  function sort(jobs: readonly Job[], nowMs: number) {
    const group = {
      calls: new Array<{ mesh: string; call: ReportedCall }>(),
      halves: new Array<Waiting>(),
      questions: new Array<Question>(),
    }
    for (const { mesh, batch, appended } of jobs) {
      const told: Question['told'] = (outcome) => {
        appended[outcome === 'duplicate' ? 'duplicates' : 'accepted'] += 1
        if (outcome === 'late') appended.late += 1
      }
      for (const report of batch) {
        const verdict = pairs.take(mesh, report, nowMs, number + 1)
        if (verdict.kind === 'late') group.questions.push({ mesh, call: report, told })
        else if (verdict.kind === 'whole' && verdict.ask) group.questions.push({ mesh, call: verdict.call, told })
        else told(verdict.kind === 'duplicate' ? 'duplicate' : 'new')
        if (verdict.kind === 'whole' && !verdict.ask) group.calls.push({ mesh, call: verdict.call })
        if (verdict.kind === 'waiting') group.halves.push({ mesh, report, arrivedMs: nowMs, number: (number += 1) })
      }
    }
    return group
  }

  /** Halves that found their partner or became records alone are kept until those before them have, too. */
  async function sweep(nowMs: number): Promise<void> {
    if (nowMs - sweptMs < sweepMs) return
    sweptMs = nowMs
    await connection.run('DELETE FROM half WHERE number < ?::BIGINT', [pairs.oldest() ?? number + 1])
  }

  const ticking = setInterval(() => {
    if (pairs.waiting() > 0 || questions.length > 0 || Date.now() - sweptMs >= sweepMs) schedule()
  }, tickMs)

  return {
    append(mesh, batch) {
      if (queued + batch.length > queueLimit || pairs.waiting() > waitingLimit) {
        return Promise.reject(new Problem('records-behind', { params: { seconds: 1 } }))
      }
      queued += batch.length
      return new Promise((resolve) => {
        const appended: Appended = { accepted: 0, duplicates: 0, late: 0 }
        queue.push({ mesh, batch, appended, done: () => resolve(appended) })
        schedule()
      })
    },
    noteRefused(mesh, count) {
      const minute = Math.floor(Date.now() / 60_000) * 60_000_000
      return inTurn(async () => {
        await connection.run('INSERT INTO refused VALUES (?, ?::BIGINT, ?::BIGINT)', [mesh, minute, count])
      })
    },
    expire(mesh, beforeMicros) {
      const ofMesh = mesh === undefined ? sql`TRUE` : sql`mesh = ${mesh}`
      return inTurn(async () => {
        const [row] = await rowsOf(
          connection,
          sql`DELETE FROM call WHERE at_us < ${beforeMicros}::BIGINT AND ${ofMesh}`,
        )
        await rowsOf(connection, sql`DELETE FROM refused WHERE minute_us < ${beforeMicros}::BIGINT AND ${ofMesh}`)
        return Number(row?.['Count'] ?? 0)
      })
    },
    waiting: () => pairs.waiting(),
    queued: () => queued,
    unpaired: () => unpaired,
    async close() {
      clearInterval(ticking)
      if (queue.length > 0) await inTurn(commit)
      await turn
    },
  }
}

async function appendHalves(connection: DuckDBConnection, halves: readonly Waiting[]): Promise<void> {
  if (halves.length === 0) return
  const appender = await connection.createAppender('half')
  for (const { number, mesh, arrivedMs, report } of halves) {
    appender.appendBigInt(BigInt(number))
    appender.appendVarchar(mesh)
    appender.appendBigInt(BigInt(arrivedMs))
    appender.appendVarchar(JSON.stringify(report))
    appender.endRow()
  }
  appender.closeSync()
}
