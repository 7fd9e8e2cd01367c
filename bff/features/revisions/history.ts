import { type Instant, epochMs, instantOf } from '#shared/contract/instant.ts'
import { Problem } from '#shared/contract/problem.ts'
import { Revision } from '#shared/features/changes/model.ts'
import type { HistoryEntry, Said } from '#shared/features/revisions/model.ts'
import { type PolicyKind, type PolicyRef } from '#shared/mesh/policy.ts'
import { idOf } from '../../changes/change-id.ts'
import { policyOfKey } from '../../changes/policy-key.ts'
import { unreadable } from '../../changes/revisions.ts'
import type { Changes } from '../../changes/tables.ts'

/** What a mesh's history may be cut by. */
export interface HistoryFilter {
  mesh: string
  namespace?: string | undefined
  service?: string | undefined
  kind?: PolicyKind | undefined
  name?: string | undefined
  origin?: Revision['origin'] | undefined
  author?: string | undefined
  from?: Instant | undefined
  to?: Instant | undefined
  cursor?: string | undefined
  limit: number
}

type Sees = (ref: PolicyRef) => boolean
type Row = Awaited<ReturnType<typeof rowsAfter>>[number]

/** Rows that are read at once; what nobody may see is passed over, so it may take several readings to fill a page. */
const batch = 200

/** One page of a mesh's history, newest first, of policies that are seen. */
export async function pageOfHistory(
  database: Changes,
  filter: HistoryFilter,
  sees: Sees,
): Promise<{ items: HistoryEntry[]; next?: string }> {
  const found: Row[] = []
  let place = filter.cursor === undefined ? undefined : placeOf(filter.cursor)
  let isEnd = false
  while (!isEnd && found.length <= filter.limit) {
    const rows = await rowsAfter(database, filter, place)
    isEnd = rows.length < batch
    place = rows.at(-1) ?? place
    found.push(...rows.filter((row) => fits(policyOfKey(row.policy), filter) && sees(policyOfKey(row.policy))))
  }
  const page = found.slice(0, filter.limit)
  const [since, hidden] = await Promise.all([watchedSince(database, filter.mesh), hiddenChanges(database, page, sees)])
  const last = page.at(-1)
  return {
    items: page.map((row) => entryOf(row, since, hidden)),
    ...(found.length > page.length && last ? { next: cursorOf(last) } : {}),
  }
}

const fits = (ref: PolicyRef, { namespace, service, kind, name }: HistoryFilter): boolean =>
  (namespace === undefined || ref.namespace === namespace) &&
  (service === undefined || ref.service === service) &&
  (kind === undefined || ref.kind === kind) &&
  (name === undefined || ref.name === name)

/** Where a page ends: states that were seen at the same moment are told apart by policy and number. */
interface Place {
  at: string
  policy: string
  number: number
}

const cursorOf = ({ at, number, policy }: Place): string => `${at} ${number} ${policy}`

/** Throws `invalid-input` for what no page of ours said. */
function placeOf(cursor: string): Place {
  const [at = '', number = '', policy = ''] = cursor.split(' ')
  if (policy !== '' && /^\d+$/.test(number)) return { at, policy, number: Number(number) }
  throw new Problem('invalid-input', { field: 'cursor' })
}

function rowsAfter(database: Changes, filter: HistoryFilter, place: Place | undefined) {
  const begin = beginOf(filter)
  let query = database
    .selectFrom('policy_revision as own')
    .leftJoin('policy_revision as earlier', (join) =>
      join.onRef('earlier.policy', '=', 'own.policy').onRef('earlier.number', '=', (row) => row('own.number', '-', 1)),
    )
    .leftJoin('change_request as maker', 'maker.number', 'own.change_number')
    .select(['own.policy', 'own.number', 'own.origin', 'own.author', 'own.change_number', 'own.at'])
    .select(['own.spec', 'own.enabled', 'own.native', 'own.understood', 'maker.title', 'maker.reverts'])
    .select(['earlier.spec as old_spec', 'earlier.enabled as old_enabled', 'earlier.native as old_native'])
    .select('earlier.understood as old_understood')
    .orderBy('own.at', 'desc')
    .orderBy('own.policy', 'desc')
    .orderBy('own.number', 'desc')
    .limit(batch)
  query = isWhole(filter)
    ? query.where('own.policy', '=', begin)
    : // All keys that begin so and with a slash: the next character is the nought.
      query.where('own.policy', '>=', `${begin}/`).where('own.policy', '<', `${begin}0`)
  if (filter.origin !== undefined) query = query.where('own.origin', '=', filter.origin)
  if (filter.author !== undefined) query = query.where('own.author', '=', filter.author)
  // Revisions are kept to the millisecond; finer digits would not sort beside them.
  if (filter.from !== undefined) query = query.where('own.at', '>=', instantOf(epochMs(filter.from)))
  if (filter.to !== undefined) query = query.where('own.at', '<', instantOf(epochMs(filter.to)))
  if (place) {
    const { at, policy, number } = place
    query = query.where(({ or, and, eb }) =>
      or([
        eb('own.at', '<', at),
        and([eb('own.at', '=', at), eb('own.policy', '<', policy)]),
        and([eb('own.at', '=', at), eb('own.policy', '=', policy), eb('own.number', '<', number)]),
      ]),
    )
  }
  return query.execute()
}

/** The beginning that the keys of all policies that may fit share. */
function beginOf({ mesh, namespace, service, kind, name }: HistoryFilter): string {
  const parts = [mesh, namespace, service, kind, name]
  const missing = parts.indexOf(undefined)
  return parts.slice(0, missing < 0 ? undefined : missing).join('/')
}

const isWhole = ({ namespace, service, kind, name }: HistoryFilter): boolean =>
  [namespace, service, kind, name].every((part) => part !== undefined)

/** Since when each kind of a mesh is looked at: what was seen by then stood there before. */
async function watchedSince(database: Changes, mesh: string): Promise<ReadonlyMap<string, Instant>> {
  const rows = await database.selectFrom('policy_watch').select(['kind', 'since']).where('mesh', '=', mesh).execute()
  return new Map(rows.map(({ kind, since }) => [kind, since]))
}

/** Changes of a page that touch a policy which is not seen: their titles may speak of it. */
async function hiddenChanges(database: Changes, page: readonly Row[], sees: Sees): Promise<ReadonlySet<number>> {
  const numbers = [...new Set(page.flatMap(({ change_number: number }) => number ?? []))]
  if (numbers.length === 0) return new Set()
  const steps = await database
    .selectFrom('change_step')
    .select(['change_number', 'policy'])
    .where('change_number', 'in', numbers)
    .execute()
  return new Set(steps.flatMap((step) => (sees(policyOfKey(step.policy)) ? [] : step.change_number)))
}

function entryOf(row: Row, since: ReadonlyMap<string, Instant>, hidden: ReadonlySet<number>): HistoryEntry {
  const ref = policyOfKey(row.policy)
  const { number, at, author, change_number: change, title, reverts } = row
  const after = saidOf(row.native, row.spec, row.enabled, row.understood)
  const before = saidOf(row.old_native, row.old_spec, row.old_enabled, row.old_understood)
  const watched = since.get(ref.kind)
  return {
    ref,
    number,
    at,
    origin: Revision.shape.origin.parse(row.origin),
    found: number === 1 && row.origin === 'outside' && (watched === undefined || at <= watched),
    ...(author === null ? {} : { author }),
    ...(change === null ? {} : { change: idOf(change) }),
    ...(title === null || change === null || hidden.has(change) ? {} : { title }),
    ...(reverts === null ? {} : { reverts: idOf(reverts) }),
    ...(before && { before }),
    ...(after && { after }),
  }
}

/** What a state says; undefined for none, and for a policy that was deleted. */
const saidOf = (
  native: string | null,
  spec: string | null,
  enabled: number | null,
  understood: string | null,
): Said | undefined =>
  native === null || spec === null || native === '[]'
    ? undefined
    : {
        spec: JSON.parse(spec) as unknown,
        enabled: enabled === 1,
        ...(understood === unreadable && { unread: true as const }),
      }
