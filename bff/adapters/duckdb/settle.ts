import type { DuckDBConnection } from '@duckdb/node-api'
import { joinHalves } from '../../ports/call-halves.ts'
import type { ReportedCall } from '../../ports/call-records.ts'
import { allColumns } from './columns.ts'
import { rowsOf } from './engine.ts'
import { microsOf } from '#shared/contract/instant.ts'
import { areOneCall } from './pairing.ts'
import { bitsOf, toCall } from './rows.ts'
import { sql, raw } from './sql.ts'

/** A call of which the database may know something already. */
export interface Question {
  mesh: string
  call: ReportedCall
  /** Told what it came to: whether it changed anything, and whether it changed a record that stood there. */
  told?: ((outcome: 'new' | 'late' | 'duplicate') => void) | undefined
}

/** What is to be written: rows that go, and calls that come instead or anew. */
export interface Settlement {
  gone: string[]
  calls: { mesh: string; call: ReportedCall }[]
}

interface Known {
  call: ReportedCall
  /** Absent while it is not written yet. */
  row?: string
}

/** The two clocks of a call may differ by this much, in microseconds. */
const clocksApart = 3600 * 1_000_000

/** Compares calls with what is stored and with each other; to be asked inside the transaction that writes the answer. */
export async function settle(connection: DuckDBConnection, questions: readonly Question[]): Promise<Settlement> {
  const settlement: Settlement = { gone: [], calls: [] }
  for (const [mesh, asked] of Map.groupBy(questions, (question) => question.mesh)) {
    const known = await storedNear(connection, mesh, asked)
    for (const { call, told } of asked) {
      const trace = known.get(traceEnd(call)) ?? []
      const matches = trace.filter((other) => areOneCall(other.call, call))
      const whole = matches.reduce<ReportedCall | undefined>(
        (sofar, { call: other }) => sofar && merge(other, sofar),
        call,
      )
      told?.(!whole ? 'duplicate' : matches.length > 0 ? 'late' : 'new')
      if (!whole) continue
      settlement.gone.push(...matches.flatMap(({ row }) => row ?? []))
      known.set(traceEnd(call), [...trace.filter((other) => !matches.includes(other)), { call: whole }])
    }
    const fresh = [...known.values()].flat().filter(({ row }) => row === undefined)
    settlement.calls.push(...fresh.map(({ call }) => ({ mesh, call })))
  }
  return settlement
}

/** The record of both; undefined when the reported one adds nothing. */
function merge(stored: ReportedCall, reported: ReportedCall): ReportedCall | undefined {
  if ((bitsOf(stored) & bitsOf(reported)) === bitsOf(reported)) return undefined
  if (reported.halves === 'both') return reported
  return reported.halves === 'client' ? joinHalves(reported, stored) : joinHalves(stored, reported)
}

async function storedNear(connection: DuckDBConnection, mesh: string, asked: readonly Question[]) {
  const times = asked.map(({ call }) => microsOf(call.at))
  const [from, to] = [
    times.reduce((a, b) => Math.min(a, b)) - clocksApart,
    times.reduce((a, b) => Math.max(a, b)) + clocksApart,
  ]
  const traces = [...new Set(asked.map(({ call }) => String(BigInt(`0x${traceEnd(call)}`))))]
  const rows = await rowsOf(
    connection,
    sql`SELECT rowid AS row_number, ${raw(allColumns)} FROM call
        WHERE mesh = ${mesh} AND at_us BETWEEN ${from}::BIGINT AND ${to}::BIGINT
          AND (trace & 18446744073709551615::UHUGEINT) IN (SELECT unnest(${traces}::UHUGEINT[]))`,
  )
  const known = new Map<string, Known[]>()
  for (const row of rows) {
    const call = toCall(row)
    const others = known.get(traceEnd(call))
    const one = { call, row: String(row['row_number']) }
    if (others) others.push(one)
    else known.set(traceEnd(call), [one])
  }
  return known
}

const traceEnd = (call: ReportedCall): string => call.trace.slice(-16)
