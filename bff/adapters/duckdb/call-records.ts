import { seesAll, type Visibility } from '#shared/access/visibility.ts'
import { epochMs, instantOfMicros, microsOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallBar } from '#shared/features/calls/api.ts'
import type { CallRecords, Sampling } from '../../ports/call-records.ts'
import type { Beginnings } from './beginning.ts'
import { groupOf, groupsQuery } from './call-groups.ts'
import { batchesIn, stepsQuery, stretchesOf } from './call-scan.ts'
import { allColumns, listColumns } from './columns.ts'
import { matching } from './conditions.ts'
import { after, cursorAfter, newestFirst } from './cursor.ts'
import { type AnsweredRow, toCall } from './rows.ts'
import { oneInOf, selectedBy } from './selection.ts'
import { raw, type Sql, sql } from './sql.ts'
import { refusedIn, stampOf } from './stamp.ts'
import type { Supervisor } from './supervisor.ts'
import { tally } from './tally.ts'
import { valuesQuery } from './values.ts'
import { endSeen, seenIn } from './visible.ts'

export interface CallRecordsOptions {
  samplingOf(mesh: string): Sampling
  /** How long a half waits for its partner, in milliseconds. */
  pairingMs: number
  beginnings: Beginnings
}

/** Call records kept by the store's process. */
export function duckdbCallRecords(
  store: Supervisor,
  { samplingOf, pairingMs, beginnings }: CallRecordsOptions,
): CallRecords {
  const read = (queries: Sql[], signal?: AbortSignal) => store.ask('read', { queries }, signal)
  async function stamp(window: Window, mesh: string, refused: readonly AnsweredRow[], oldest: readonly AnsweredRow[]) {
    const beginning = await beginnings.of(mesh, oldest)
    return stampOf(window, { sampling: samplingOf(mesh), refused: refused[0], pairingMs, beginning })
  }

  return {
    append: (mesh, batch) => store.ask('append', { mesh, batch }),

    async noteRefused(mesh, count) {
      if (count > 0) await store.ask('refused', { mesh, count })
    },

    async search(filter, window, { cursor, limit }, visibility, signal) {
      const seen = seenIn(window, visibility)
      const wanted = matching(filter, visibility)
      const rest = cursor === undefined ? raw('TRUE') : after(cursor)
      const [page = [], counts = [], refused = [], oldest = []] = await read(
        [
          sql`SELECT ${raw(listColumns)}, ${shown(visibility)} FROM call WHERE ${seen} AND ${wanted} AND ${rest}
              ORDER BY ${raw(newestFirst)} LIMIT ${limit + 1}::BIGINT`,
          sql`SELECT count(*) AS everything, count(*) FILTER (WHERE ${wanted}) AS total FROM call WHERE ${seen}`,
          refusedIn(visibility.mesh, window),
          beginnings.query(visibility.mesh),
        ],
        signal,
      )
      const items = page.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(toCall),
        ...(page.length > limit && last ? { next: cursorAfter(last) } : {}),
        total: Number(counts[0]?.['total'] ?? 0),
        all: Number(counts[0]?.['everything'] ?? 0),
        stamp: await stamp(window, visibility.mesh, refused, oldest),
      }
    },

    async histogram(filter, window, stepSeconds, visibility, signal) {
      const from = microsOf(window.from)
      const step = Math.round(stepSeconds * 1_000_000)
      const [rows = [], refused = [], oldest = []] = await read(
        [
          sql`SELECT (at_us - ${from}::BIGINT) // ${step}::BIGINT AS bar, ${tally} FROM call
              WHERE ${seenIn(window, visibility)} AND ${matching(filter, visibility)} GROUP BY bar`,
          refusedIn(visibility.mesh, window),
          beginnings.query(visibility.mesh),
        ],
        signal,
      )
      const counted = new Map(rows.map((row) => [Number(row['bar']), row]))
      const bars = Math.ceil(((epochMs(window.to) - epochMs(window.from)) * 1000) / step)
      return {
        bars: Array.from({ length: bars }, (_, index) =>
          barOf(instantOfMicros(from + index * step), counted.get(index)),
        ),
        stamp: await stamp(window, visibility.mesh, refused, oldest),
      }
    },

    async values(field, prefix, window, visibility, signal) {
      const [rows = []] = await read([valuesQuery(field, prefix, window, visibility)], signal)
      return rows.map(({ value, label, calls }) => ({
        value: String(value),
        ...(label === null || label === undefined ? {} : { label: String(label) }),
        calls: Number(calls),
      }))
    },

    async groups(selection, by, visibility, signal) {
      const { window } = selection
      const [counts = [], refused = [], oldest = []] = await read(
        [
          sql`SELECT count(*) AS calls FROM call WHERE ${selectedBy(selection, visibility)}`,
          refusedIn(visibility.mesh, window),
          beginnings.query(visibility.mesh),
        ],
        signal,
      )
      const calls = Number(counts[0]?.['calls'] ?? 0)
      const found = { calls, stamp: await stamp(window, visibility.mesh, refused, oldest) }
      for (let oneIn = oneInOf(calls, selection); ; oneIn *= 4) {
        const [rows = []] = await read([groupsQuery(selection, by, oneIn, visibility)], signal)
        if (rows.length <= selection.maxGroups) return { ...found, oneIn, groups: rows.map((row) => groupOf(row, by)) }
      }
    },

    async scan(selection, columns, visibility, signal) {
      const { window } = selection
      const [counted = [], refused = [], oldest = []] = await read(
        [stepsQuery(selection, visibility), refusedIn(visibility.mesh, window), beginnings.query(visibility.mesh)],
        signal,
      )
      const calls = counted.reduce((sum, row) => sum + Number(row['calls']), 0)
      const oneIn = oneInOf(calls, selection)
      const asked = { selection, columns, oneIn, visibility, stretches: stretchesOf(counted, window, oneIn) }
      return {
        calls,
        oneIn,
        stamp: await stamp(window, visibility.mesh, refused, oldest),
        batches: batchesIn(asked, (question) => store.ask('columns', question, signal)),
      }
    },

    async find(id, visibility, signal) {
      const parts = /^([0-9a-f]{32})-([0-9a-f]{16})(?:-(\d{1,3}))?$/.exec(id)
      if (!parts) return undefined
      const [, trace, span, attempt = '0'] = parts
      const always = { from: '1970-01-01T00:00:00Z', to: '2200-01-01T00:00:00Z' }
      const [rows = []] = await read(
        [
          sql`SELECT ${raw(allColumns)}, ${shown(visibility)} FROM call WHERE ${seenIn(always, visibility)}
              AND trace = ${String(BigInt(`0x${trace}`))}::UHUGEINT AND span = ${String(BigInt(`0x${span}`))}::UBIGINT
              AND attempt = ${Number(attempt)} LIMIT 1`,
        ],
        signal,
      )
      return rows[0] && toCall(rows[0])
    },

    expire: (mesh, before) => store.ask('expire', { mesh, beforeMicros: microsOf(before) }),
  }
}

const shown = (visibility: Visibility): Sql =>
  seesAll(visibility)
    ? raw('TRUE AS caller_seen, TRUE AS callee_seen')
    : sql`${endSeen('caller', visibility)} AS caller_seen, ${endSeen('callee', visibility)} AS callee_seen`

const barOf = (at: string, row: AnsweredRow | undefined): CallBar => ({
  at,
  calls: Number(row?.['calls'] ?? 0),
  failed: Number(row?.['failed'] ?? 0),
  clientErrors: Number(row?.['client_errors'] ?? 0),
  refused: Number(row?.['refused'] ?? 0),
})
