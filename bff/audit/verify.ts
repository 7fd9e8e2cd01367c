import { instantOf } from '#shared/contract/instant.ts'
import type { ProblemReport } from '#shared/contract/problem.ts'
import type { VerificationStep } from '#shared/features/audit/api.ts'
import type { AuditHead, AuditVerification } from '#shared/features/audit/model.ts'
import type { auditFindings } from '#shared/problems/audit.ts'
import { stableJson } from '../changes/normal-form.ts'
import { monthsOf, readHead, sealsDigest } from './months.ts'
import { entryOf, hashOfEntry } from './rows.ts'
import { type AuditDatabase, type AuditMonthRow, type AuditRow, tableOf } from './tables.ts'

/** Where the chain breaks; ends the walk. */
export class BrokenChain extends Error {
  readonly report: ProblemReport

  constructor(code: keyof typeof auditFindings, params: { number: number; month?: string; rows?: number }) {
    super(code)
    this.report = { code, params }
  }
}

/** Where the chain has come to: what the next row must be and follow. */
interface Place {
  number: number
  previous: string
}

const batch = 1000

/**
 * Walks the whole chain up to its present head and tells on the way how far it came, at last what it came to. `noted` is a head
 * that somebody wrote down elsewhere: who rewrites the whole file cannot rewrite that.
 */
export async function* verify(
  audit: AuditDatabase,
  noted?: AuditHead,
): AsyncGenerator<VerificationStep, void, undefined> {
  const head = await readHead(audit)
  const walk = { rows: 0, months: 0, seals: 0, dropped: 0, head }
  const end = (broken?: ProblemReport): VerificationStep => {
    const verification: AuditVerification = { ...walk, at: instantOf(Date.now()), ...(broken ? { broken } : {}) }
    return { verification }
  }
  try {
    for await (const rows of chain(audit, head, walk, noted)) {
      walk.rows += rows
      yield { walked: walk.rows, of: head.rows }
    }
    yield end()
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error
    yield end(error.report)
  }
}

type Walk = Omit<AuditVerification, 'at' | 'broken'>

/** Months one after the other, their rows, and what the head knows of the end. Answers rows as they are walked; throws `BrokenChain`. */
async function* chain(audit: AuditDatabase, head: AuditHead, walk: Walk, noted: AuditHead | undefined) {
  const months = await monthsOf(audit)
  await compareDropped(audit, months)
  let place: Place = { number: 1, previous: months[0]?.previous ?? head.hash }
  for (const month of months) {
    if (month.first > place.number) throw new BrokenChain('audit-row-missing', { number: place.number })
    if (month.first < place.number || month.previous !== place.previous)
      throw new BrokenChain('audit-row-unchained', { number: month.first })
    if (month.dropped_at !== null) {
      walk.dropped += 1
      place = { number: month.first + (month.count ?? 0), previous: month.last_hash ?? '' }
    } else {
      const begin = place
      for await (const next of rowsOf(audit, month, place, head, noted)) {
        yield next.number - place.number
        place = next
      }
      walk.months += 1
      if (month.count !== null) {
        await compareSeal(audit, month, { count: place.number - begin.number, last: place.previous })
        walk.seals += 1
      }
    }
    expectNoted(noted, place)
  }
  compareEnd(place, head)
  await expectNothingBehind(audit, months.at(-1))
  if (noted && noted.rows > head.rows)
    throw new BrokenChain('audit-tail-missing', { number: noted.rows, rows: head.rows })
}

/** The rows of one month in batches: answers the place after each. */
export async function* rowsOf(
  audit: AuditDatabase,
  { month, first }: AuditMonthRow,
  from: Place,
  head: AuditHead,
  noted?: AuditHead,
): AsyncGenerator<Place, void, undefined> {
  let place = from
  for (;;) {
    const query = audit.selectFrom(tableOf(month)).selectAll().where('number', '>=', place.number)
    const rows = await query
      .where('number', '<=', head.rows)
      .orderBy('number')
      .limit(batch)
      .execute()
      // Whoever takes away a whole table leaves nothing that could be asked.
      .catch((cause: unknown) => {
        if (!/no such table|does not exist/.test(String(cause))) throw cause
        throw new BrokenChain('audit-month-missing', { month, number: first })
      })
    for (const row of rows) {
      place = after(row, place)
      expectNoted(noted, place)
    }
    yield place
    if (rows.length < batch) return
  }
}

/** The place after a row. Throws where the row is not what must follow. */
function after(row: AuditRow, { number, previous }: Place): Place {
  if (row.number !== number) throw new BrokenChain('audit-row-missing', { number })
  if (hashIn(row) !== row.hash) throw new BrokenChain('audit-row-altered', { number })
  if (row.previous !== previous) throw new BrokenChain('audit-row-unchained', { number })
  return { number: number + 1, previous: row.hash }
}

/** The hash that a row's content gives; undefined where it cannot have been written by us. */
function hashIn(row: AuditRow): string | undefined {
  try {
    const entry = entryOf(row)
    return stableJson(entry.details) === row.details ? hashOfEntry(entry) : undefined
  } catch {
    return undefined
  }
}

/** Dropped months are those that the log itself tells of, with the seals that it told. */
async function compareDropped(audit: AuditDatabase, months: readonly AuditMonthRow[]): Promise<void> {
  const dropped = months.filter((month) => month.dropped_at !== null)
  const told = await digestTold(audit, months)
  const last = dropped.at(-1)
  if (told === (last && sealsDigest(dropped))) return
  throw new BrokenChain('audit-month-missing', { month: last?.month ?? '', number: last?.first ?? 1 })
}

/** The newest word of the log about dropped months; undefined where it tells of none. */
async function digestTold(audit: AuditDatabase, months: readonly AuditMonthRow[]): Promise<string | undefined> {
  for (const { month } of months.filter((each) => each.dropped_at === null).toReversed()) {
    const told = await audit
      .selectFrom(tableOf(month))
      .selectAll()
      .where('event', '=', 'audit-month-dropped')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
      .catch(() => undefined) // a table that is gone is met on the walk
    if (!told) continue
    const { seals } = detailsOf(told)
    return typeof seals === 'string' ? seals : ''
  }
  return undefined
}

function detailsOf(row: AuditRow): Record<string, unknown> {
  try {
    return entryOf(row).details
  } catch {
    return {} // altered: the walk names the row
  }
}

/** Throws where a month that has ended holds other rows than it did then. */
async function compareSeal(
  audit: AuditDatabase,
  { month, first, count, first_hash, last_hash }: AuditMonthRow,
  walked: { count: number; last: string },
): Promise<void> {
  if (walked.count < (count ?? 0)) throw new BrokenChain('audit-row-missing', { number: first + walked.count })
  const begin = audit.selectFrom(tableOf(month)).select('hash').orderBy('number').limit(1)
  const isSame =
    walked.count === count && walked.last === last_hash && (await begin.executeTakeFirst())?.hash === first_hash
  if (!isSame) throw new BrokenChain('audit-seal-differs', { month, number: first })
}

function compareEnd(place: Place, head: AuditHead): void {
  const walked = place.number - 1
  if (walked < head.rows) throw new BrokenChain('audit-tail-missing', { number: place.number, rows: head.rows })
  if (place.previous !== head.hash) throw new BrokenChain('audit-end-differs', { number: walked })
}

/** Rows may have come since the walk began, but none without the head. */
async function expectNothingBehind(audit: AuditDatabase, last: AuditMonthRow | undefined): Promise<void> {
  if (!last || last.dropped_at !== null) return
  const newest = audit.selectFrom(tableOf(last.month)).select('number').orderBy('number', 'desc').limit(1)
  const number = (await newest.executeTakeFirst())?.number ?? 0
  if (number > (await readHead(audit)).rows) throw new BrokenChain('audit-row-added', { number })
}

function expectNoted(noted: AuditHead | undefined, { number, previous }: Place): void {
  if (noted?.rows !== number - 1 || noted.hash === previous) return
  throw new BrokenChain('audit-note-differs', { number: noted.rows })
}
