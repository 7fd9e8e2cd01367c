import { describe, expect, test } from 'vitest'
import { type Visibility, wholeMesh } from '#shared/access/visibility.ts'
import { instantOf, microsOf } from '#shared/contract/instant.ts'
import { reportedCall, twoHalves } from '../test-support/reported-call.ts'
import type { CallRecords } from './call-records.ts'
import type { CallBatch, GroupSelection, NumberColumn, Text, TextColumn } from './call-selection.ts'

const everything = wholeMesh('cloud')
const hour = (): GroupSelection => ({
  filter: {},
  window: { from: instantOf(Date.now() - 3_600_000), to: instantOf(Date.now() + 60_000) },
  maxRows: 1_000_000,
  maxGroups: 10_000,
})
const production = (service: string) => ({ namespace: 'cloud@production', service })

/** Walks a scan to its end: each text and number of each call, in order. */
async function rowsOf<Texts extends TextColumn, Numbers extends NumberColumn>(
  batches: AsyncIterable<CallBatch<Texts, Numbers>>,
): Promise<{ at: number; texts: Record<Texts, Text>; numbers: Record<Numbers, number> }[]> {
  const rows = []
  for await (const batch of batches) {
    for (let row = 0; row < batch.rows; row += 1) {
      const texts = Object.entries<CallBatch['texts'][TextColumn]>(batch.texts).map(([column, { values, codes }]) => [
        column,
        values[codes[row] ?? -1],
      ])
      const numbers = Object.entries<Float64Array>(batch.numbers).map(([column, found]) => [column, found[row]])
      rows.push({
        at: batch.at[row] ?? 0,
        texts: Object.fromEntries(texts) as Record<Texts, Text>, // an entry for each column of the batch, here and below
        numbers: Object.fromEntries(numbers) as Record<Numbers, number>,
      })
    }
  }
  return rows
}

/** What every store promises of calls that are read by columns. */
export function callSelectionContract(open: () => Promise<{ calls: CallRecords }>): void {
  describe('groups', () => {
    test('count the calls that are equal in the columns asked for, the largest first, each with its newest call', async () => {
      const { calls } = await open()
      const atMs = Date.now() - 60_000
      const told = { callee: production('vpc'), tenant: { id: 't-1' }, url: '/vpc/7?deep=1&on=yes' }
      const newest = reportedCall({ ...told, atMs: atMs + 2 })
      const other = reportedCall({ callee: production('vpc'), url: '/vpc' })
      await calls.append('cloud', [reportedCall({ ...told, atMs }), newest, other, reportedCall()])

      const found = await calls.groups(
        { ...hour(), filter: { callee: ['vpc'] } },
        ['tenant', 'path', 'query', 'method'],
        everything,
      )

      expect(found).toMatchObject({ calls: 3, oneIn: 1, stamp: { completeness: 'partial' } })
      expect(found.groups).toEqual([
        {
          key: { tenant: 't-1', path: '/vpc/7', query: 'deep=1&on=yes', method: 'POST' },
          calls: 2,
          newest: { id: newest.id, at: microsOf(newest.at) },
        },
        {
          key: { tenant: undefined, path: '/vpc', query: undefined, method: 'POST' },
          calls: 1,
          newest: { id: other.id, at: microsOf(other.at) },
        },
      ])
    })

    test('without columns are one, and none where nothing matches', async () => {
      const { calls } = await open()
      await calls.append('cloud', [reportedCall(), reportedCall()])

      expect((await calls.groups(hour(), [], everything)).groups).toMatchObject([{ key: {}, calls: 2 }])
      expect(await calls.groups({ ...hour(), filter: { caller: ['nobody'] } }, [], everything)).toMatchObject({
        calls: 0,
        groups: [],
      })
    })

    test('tell a header that the call was sent without from one that nobody looked for', async () => {
      const { calls } = await open()
      await calls.append('cloud', [
        reportedCall({ headers: { 'x-lane': 'blue:1' } }),
        reportedCall({ headers: { 'x-lanes': 'red' }, withoutHeaders: ['x-lane'] }),
        reportedCall({ headers: { 'x-lanes': 'green' } }),
      ])

      const { groups } = await calls.groups(hour(), ['header:x-lane', 'header:x-lanes'], everything)

      expect(new Set(groups.map(({ key }) => [key['header:x-lane'], key['header:x-lanes']]))).toEqual(
        new Set([
          ['blue:1', undefined],
          [null, 'red'],
          [undefined, 'green'],
        ]),
      )
    })

    test('take a header for absent when one half looked for it and none found it', async () => {
      const { calls } = await open()
      const { client, server } = twoHalves({ withoutHeaders: ['x-lane', 'device-os'] })
      await calls.append('cloud', [client, { ...server, headers: { 'device-os': 'ios' }, withoutHeaders: undefined }])

      const { groups } = await calls.groups(hour(), ['header:x-lane', 'header:device-os'], everything)

      expect(groups.map(({ key }) => key)).toEqual([{ 'header:x-lane': null, 'header:device-os': 'ios' }])
    })
  })

  describe('a scan', () => {
    test('reads texts and numbers of every call in order of time, either way', async () => {
      const { calls } = await open()
      const atMs = Date.now() - 3_000_000
      const batch = Array.from({ length: 300 }, (_, index) =>
        reportedCall({
          atMs: atMs + ((index * 7919) % 300) * 1000,
          durationMs: index + 0.5,
          tenant: { id: `t-${index % 7}` },
          status: index % 3 === 0 ? undefined : 200,
        }),
      )
      await calls.append('cloud', batch)

      const columns = { texts: ['tenant', 'route', 'api'], numbers: ['durationMs', 'status'] } as const
      const scan = await calls.scan(hour(), { ...columns, order: 'oldest-first' }, everything)

      expect(scan).toMatchObject({ calls: 300, oneIn: 1 })
      expect(await rowsOf(scan.batches)).toEqual(
        batch
          .toSorted((one, other) => microsOf(one.at) - microsOf(other.at))
          .map(({ at, tenant, durationMs, status }) => ({
            at: microsOf(at),
            texts: { tenant: tenant?.id, route: undefined, api: '/ocr/recognize' },
            numbers: { durationMs, status: status ?? Number.NaN },
          })),
      )
      const backwards = await calls.scan(hour(), { texts: [], numbers: [], order: 'newest-first' }, everything)
      const times = (await rowsOf(backwards.batches)).map(({ at }) => at)
      expect(times).toEqual(times.toSorted((one, other) => other - one))
      expect(times).toHaveLength(300)
    })

    test('tell failures without an answer from answers that failed, and full breakers from open ones', async () => {
      const { calls } = await open()
      const callee = production('ncr')
      const failed = (error: string, status?: number) =>
        reportedCall({ callee, outcome: 'failed', error, ...(status === undefined ? {} : { status }) })
      await calls.append('cloud', [
        failed(
          'Get "http://127.0.0.3:1/x": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
          502,
        ),
        failed('dial tcp 127.0.0.3:1: connect: connection refused', 502),
        failed('502', 502),
        reportedCall({
          callee,
          outcome: 'open-circuit',
          status: 503,
          error: 'is isolated because of error: circuit open',
        }),
        reportedCall({
          callee,
          outcome: 'open-circuit',
          status: 503,
          error: 'is reject because of error: max concurrency',
        }),
      ])

      const { groups } = await calls.groups(
        { ...hour(), filter: { callee: ['ncr'] } },
        ['outcome', 'cause'],
        everything,
      )

      expect(groups.map(({ key, calls: count }) => [key.outcome, key.cause, count])).toEqual(
        expect.arrayContaining([
          ['failed', 'no-answer', 2],
          ['failed', undefined, 1],
          ['open-circuit', undefined, 1],
          ['open-circuit', 'crowded', 1],
        ]),
      )
    })

    test('of nothing has no batch', async () => {
      const { calls } = await open()

      const scan = await calls.scan(hour(), { texts: ['caller'], numbers: [], order: 'oldest-first' }, everything)

      expect(scan).toMatchObject({ calls: 0, oneIn: 1 })
      expect(await rowsOf(scan.batches)).toEqual([])
    })

    test('ends when its signal does', async () => {
      const { calls } = await open()
      await calls.append('cloud', [reportedCall()])
      const stopping = new AbortController()
      const columns = { texts: ['caller'], numbers: [], order: 'oldest-first' } as const
      const scan = await calls.scan(hour(), columns, everything, stopping.signal)

      stopping.abort(new Error('enough'))

      await expect(rowsOf(scan.batches)).rejects.toThrow('enough')
    })
  })

  describe('more calls than may be read', () => {
    test('are sampled evenly by whole traces, the same ones by groups and scan, and it is said', async () => {
      const { calls } = await open()
      const atMs = Date.now() - 3_000_000
      const first = Array.from({ length: 1000 }, (_, index) => reportedCall({ atMs: atMs + index * 1000 }))
      const second = first.map(({ trace }, index) => reportedCall({ trace, atMs: atMs + index * 1000 + 1 }))
      await calls.append('cloud', [...first, ...second])
      const few = { ...hour(), maxRows: 500 }

      const grouped = await calls.groups(few, [], everything)
      const scan = await calls.scan(few, { texts: [], numbers: [], order: 'oldest-first' }, everything)
      const times = (await rowsOf(scan.batches)).map(({ at }) => at)

      expect(grouped).toMatchObject({ calls: 2000, oneIn: 4 })
      expect(scan).toMatchObject({ calls: 2000, oneIn: 4 })
      expect(grouped.groups[0]?.calls).toBe(times.length)
      // Both calls of a trace are one millisecond apart.
      const starts = times.filter((_, index) => index % 2 === 0)
      expect(times.filter((_, index) => index % 2 === 1)).toEqual(starts.map((at) => at + 1000))
      // A quarter of 1,000 traces, give or take five standard deviations, in both halves of the window.
      expect(starts.length).toBeGreaterThan(180)
      expect(starts.length).toBeLessThan(320)
      expect(starts.filter((at) => at < (atMs + 500_000) * 1000).length).toBeGreaterThan(60)
      expect(starts.filter((at) => at >= (atMs + 500_000) * 1000).length).toBeGreaterThan(60)
    })
  })

  test('more groups than may be told are made fewer by reading fewer calls', async () => {
    const { calls } = await open()
    const paths = Array.from({ length: 400 }, (_, index) => reportedCall({ url: `/vpc/${index}` }))
    await calls.append('cloud', paths)

    const { oneIn, groups, calls: all } = await calls.groups({ ...hour(), maxGroups: 60 }, ['path'], everything)

    expect(all).toBe(400)
    expect(oneIn).toBeGreaterThanOrEqual(4)
    expect(groups.length).toBeLessThanOrEqual(60)
    // About 400 calls in all, give or take five standard deviations.
    expect(Math.abs(groups.length * oneIn - 400)).toBeLessThan(5 * oneIn * Math.sqrt(400 / oneIn))
  })

  describe('by columns, too, what a reader may not see', () => {
    const onlyOcr: Visibility = { mesh: 'cloud', grants: [{ namespace: 'cloud@*', service: 'ocr', tenant: '*' }] }

    test('is left out, and far ends have no name unless it is for computing alone', async () => {
      const { calls } = await open()
      const seen = reportedCall({ caller: production('predict'), callee: production('ocr') })
      await calls.append('cloud', [seen, reportedCall({ callee: production('vpc') })])
      const by = ['caller', 'callerNamespace', 'callerSeen', 'callee', 'calleeSeen'] as const

      const unnamed = await calls.groups(hour(), by, onlyOcr)
      const named = await calls.groups({ ...hour(), hiddenEnds: 'named' }, by, onlyOcr)

      const shown = { callerSeen: 'no', callee: 'ocr', calleeSeen: 'yes' }
      expect(unnamed).toMatchObject({ calls: 1 })
      expect(unnamed.groups.map(({ key }) => key)).toEqual([
        { caller: undefined, callerNamespace: undefined, ...shown },
      ])
      expect(named.groups.map(({ key }) => key)).toEqual([
        { caller: 'predict', callerNamespace: 'cloud@production', ...shown },
      ])
    })
  })
}
