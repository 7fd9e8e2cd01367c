import type { Visibility } from '#shared/access/visibility.ts'
import { instantOfMicros } from '#shared/contract/instant.ts'
import type { Destiny } from '#shared/features/impact/destiny.ts'
import type { ImpactExample } from '#shared/features/impact/model.ts'
import type { Compared } from '#shared/features/impact/tally.ts'
import { nameOf } from '#shared/mesh/match.ts'
import type { CallRecords } from '../../ports/call-records.ts'
import type { RecordedCalls } from './recorded-calls.ts'

/** Looks up the records of examples, as far as they are still there. */
export async function examplesOf(
  calls: CallRecords,
  compared: readonly Compared<RecordedCalls>[],
  visibility: Visibility,
  signal: AbortSignal,
): Promise<ImpactExample[]> {
  const found = await Promise.all(compared.map((one) => exampleOf(calls, one, visibility, signal)))
  return found.flatMap((example) => example ?? [])
}

async function exampleOf(
  calls: CallRecords,
  { told, calls: alike, before, after }: Compared<RecordedCalls>,
  visibility: Visibility,
  signal: AbortSignal,
): Promise<ImpactExample | undefined> {
  const { id, at } = told.newest
  // Its time makes the search quick; the whole window would be read for the trace alone.
  const window = { from: instantOfMicros(at), to: instantOfMicros(at + 1) }
  const [trace = ''] = id.split('-')
  const { items } = await calls.search({ trace }, window, { limit: 20 }, visibility, signal)
  const record = items.find((item) => item.id === id)
  if (!record) return undefined
  return {
    id,
    at: record.at,
    caller: told.shownCaller,
    ...(told.tenant ? { tenant: told.tenant } : {}),
    method: record.method,
    path: record.url.split('?', 1)[0] ?? '',
    calls: alike,
    before: destinyOf(before),
    after: destinyOf(after),
  }
}

const destinyOf = ({ route, parts }: Destiny): ImpactExample['before'] => ({
  ...(route ? { route: { policy: route.policy, name: routeName(route.route) } } : {}),
  parts: [...parts.values()],
})

const routeName = (route: NonNullable<Destiny['route']>['route']): string => route.name || nameOf(route.match)
