import { type ExpressionBuilder, sql } from 'kysely'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Page } from '#shared/contract/page.ts'
import type { AuditFilter } from '#shared/features/audit/api.ts'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import { monthsOf, readHead } from './months.ts'
import { entryOf } from './rows.ts'
import { type AuditDatabase, type AuditTables, type MonthTable, tableOf } from './tables.ts'

/** A page of what a filter finds, newest first. `all` counts every entry that is kept. */
export async function searchEntries(
  audit: AuditDatabase,
  filter: AuditFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<AuditEntry> & { all: number }> {
  const sought = soughtBy(filter, Date.now())
  const found: AuditEntry[] = []
  const { rows: head } = await readHead(audit)
  const kept = (await monthsOf(audit)).filter(({ dropped_at }) => dropped_at === null)
  let [total, all] = [0, 0]
  for (const { month, first, count } of kept.toReversed()) {
    const table = tableOf(month)
    // Numbers have no gaps: what a month holds is told by its seal, or by the head, without a look at its rows.
    const held = count ?? head - first + 1
    all += held
    if (!mayHold(month, sought)) continue
    total += asksNothing(sought) ? held : await countIn(audit, table, sought)
    const missing = limit + 1 - found.length
    if (missing <= 0) continue
    const page = audit.selectFrom(table).selectAll().where(fits(sought))
    const older = cursor === undefined ? page : page.where('number', '<', Number(cursor))
    const rows = await older.orderBy('number', 'desc').limit(missing).execute()
    found.push(...rows.map(entryOf))
  }
  const items = found.slice(0, limit)
  const next = found.length > limit ? String(items.at(-1)?.number) : undefined
  return { items, total, all, ...(next === undefined ? {} : { next }) }
}

/** How many entries a filter finds now. */
export async function countEntries(audit: AuditDatabase, filter: AuditFilter): Promise<number> {
  const sought = soughtBy(filter, Date.now())
  let total = 0
  for (const month of await keptMonths(audit)) {
    if (mayHold(month, sought)) total += await countIn(audit, tableOf(month), sought)
  }
  return total
}

const batch = 500

/** What a filter finds up to a row, oldest first; a few hundred rows are held at a time. */
export async function* entriesOf(
  audit: AuditDatabase,
  filter: AuditFilter,
  upTo: number,
): AsyncGenerator<AuditEntry, void, undefined> {
  const sought = soughtBy(filter, Date.now())
  for (const month of await keptMonths(audit)) {
    if (!mayHold(month, sought)) continue
    const found = audit.selectFrom(tableOf(month)).selectAll().where(fits(sought)).where('number', '<=', upTo)
    for (let after = 0; ;) {
      const rows = await found.where('number', '>', after).orderBy('number').limit(batch).execute()
      for (const row of rows) yield entryOf(row)
      after = rows.at(-1)?.number ?? after
      if (rows.length < batch) break
    }
  }
}

/** One entry; undefined where there is none, or no more. */
export async function findEntry(audit: AuditDatabase, number: number): Promise<AuditEntry | undefined> {
  const months = audit.selectFrom('audit_month').select('month').where('dropped_at', 'is', null)
  const holding = await months.where('first', '<=', number).orderBy('first', 'desc').limit(1).executeTakeFirst()
  if (!holding) return undefined
  const row = audit.selectFrom(tableOf(holding.month)).selectAll().where('number', '=', number)
  const found = await row.executeTakeFirst()
  return found && entryOf(found)
}

/** Everybody whom the kept entries name, by name. */
export async function actorsIn(audit: AuditDatabase): Promise<string[]> {
  const names = new Set<string>()
  for (const month of await keptMonths(audit)) {
    const rows = await audit.selectFrom(tableOf(month)).select('actor').distinct().execute()
    for (const { actor } of rows) if (actor !== null) names.add(actor)
  }
  return [...names].toSorted()
}

/** Months whose rows are there, oldest first. */
async function keptMonths(audit: AuditDatabase): Promise<string[]> {
  const months = audit.selectFrom('audit_month').select('month').where('dropped_at', 'is', null)
  return (await months.orderBy('month').execute()).map(({ month }) => month)
}

/** A filter with its days settled. */
type Sought = Omit<AuditFilter, 'days'>

function soughtBy({ days, after, ...rest }: AuditFilter, nowMs: number): Sought {
  const since: Instant | undefined = days === undefined ? undefined : instantOf(nowMs - days * 86_400_000)
  const latest = [after, since]
    .filter((each) => each !== undefined)
    .toSorted()
    .at(-1)
  return latest === undefined ? rest : { ...rest, after: latest }
}

const asksNothing = (sought: Sought): boolean => Object.values(sought).every((value) => value === undefined)

const mayHold = (month: string, { after, before }: Sought): boolean =>
  (after === undefined || month >= after.slice(0, 7)) && (before === undefined || month <= before.slice(0, 7))

async function countIn(audit: AuditDatabase, table: MonthTable, sought: Sought = {}): Promise<number> {
  const counted = audit.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'))
  return Number((await counted.where(fits(sought)).executeTakeFirstOrThrow()).count)
}

/** The condition that a filter makes. */
const fits =
  ({ actor, event, kind, object, result, requestId, address, after, before }: Sought) =>
  (row: ExpressionBuilder<AuditTables, MonthTable>) =>
    row.and([
      ...(actor ? [row('actor', 'in', actor)] : []),
      ...(event ? [row('event', 'in', event)] : []),
      ...(kind ? [row('object_kind', 'in', kind)] : []),
      ...(result ? [row('result', 'in', result)] : []),
      ...(requestId === undefined ? [] : [row('request_id', '=', requestId)]),
      ...(address === undefined ? [] : [row('address', '=', address)]),
      ...(after === undefined ? [] : [row('at', '>=', after)]),
      ...(before === undefined ? [] : [row('at', '<', before)]),
      ...(object === undefined ? [] : [row.or([holds('object_id', object), holds('service', object)])]),
    ])

/** Whether a column holds a text, whatever its letters' case. */
const holds = (column: string, text: string) =>
  sql<boolean>`lower(${sql.ref(column)}) like ${`%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} escape '\\'`
