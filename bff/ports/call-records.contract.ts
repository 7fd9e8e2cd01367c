import { describe, expect, test } from 'vitest'
import { type Visibility, wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import { reportedCall, twoHalves } from '../test-support/reported-call.ts'
import type { CallRecords } from './call-records.ts'
import { callSelectionContract } from './call-selection.contract.ts'

/** A store without records; halves wait `pairingMs` for their partners. */
export interface OpenedForTest {
  calls: CallRecords
  pairingMs: number
}

const everything = wholeMesh('cloud')
const lastHour = (): Window => ({ from: instantOf(Date.now() - 3_600_000), to: instantOf(Date.now() + 60_000) })
const production = (service: string, version = '1.0.0') => ({ namespace: 'cloud@production', service, version })

/** What every store of call records promises. */
export function callRecordsContract(open: () => Promise<OpenedForTest>): void {
  async function search(calls: CallRecords, filter: CallFilter = {}, visibility: Visibility = everything, limit = 100) {
    return await calls.search(filter, lastHour(), { limit }, visibility)
  }

  async function eventually<Value>(read: () => Promise<Value>, good: (value: Value) => boolean): Promise<Value> {
    for (let round = 0; round < 400; round += 1) {
      const value = await read()
      if (good(value)) return value
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    return await read()
  }

  describe('what is appended', () => {
    test('is found at once, with everything that was told of it', async () => {
      const { calls } = await open()
      const call = reportedCall({
        at: '2026-11-20T14:02:10.123456Z',
        serverMs: 9.25,
        attempt: 2,
        tenant: { id: 't-17', name: '华夏' },
        user: { id: 'u-1', name: 'Lin' },
        client: 'android',
        clientAddress: '10.0.0.7',
        requestId: 'r-1',
        tokenFingerprint: 'f00d',
        route: '/ocr/:page',
        error: 'one %_\\ line\nand another',
        requestBytes: 10,
        responseBytes: 20_000_000_000,
        headers: { 'device-os': 'android', 'x-note': 'a:b' },
        withoutHeaders: ['x-lane'],
        requestType: 'application/json',
        requestBody: '{"page":1}',
        responseBody: '{}',
      })

      expect(await calls.append('cloud', [call])).toEqual({ accepted: 1, duplicates: 0, late: 0 })

      expect(await calls.find(call.id, everything)).toEqual({ ...call, at: '2026-11-20T14:02:10.123456Z' })
    })

    test('twice is stored once, also when it began long ago', async () => {
      const { calls } = await open()
      const now = reportedCall()
      const before = reportedCall({ atMs: Date.now() - 1_800_000 })
      await calls.append('cloud', [now, before])

      expect(await calls.append('cloud', [now, before])).toMatchObject({ accepted: 0, duplicates: 2 })

      expect(await search(calls)).toMatchObject({ total: 2, all: 2 })
    })

    test('in halves becomes one record of what the caller saw and what the callee knows', async () => {
      const { calls } = await open()
      const { client, server } = twoHalves({ durationMs: 30, user: { id: 'u-1' } })
      const callee = { ...server.callee, instance: 'ocr-7' }

      await calls.append('cloud', [{ ...client, callee: { service: 'ocr' }, user: undefined }])
      await calls.append('cloud', [{ ...server, callee, caller: undefined }])

      const { items } = await search(calls)
      expect(items).toMatchObject([
        {
          id: client.id,
          halves: 'both',
          durationMs: 30,
          serverMs: 28,
          caller: client.caller,
          callee,
          user: { id: 'u-1' },
        },
      ])
    })

    test('with a callee that has a span of its own below the caller’s is one record', async () => {
      const { calls } = await open()
      const { client, server } = twoHalves()
      const below = { ...server, span: 'feedfeedfeedfeed', parent: client.span }

      await calls.append('cloud', [below])
      await calls.append('cloud', [client])

      expect((await search(calls)).items).toMatchObject([
        { id: client.id, halves: 'both', serverSpan: 'feedfeedfeedfeed' },
      ])
    })

    test('under a span of another service stays apart', async () => {
      const { calls, pairingMs } = await open()
      const { client, server } = twoHalves()
      const other = { ...server, span: 'feedfeedfeedfeed', parent: client.span, callee: production('billing') }
      await calls.append('cloud', [client, other])

      const { items } = await eventually(
        () => search(calls),
        ({ total }) => total === 2,
      )

      expect(pairingMs).toBeGreaterThan(0)
      expect(items.map(({ halves }) => halves).toSorted()).toEqual(['client', 'server'])
    })

    test('alone becomes a record after a while, and the late half joins it without a second one', async () => {
      const { calls } = await open()
      const { client, server } = twoHalves()
      await calls.append('cloud', [client])
      const alone = await eventually(
        () => search(calls),
        ({ total }) => total === 1,
      )
      expect(alone.items).toMatchObject([{ id: client.id, halves: 'client' }])

      expect(await calls.append('cloud', [server])).toMatchObject({ accepted: 1, late: 1 })

      const { items, total } = await search(calls)
      expect(total).toBe(1)
      expect(items).toMatchObject([{ id: client.id, halves: 'both', serverMs: server.durationMs }])
    })

    test('as a time-out of the caller is a failed call, whatever the callee answered', async () => {
      const { calls } = await open()
      const { client, server } = twoHalves()

      await calls.append('cloud', [server, { ...client, outcome: 'failed', status: undefined, error: 'timed out' }])

      const { items } = await search(calls)
      expect(items).toMatchObject([{ outcome: 'failed', error: 'timed out', halves: 'both' }])
      expect(items[0]?.status).toBeUndefined()
    })
  })

  describe('a search', () => {
    test('pages newest first through calls of equal times, each exactly once, with exact totals', async () => {
      const { calls } = await open()
      const atMs = Date.now() - 60_000
      const batch = Array.from({ length: 57 }, (_, index) => reportedCall({ atMs: atMs + (index % 3) }))
      await calls.append('cloud', batch)
      const window = lastHour()

      const found: { id: string; at: string }[] = []
      let cursor: string | undefined
      do {
        const page = await calls.search({}, window, { cursor, limit: 10 }, everything)
        expect(page.total).toBe(57)
        found.push(...page.items)
        cursor = page.next
      } while (cursor !== undefined)

      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(batch.map(({ id }) => id)))
      expect(found).toHaveLength(57)
      expect(found.map(({ at }) => at)).toEqual(
        found
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      )
    })

    test('refuses a cursor that it did not give', async () => {
      const { calls } = await open()

      const page = calls.search({}, lastHour(), { cursor: 'bm9uZQ', limit: 10 }, everything)

      await expect(page).rejects.toMatchObject({ code: 'cursor-invalid', field: 'cursor' })
    })

    test.for<[string, CallFilter]>([
      ['caller', { caller: ['predict'] }],
      ['callee', { callee: ['vpc', 'nobody'] }],
      ['namespace', { namespace: ['cloud@testing'] }],
      ['version', { version: ['9.9.9'] }],
      ['caller version', { callerVersion: ['7.7.7'] }],
      ['instance', { instance: ['vpc-3'] }],
      ['tenant by id', { tenant: ['t-9'] }],
      ['tenant by name', { tenant: ['Nine'] }],
      ['user', { user: ['u-9'] }],
      ['client', { client: ['android'] }],
      ['method', { method: ['delete'] }],
      ['part of the path', { url: '/vpc/' }],
      ['status', { status: ['404'] }],
      ['status class', { status: ['4xx'] }],
      ['status range', { status: ['400-404'] }],
      ['outcome', { outcome: ['failed'] }],
      ['latency', { minMs: 100, maxMs: 200 }],
      ['trace', { trace: '0123456789abcdef0123456789abcdef' }],
      ['trace of 64 bits', { trace: '0123456789abcdef' }],
      ['request id', { requestId: 'r-9' }],
      ['fingerprint', { fingerprint: 'beef' }],
      ['header', { header: ['device-os:android'] }],
      ['error', { error: 'no ROUTE' }],
      ['all at once', { callee: ['vpc'], status: ['4xx'], tenant: ['t-9'], minMs: 1, header: ['device-os:android'] }],
    ])('finds by %s what was asked and nothing else', async ([, filter]) => {
      const { calls } = await open()
      const wanted = reportedCall({
        trace: '0123456789abcdef0123456789abcdef',
        durationMs: 150,
        caller: { ...production('predict', '7.7.7'), namespace: 'cloud@testing' },
        callee: { ...production('vpc', '9.9.9'), instance: 'vpc-3' },
        tenant: { id: 't-9', name: 'Nine' },
        user: { id: 'u-9' },
        client: 'android',
        method: 'DELETE',
        url: '/api/vpc/7?deep=1',
        status: 404,
        outcome: 'failed',
        requestId: 'r-9',
        tokenFingerprint: 'beef',
        headers: { 'device-os': 'android', 'app-version': '5' },
        error: 'no route',
      })
      await calls.append('cloud', [wanted, reportedCall({ headers: { 'device-os': 'androidx' } }), reportedCall()])

      const { items, total, all } = await search(calls, filter)

      expect(items.map(({ id }) => id)).toEqual([wanted.id])
      expect({ total, all }).toEqual({ total: 1, all: 3 })
    })

    test('takes the signs of patterns and of SQL in a filter for what they are', async () => {
      const { calls } = await open()
      await calls.append('cloud', [reportedCall()])

      for (const text of ['%', '_', '*', "' OR TRUE --", '\\']) {
        expect(await search(calls, { url: text })).toMatchObject({ total: 0 })
        expect(await search(calls, { caller: [text] })).toMatchObject({ total: 0 })
        expect(await calls.values('callee', text, lastHour(), everything)).toEqual([])
      }
    })

    test('keeps to its mesh and its window', async () => {
      const { calls } = await open()
      await calls.append('cloud', [reportedCall({ atMs: Date.now() - 7_200_000 }), reportedCall()])
      await calls.append('island', [reportedCall({ mesh: 'island' })])

      expect(await search(calls)).toMatchObject({ total: 1, all: 1 })
    })
  })

  describe('what a reader may not see', () => {
    const onlyOcr: Visibility = { mesh: 'cloud', grants: [{ namespace: 'cloud@*', service: 'ocr', tenant: '*' }] }

    async function withThreeCalls() {
      const { calls } = await open()
      const toOcr = reportedCall({ caller: production('predict'), callee: production('ocr') })
      const fromOcr = reportedCall({ caller: production('ocr'), callee: { ...production('billing'), instance: 'b-1' } })
      const elsewhere = reportedCall({ caller: production('predict'), callee: production('billing') })
      await calls.append('cloud', [toOcr, fromOcr, elsewhere])
      return { calls, toOcr, fromOcr, elsewhere }
    }

    test('is not counted, and the far ends of what is seen have no name', async () => {
      const { calls, toOcr, fromOcr, elsewhere } = await withThreeCalls()

      const { items, total, all } = await search(calls, {}, onlyOcr)

      expect({ total, all }).toEqual({ total: 2, all: 2 })
      const byId = new Map(items.map((item) => [item.id, item]))
      expect(byId.get(toOcr.id)).toMatchObject({ caller: { service: '', hidden: true }, callee: production('ocr') })
      expect(byId.get(fromOcr.id)?.callee).toEqual({ service: '', hidden: true })
      expect(await calls.find(elsewhere.id, onlyOcr)).toBeUndefined()
    })

    test('cannot be found by its name, version, instance or namespace, nor completed', async () => {
      const { calls } = await withThreeCalls()

      for (const filter of [{ callee: ['billing'] }, { caller: ['predict'] }, { instance: ['b-1'] }]) {
        expect(await search(calls, filter, onlyOcr)).toMatchObject({ total: 0, items: [] })
      }
      expect(await calls.values('callee', '', lastHour(), onlyOcr)).toEqual([{ value: 'ocr', calls: 1 }])
      expect(await calls.values('caller', 'pre', lastHour(), onlyOcr)).toEqual([])
    })

    test('of other tenants stays out even where the service is seen', async () => {
      const { calls } = await open()
      const mine = reportedCall({ tenant: { id: 't-1' } })
      await calls.append('cloud', [mine, reportedCall({ tenant: { id: 't-2' } }), reportedCall()])
      const oneTenant: Visibility = { mesh: 'cloud', grants: [{ namespace: '*', service: '*', tenant: 't-1' }] }

      expect((await search(calls, {}, oneTenant)).items.map(({ id }) => id)).toEqual([mine.id])
      expect(await search(calls, {}, { mesh: 'cloud', grants: [] })).toMatchObject({ total: 0, all: 0 })
    })
  })

  describe('counting', () => {
    test('fills bars over the whole window and tells failed, refused and 4xx apart', async () => {
      const { calls } = await open()
      const from = Math.floor(Date.now() / 60_000) * 60_000 - 600_000
      const at = (minute: number) => from + minute * 60_000 + 30_000
      await calls.append('cloud', [
        reportedCall({ atMs: at(1) }),
        reportedCall({ atMs: at(1), status: 404 }),
        reportedCall({ atMs: at(3), status: 503, outcome: 'failed' }),
        reportedCall({ atMs: at(3), status: 429, outcome: 'limited' }),
      ])

      const window = { from: instantOf(from), to: instantOf(from + 300_000) }
      const { bars } = await calls.histogram({}, window, 60, everything)

      expect(bars).toEqual([
        { at: expect.any(String), calls: 0, failed: 0, clientErrors: 0, refused: 0 },
        { at: expect.any(String), calls: 2, failed: 0, clientErrors: 1, refused: 0 },
        { at: expect.any(String), calls: 0, failed: 0, clientErrors: 0, refused: 0 },
        { at: expect.any(String), calls: 2, failed: 1, clientErrors: 0, refused: 1 },
        { at: expect.any(String), calls: 0, failed: 0, clientErrors: 0, refused: 0 },
      ])
      expect(Date.parse(bars[3]?.at ?? '')).toBe(from + 180_000)
    })

    test('offers the most frequent values first, by value or by name', async () => {
      const { calls } = await open()
      const tenant = { id: 't-1', name: 'Harbour' }
      await calls.append('cloud', [
        reportedCall({ tenant }),
        reportedCall({ tenant }),
        reportedCall({ tenant: { id: 't-2' } }),
      ])

      expect(await calls.values('tenant', undefined, lastHour(), everything)).toEqual([
        { value: 't-1', label: 'Harbour', calls: 2 },
        { value: 't-2', calls: 1 },
      ])
      expect(await calls.values('tenant', 'harb', lastHour(), everything)).toMatchObject([{ value: 't-1' }])
      expect(await calls.values('status', '2', lastHour(), everything)).toEqual([{ value: '200', calls: 3 }])
    })

    test('is partial where the records begin within its window, and says since when', async () => {
      const { calls } = await open()
      const first = reportedCall({ atMs: Date.now() - 60_000 })
      await calls.append('cloud', [first])

      const { stamp } = await search(calls)

      expect(stamp).toMatchObject({ completeness: 'partial' })
      expect(Date.parse(stamp.since ?? '')).toBe(Date.parse(first.at))
    })

    test('is complete until a call was refused', async () => {
      const { calls } = await open()
      await calls.append('cloud', [reportedCall({ atMs: Date.now() - 7_200_000 })])
      expect((await search(calls)).stamp).toMatchObject({ completeness: 'complete', settled: expect.any(String) })

      await calls.noteRefused('cloud', 1)

      expect((await search(calls)).stamp).toMatchObject({ completeness: 'partial' })
    })
  })

  test('what is older than its time goes, and only that', async () => {
    const { calls } = await open()
    const kept = reportedCall()
    await calls.append('cloud', [kept, reportedCall({ atMs: Date.now() - 3_000_000 })])
    await calls.append('island', [reportedCall({ mesh: 'island', atMs: Date.now() - 3_000_000 })])

    expect(await calls.expire('cloud', instantOf(Date.now() - 1_800_000))).toBe(1)

    expect((await search(calls)).items.map(({ id }) => id)).toEqual([kept.id])
    expect(await search(calls, {}, wholeMesh('island'))).toMatchObject({ total: 1 })
  })

  callSelectionContract(open)
}
