import { afterAll, beforeAll, expect, test } from 'vitest'
import { epochMs, instantOf } from '#shared/contract/instant.ts'
import { type TestConsole, everywhere, startConsole } from '../../test-support/console-with.ts'
import { type DemoMesh, startDemoMesh } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'

const minute = 60_000
/** Half an hour that is over, so that every reading of it is the same. */
const end = Math.floor(Date.now() / minute) * minute - 5 * minute
const from = end - 30 * minute
const path = `/api/meshes/cloud/overview?from=${instantOf(from)}&to=${instantOf(end)}`

const place = (service: string, version: string) => ({
  namespace: 'cloud@production',
  service,
  version,
  instance: `${service}-1`,
})

/** One call each two seconds from a moment on; the part of the window before is silent. */
const calls = (begin: number, until: number, told: Told) =>
  Array.from({ length: Math.floor((until - begin) / 2000) }, (_, at) =>
    reportedCall({ atMs: begin + at * 2000, ...told }),
  )

/** `portal → ocr` fails for the last ten minutes, `portal → vpc` failed for ten minutes and is well again, clients call `portal`. */
async function reported({ records }: DemoMesh): Promise<void> {
  const failing: Told = { status: 503, outcome: 'failed' }
  const ocr: Told = { callee: place('ocr', '1.0.0') }
  const vpc: Told = { callee: place('vpc', '1.8.0') }
  await records.calls.append('cloud', [
    ...calls(from, end - 10 * minute, ocr),
    ...calls(end - 10 * minute, end, { ...ocr, ...failing }),
    ...calls(from, from + 10 * minute, { ...vpc, ...failing }),
    ...calls(from + 10 * minute, end, vpc),
    // One call in 150 is no trouble.
    ...calls(end - 2 * minute, end - 2 * minute + 2000, { ...vpc, ...failing }),
    ...calls(from, end, { caller: undefined, client: 'android', callee: place('portal', '2.3.0') }),
  ])
}

let world: DemoMesh & TestConsole
let close: () => Promise<void>
afterAll(() => close())

beforeAll(async () => {
  const lab = await startDemoMesh()
  await lab.register('portal', '2.3.0', {})
  await lab.register('ocr', '1.0.0', {})
  await lab.register('vpc', '1.8.0', {})
  await lab.register('iam', '3.2.0', {})
  await reported(lab)
  const console = await startConsole({ meshes: lab.meshes })
  world = { ...lab, ...console }
  close = async () => {
    await console.close()
    await lab.close()
  }
  await eventually(
    async () => {
      const { body } = await console.api.get(path).expect(200)
      return body.value.services.length === 4
    },
    'the services',
    30_000,
  )
})

type Row = { service: { name: string }; health: { state: string }; cells: { state: string; calls: number }[] }

test('each service has its course over the window in at most 72 cells, the worst first, those that are well by name', async () => {
  const { body } = await world.api.get(path).expect(200)

  const { services, stepSeconds } = body.value as { services: Row[]; stepSeconds: number }
  expect(services.map(({ service, health }) => [service.name, health.state])).toEqual([
    ['ocr', 'failing'],
    ['portal', 'ok'],
    ['vpc', 'ok'],
    ['iam', 'idle'],
  ])
  const cells = services.map((row) => row.cells)
  expect(new Set(cells.map(({ length }) => length))).toEqual(new Set([(30 * 60) / stepSeconds]))
  expect(cells[0]?.length).toBeLessThanOrEqual(72)
  expect(cells[0]?.reduce((sum, cell) => sum + cell.calls, 0)).toBe(900)
  expect(new Set(cells[3]?.map(({ state }) => state))).toEqual(new Set(['idle']))
})

test('troubles are edges that are still in trouble, with the time since when', async () => {
  const { body } = await world.api.get(path).expect(200)

  expect(body.value.troubles).toMatchObject([
    { from: { kind: 'named', name: 'portal' }, to: { name: 'ocr' }, health: { state: 'failing', measure: 'failed' } },
  ])
  const [trouble] = body.value.troubles
  const { stepSeconds } = body.value
  expect(Math.abs(epochMs(trouble.since) - (end - 10 * minute))).toBeLessThanOrEqual(3 * stepSeconds * 1000)
  expect([trouble.shares[0], trouble.shares.at(-1)]).toEqual([0, 1])
})

test('whatever is failing or degraded now has a trouble, and what was so before has none', async () => {
  // In these windows `vpc` fails, `ocr` fails, and neither does.
  for (const [until, wrong] of [
    [from + 10 * minute, ['vpc']],
    [end, ['ocr']],
    [from + 18 * minute, []],
  ] as const) {
    const { body } = await world.api.get(path.replace(instantOf(end), instantOf(until))).expect(200)
    const { services, troubles } = body.value as { services: Row[]; troubles: { to: { name: string } }[] }
    const troubled = services.filter(({ health }) => health.state === 'failing' || health.state === 'degraded')
    expect(troubled.map(({ service }) => service.name)).toEqual(wrong)
    expect(troubles.map(({ to }) => to.name)).toEqual(wrong)
  }
})

test('before the records begin cells are unknown, not idle, and what comes in is counted over the time since then', async () => {
  const earlier = instantOf(from - 30 * minute)

  const { body } = await world.api.get(path.replace(instantOf(from), earlier)).expect(200)

  const { services, entering } = body.value as { services: Row[]; entering: { calls: number; rate: number } }
  for (const { cells } of services) {
    const half = cells.length / 2
    expect(new Set(cells.slice(0, half).map(({ state }) => state))).toEqual(new Set(['unknown']))
    expect(cells.slice(half).map(({ state }) => state)).not.toContain('unknown')
  }
  expect(entering).toMatchObject({ calls: 900, rate: 0.5 })
  expect(body.stamps[1]).toMatchObject({ completeness: 'partial' })
  expect(epochMs(body.stamps[1].since)).toBe(from)

  const before = path.replace(instantOf(from), earlier).replace(instantOf(end), instantOf(from))
  const { body: nothing } = await world.api.get(before).expect(200)
  expect(new Set(nothing.value.services.map(({ health }: Row) => health.state))).toEqual(new Set(['unknown']))
})

test('a trouble as long as the window has no beginning in it', async () => {
  const { body } = await world.api.get(path.replace(instantOf(from), instantOf(end - 9 * minute))).expect(200)
  expect(body.value.troubles).toMatchObject([{ to: { name: 'ocr' } }])
  expect(body.value.troubles[0]).not.toHaveProperty('since')
})

test('what comes in from outside is counted apart', async () => {
  const { body } = await world.api.get(path).expect(200)

  const { entering, enteringCells } = body.value
  expect(entering).toMatchObject({ calls: 900, failed: 0, rate: 0.5 })
  expect(enteringCells.reduce((sum: number, cell: { calls: number }) => sum + cell.calls, 0)).toBe(900)
})

test('who sees one service has its row alone, and the far end of its trouble has no name', async () => {
  const api = await world.apiAs([{ ...everywhere('viewer'), service: 'ocr' }])

  const { body } = await api.get(path).expect(200)

  expect(body.value.services.map((row: Row) => row.service.name)).toEqual(['ocr'])
  expect(body.value.troubles).toMatchObject([{ from: { kind: 'hidden' }, to: { name: 'ocr' } }])
  expect(body.value.entering.calls).toBe(0)
})

test('while the record store is gone every service is there and unknown, with nothing in trouble', async () => {
  await world.records.close()

  const body = await eventually(async () => {
    const answer = await world.api.get(path)
    return answer.status === 200 && answer.body.stamps[1].silent !== undefined && answer.body
  }, 'the silence to be told')

  const { services, troubles } = body.value as { services: Row[]; troubles: unknown[] }
  expect(services).toHaveLength(4)
  expect(new Set(services.flatMap(({ health, cells }) => [health.state, ...cells.map(({ state }) => state)]))).toEqual(
    new Set(['unknown']),
  )
  expect(troubles).toEqual([])
})
