import { describe, expect, test } from 'vitest'
import { type Visibility, wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'
import { reportedCall } from '../test-support/reported-call.ts'
import type { ReportedCall } from './call-records.ts'
import type { End, Metrics } from './metrics.ts'

/** A source of figures over the calls that a test tells it of. */
export interface MetricsForTest {
  metrics: Metrics
  /** Resolves when the figures know the calls. */
  tell(calls: ReportedCall[]): Promise<void>
}

const everything = wholeMesh('cloud')
const place = (name: string, version = '1.0.0') => ({ namespace: 'cloud@production', service: name, version })
const ref = (name: string) => ({ mesh: 'cloud', namespace: 'cloud@production', name })
const end = (name: string): End => ({ kind: 'service', service: ref(name) })

/** A window that lies in the past, so that nothing is moved: four minutes from a whole minute on. */
function quietWindow(): Window & { at(minute: number): number } {
  const from = Math.floor(Date.now() / 60_000) * 60_000 - 900_000
  return { from: instantOf(from), to: instantOf(from + 240_000), at: (minute) => from + minute * 60_000 + 1000 }
}

/** What every source of canonical figures promises. */
export function metricsContract(open: () => Promise<MetricsForTest>): void {
  describe('edges', () => {
    test('count calls of each pair and version, each in one way, with latencies and rates', async () => {
      const { metrics, tell } = await open()
      const window = quietWindow()
      const atMs = window.at(1)
      const portalToOcr = { atMs, caller: place('portal'), callee: place('ocr') }
      await tell([
        ...Array.from({ length: 96 }, (_, index) => reportedCall({ ...portalToOcr, durationMs: index + 1 })),
        reportedCall({ ...portalToOcr, durationMs: 97, status: 404 }),
        reportedCall({ ...portalToOcr, durationMs: 98, status: 503, outcome: 'failed' }),
        reportedCall({ ...portalToOcr, durationMs: 99, status: 429, outcome: 'limited' }),
        reportedCall({ ...portalToOcr, durationMs: 100, status: 404, outcome: 'fault' }),
        reportedCall({ ...portalToOcr, callee: place('ocr', '1.0.1'), durationMs: 7 }),
        reportedCall({ ...portalToOcr, atMs: window.at(10) }),
        reportedCall({ ...portalToOcr, atMs: window.at(-1) }),
      ])

      const { value, stamps } = await metrics.edges(window, everything)

      const byVersion = new Map(value.map((edge) => [edge.version, edge]))
      expect(byVersion.get('1.0.0')).toEqual({
        from: end('portal'),
        to: end('ocr'),
        version: '1.0.0',
        traffic: { calls: 100, failed: 1, clientErrors: 1, refused: 2, rate: 100 / 240, p50: 50, p95: 95, p99: 99 },
      })
      expect(byVersion.get('1.0.1')?.traffic).toMatchObject({ calls: 1, p50: 7, p99: 7 })
      expect(value).toHaveLength(2)
      expect(stamps).toMatchObject([{ completeness: 'complete', at: expect.any(String) }])
      expect(stamps[0]).not.toHaveProperty('since')
    })

    test('of a window that begins before the records are over the covered part of it, and the stamp says since when', async () => {
      const { metrics, tell } = await open()
      const window = quietWindow()
      await tell([reportedCall({ atMs: window.at(3) }), reportedCall({ atMs: window.at(3) + 1000 })])

      const { value, stamps } = await metrics.edges(window, everything)
      const versions = await metrics.versions(ref('ocr'), window, everything)

      // From a second after the third minute on.
      expect(value).toMatchObject([{ traffic: { calls: 2, rate: 2 / 59 } }])
      expect(versions.value).toMatchObject([{ traffic: { calls: 2, rate: 2 / 59 } }])
      expect(stamps).toMatchObject([{ completeness: 'partial' }])
      expect(Date.parse(stamps[0]?.since ?? '')).toBe(window.at(3))
    })

    test('of a time before any record say that nothing of it is covered, and older records that come late widen what is', async () => {
      const { metrics, tell } = await open()
      const window = quietWindow()
      const empty = await metrics.edges(window, everything)
      expect(empty.stamps).toMatchObject([{ completeness: 'partial', since: window.to }])

      await tell([reportedCall()])
      const [stamp] = (await metrics.edges({ ...window, to: instantOf(window.at(2)) }, everything)).stamps
      expect(Date.parse(stamp?.since ?? '')).toBeGreaterThan(window.at(4))

      await tell([reportedCall({ atMs: window.at(-1) })])
      const [later] = (await metrics.edges({ ...window, to: instantOf(window.at(3)) }, everything)).stamps
      expect(later).toMatchObject({ completeness: 'complete' })
      expect(later).not.toHaveProperty('since')
    })

    test('begin at kinds of clients, and end at names that the registry does not know', async () => {
      const { metrics, tell } = await open()
      const window = quietWindow()
      const atMs = window.at(0)
      await tell([
        reportedCall({ atMs, caller: undefined, client: 'android' }),
        reportedCall({ atMs, caller: undefined }),
        reportedCall({ atMs, callee: { service: 'api.example.org' } }),
      ])

      const { value } = await metrics.edges(window, everything)

      const pairs = value.map(({ from, to }) => [from, to])
      expect(pairs).toHaveLength(3)
      expect(pairs).toContainEqual([{ kind: 'client', label: 'android' }, end('ocr')])
      expect(pairs).toContainEqual([{ kind: 'client', label: 'client' }, end('ocr')])
      expect(pairs).toContainEqual([end('portal'), { kind: 'external', label: 'api.example.org' }])
    })

    test('of what somebody may not see have no name and no version, and those between such ends are not there', async () => {
      const { metrics, tell } = await open()
      const window = quietWindow()
      const atMs = window.at(0)
      await tell([
        reportedCall({ atMs, caller: place('portal'), callee: place('ocr') }),
        reportedCall({ atMs, caller: place('predict'), callee: place('ocr') }),
        reportedCall({ atMs, caller: place('ocr'), callee: place('billing', '9.9.9') }),
        reportedCall({ atMs, caller: place('portal'), callee: place('billing') }),
      ])
      const onlyOcr: Visibility = { mesh: 'cloud', grants: [{ namespace: '*', service: 'ocr', tenant: '*' }] }

      const { value } = await metrics.edges(window, onlyOcr)

      expect(value).toHaveLength(2)
      expect(value).toContainEqual(
        expect.objectContaining({
          from: { kind: 'hidden' },
          to: end('ocr'),
          traffic: expect.objectContaining({ calls: 2 }),
        }),
      )
      expect(value).toContainEqual({
        from: end('ocr'),
        to: { kind: 'hidden' },
        traffic: expect.objectContaining({ calls: 1 }),
      })
      expect(JSON.stringify(value)).not.toMatch(/billing|portal|predict|9\.9\.9/)
    })
  })

  test('versions of a service are told apart, in its namespace alone', async () => {
    const { metrics, tell } = await open()
    const window = quietWindow()
    const atMs = window.at(0)
    await tell([
      reportedCall({ atMs, callee: place('ocr') }),
      reportedCall({ atMs, callee: place('ocr') }),
      reportedCall({ atMs, callee: place('ocr', '1.0.1'), status: 500, outcome: 'failed' }),
      reportedCall({ atMs, callee: { ...place('ocr', '3.0.0'), namespace: 'cloud@testing' } }),
    ])

    const { value } = await metrics.versions(ref('ocr'), window, everything)

    expect(value).toMatchObject([
      { version: '1.0.0', traffic: { calls: 2, failed: 0 } },
      { version: '1.0.1', traffic: { calls: 1, failed: 1 } },
    ])
    const none = await metrics.versions(ref('ocr'), window, { mesh: 'cloud', grants: [] })
    expect(none.value).toEqual([])
  })

  describe('a series', () => {
    const noCalls = { calls: 0, failed: 0, clientErrors: 0, refused: 0 }

    async function told() {
      const { metrics, tell } = await open()
      const window = quietWindow()
      await tell([
        reportedCall({ atMs: window.at(0), caller: place('portal'), callee: place('ocr'), durationMs: 5 }),
        reportedCall({ atMs: window.at(2), caller: place('portal'), callee: place('ocr', '1.0.1'), durationMs: 9 }),
        reportedCall({ atMs: window.at(2), caller: undefined, callee: place('portal'), client: 'web', durationMs: 20 }),
      ])
      return { metrics, window: { from: window.from, to: window.to } }
    }

    test('has a place for every step: zeros where nothing was called, nothing before the records begin', async () => {
      const { metrics, window } = await told()

      const { value } = await metrics.series({ window, stepSeconds: 60, by: 'nothing' }, everything)

      expect(value).toMatchObject({ from: window.from, stepSeconds: 60 })
      expect(value.lines).toHaveLength(1)
      expect(value.lines[0]?.steps).toEqual([
        { calls: 1, failed: 0, clientErrors: 0, refused: 0, p50: 5, p95: 5, p99: 5 },
        noCalls,
        { calls: 2, failed: 0, clientErrors: 0, refused: 0, p50: 9, p95: 20, p99: 20 },
        noCalls,
      ])

      const earlier = { from: instantOf(Date.parse(window.from) - 120_000), to: window.to }
      const { value: longer } = await metrics.series({ window: earlier, stepSeconds: 60, by: 'nothing' }, everything)
      expect(longer.lines[0]?.steps.map((step) => step?.calls)).toEqual([undefined, undefined, 1, 0, 2, 0])
    })

    test('is cut by callee, version or edge, and to one callee, one caller or what enters', async () => {
      const { metrics, window } = await told()
      const read = async (query: object) =>
        (await metrics.series({ window, stepSeconds: 60, by: 'nothing', ...query }, everything)).value.lines

      expect(await read({ by: 'version', callee: ref('ocr') })).toMatchObject([
        { callee: ref('ocr'), version: expect.any(String) },
        { callee: ref('ocr'), version: expect.any(String) },
      ])
      const callees = (await read({ by: 'callee' })).map((line) => line.callee?.name)
      expect(new Set(callees)).toEqual(new Set(['ocr', 'portal']))
      const edges = await read({ by: 'edge' })
      expect(edges).toContainEqual(
        expect.objectContaining({ callee: ref('portal'), caller: { kind: 'client', label: 'web' } }),
      )
      expect(await read({ entering: true })).toMatchObject([{ steps: [noCalls, noCalls, { calls: 1 }, noCalls] }])
      expect(await read({ caller: ref('portal') })).toMatchObject([
        { steps: [{ calls: 1 }, noCalls, { calls: 1 }, noCalls] },
      ])
    })
  })

  test('figures of the last seconds say that more may come, those of long ago do not', async () => {
    const { metrics, tell } = await open()
    await tell([reportedCall()])
    const past = await metrics.edges(quietWindow(), everything)
    const now = await metrics.edges({ from: instantOf(Date.now() - 60_000), to: instantOf(Date.now()) }, everything)

    expect(past.stamps[0]).not.toHaveProperty('settled')
    expect(Date.parse(now.stamps[0]?.settled ?? '')).toBeLessThan(Date.now())
  })
}
