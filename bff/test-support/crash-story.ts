import { expect } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { OpenCallRecords } from '../adapters/duckdb/open.ts'
import type { ReportedCall } from '../ports/call-records.ts'
import { twoHalves } from './reported-call.ts'

/** A number from 0 to 1 that depends on the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Calls in halves, shuffled so that partners come in different batches, and every tenth report twice. */
export function shuffledHalves(count: number, random: () => number): ReportedCall[] {
  const halves = Array.from({ length: count }, () => twoHalves()).flatMap(({ client, server }) => [client, server])
  const again = halves.filter((_, index) => index % 10 === 0)
  return [...halves, ...again]
    .map((half) => ({ half, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ half }) => half)
}

/** Every acknowledged call is there once and whole. Halves of calls whose partner was not acknowledged may be there, too. */
export async function expectNothingLost(store: OpenCallRecords, acknowledged: readonly ReportedCall[]): Promise<void> {
  const halvesOf = Map.groupBy(acknowledged, ({ id }) => id)
  const found = new Map<string, string[]>()
  const window = { from: instantOf(Date.now() - 3_600_000), to: instantOf(Date.now() + 60_000) }
  for (let round = 0; round < 200; round += 1) {
    found.clear()
    let cursor: string | undefined
    do {
      const page = await store.calls.search({}, window, { cursor, limit: 500 }, wholeMesh('cloud'))
      for (const { id, halves } of page.items) found.set(id, [...(found.get(id) ?? []), halves])
      cursor = page.next
    } while (cursor !== undefined)
    if ([...halvesOf.keys()].every((id) => found.has(id))) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const lost = [...halvesOf.keys()].filter((id) => !found.has(id))
  const doubled = [...found].filter(([, records]) => records.length > 1).map(([id]) => id)
  const torn = [...halvesOf].filter(
    ([id, halves]) => new Set(halves.map((half) => half.halves)).size === 2 && found.get(id)?.[0] !== 'both',
  )
  expect({ lost, doubled, torn: torn.map(([id]) => id) }).toEqual({ lost: [], doubled: [], torn: [] })
}
