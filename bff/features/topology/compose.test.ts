import { expect, test } from 'vitest'
import { type Visibility, wholeMesh } from '#shared/access/visibility.ts'
import { Topology } from '#shared/features/topology/model.ts'
import { type Traffic, noTraffic } from '#shared/mesh/health.ts'
import type { Service } from '#shared/mesh/service.ts'
import type { EdgeTraffic, End } from '../../ports/metrics.ts'
import { composeTopology } from './compose.ts'
import { cutEdges } from './cut.ts'

const window = { from: '2026-11-20T14:00:00.000Z', to: '2026-11-20T14:15:00.000Z' }
const everything = wholeMesh('one')

const service = (name: string, versions: [string, number][], more: Partial<Service> = {}): Service => ({
  mesh: 'one',
  namespace: 'cloud@production',
  name,
  labels: {},
  versions: versions.map(([version, ready]) => ({ version, instances: ready, ready })),
  workloads: [],
  ...more,
})
const to = (name: string, namespace = 'cloud@production'): End => ({
  kind: 'service',
  service: { mesh: 'one', namespace, name },
})
const calls = (count: number, more: Partial<Traffic> = {}): Traffic => ({
  ...noTraffic,
  calls: count,
  rate: count / 900,
  ...more,
})
const edge = (from: End, callee: End, traffic: Traffic, version?: string): EdgeTraffic => ({
  from,
  to: callee,
  traffic,
  ...(version !== undefined && { version }),
})

const compose = (services: Service[] | undefined, edges: EdgeTraffic[] | undefined, visibility = everything) =>
  composeTopology({ window, services, edges: edges && cutEdges(edges, visibility), visibility })
const nodeOf = (topology: Topology, id: string) => topology.nodes.find((node) => node.id === id)

const portal = service('portal', [['1.0.0', 3]])
const ocr = service('ocr', [
  ['1.0.1', 1],
  ['1.0.0', 3],
])
const android: End = { kind: 'client', label: 'Android' }

test('a registered service that nobody calls is there, and idle', () => {
  const topology = compose([portal], [])

  expect(nodeOf(topology, 'cloud@production/portal')).toMatchObject({
    kind: 'service',
    ready: 3,
    traffic: { calls: 0 },
    health: { state: 'idle' },
  })
})

test('the calls of a service with several versions keep their version apart, others do not', () => {
  const topology = compose(
    [portal, ocr],
    [
      edge(android, to('portal'), calls(500), '1.0.0'),
      edge(to('portal'), to('ocr'), calls(950), '1.0.0'),
      edge(to('portal'), to('ocr'), calls(50, { failed: 10 }), '1.0.1'),
    ],
  )

  expect(topology.edges.map((one) => one.id)).toEqual([
    'client:Android~cloud@production/portal',
    'cloud@production/portal~cloud@production/ocr:1.0.0',
    'cloud@production/portal~cloud@production/ocr:1.0.1',
  ])
  expect(nodeOf(topology, 'cloud@production/ocr')?.versions).toMatchObject([
    { version: '1.0.0', ready: 3, traffic: { calls: 950 }, health: { state: 'ok' } },
    { version: '1.0.1', ready: 1, traffic: { calls: 50 }, health: { state: 'failing', share: 0.2, limit: 0.05 } },
  ])
})

test('a version that is still called after it left the registry stands there without instances', () => {
  const topology = compose([portal], [edge(android, to('portal'), calls(10), '0.9.0')])

  expect(nodeOf(topology, 'cloud@production/portal')?.versions).toMatchObject([
    { version: '0.9.0', instances: 0, ready: 0 },
    { version: '1.0.0', instances: 3, ready: 3 },
  ])
})

test('while no figures come, health is unknown and no figure is shown', () => {
  const topology = compose([portal, ocr], undefined)

  expect(nodeOf(topology, 'cloud@production/portal')).not.toHaveProperty('traffic')
  expect(topology.nodes.map((node) => node.health.state)).toEqual(['unknown', 'unknown'])
  expect(topology.totals).toEqual({ services: 2, instances: 7 })
})

test('before the registry ever answered, services are known by their calls and instances are not counted', () => {
  const topology = compose(undefined, [edge(android, to('portal'), calls(100), '1.0.0')])

  expect(nodeOf(topology, 'cloud@production/portal')).not.toHaveProperty('ready')
  expect(topology.totals).toMatchObject({ services: 1, traffic: { calls: 100 } })
  expect(topology.totals).not.toHaveProperty('instances')
})

test('who sees one service sees its calls, every far end behind one plate without name or figures', () => {
  const onlyOcr: Visibility = { mesh: 'one', grants: [{ namespace: '*', service: 'ocr', tenant: '*' }] }
  const predict = service('predict', [['1.0.0', 2]])
  const topology = compose(
    [portal, ocr, predict],
    [
      edge(android, to('portal'), calls(1000), '1.0.0'),
      edge(to('portal'), to('ocr'), calls(300, { p95: 40 }), '1.0.0'),
      edge(to('predict'), to('ocr'), calls(100, { p95: 90 }), '1.0.0'),
      edge(to('ocr'), to('portal'), calls(7), '1.0.0'),
    ],
    onlyOcr,
  )

  expect(topology.nodes.map((node) => [node.id, node.name, node.traffic?.calls])).toEqual([
    ['cloud@production/ocr', 'ocr', 400],
    ['hidden', '', undefined],
  ])
  expect(topology.edges.map((one) => [one.id, one.traffic.calls])).toEqual([
    ['cloud@production/ocr~hidden', 7],
    ['hidden~cloud@production/ocr:1.0.0', 400],
  ])
  expect(topology.totals).toMatchObject({ services: 1, instances: 4, traffic: { calls: 407 } })
  expect(JSON.stringify(topology)).not.toMatch(/portal|predict|Android/)
})

test('percentiles of several callers are not averaged: the sum has none', () => {
  const topology = compose(
    [portal, ocr],
    [
      edge(android, to('portal'), calls(30, { p95: 12 }), '1.0.0'),
      edge({ kind: 'client', label: 'iOS' }, to('portal'), calls(30, { p95: 90 }), '1.0.0'),
    ],
  )

  expect(nodeOf(topology, 'cloud@production/portal')?.traffic).toEqual(calls(60))
  expect(nodeOf(topology, 'client:iOS')?.traffic?.p95).toBe(90)
})

test('one namespace comes with its direct neighbours, and counts only its own services', () => {
  const testing = service('ocr', [['1.0.0', 1]], { namespace: 'cloud@testing' })
  const topology = composeTopology({
    window,
    services: [portal, ocr, testing],
    edges: [
      edge(to('portal'), to('ocr', 'cloud@testing'), calls(40)),
      edge(to('portal'), to('ocr'), calls(90), '1.0.0'),
    ],
    visibility: everything,
    namespace: 'cloud@testing',
  })

  expect(topology.nodes.map((node) => node.id)).toEqual(['cloud@production/portal', 'cloud@testing/ocr'])
  expect(topology.totals).toMatchObject({ services: 1, instances: 1, traffic: { calls: 40 } })
})

test('names that the registry does not know and workloads that host a service are told', () => {
  const billing = service('billing', [['1.0.0', 2]], { workloads: ['core-suite'], labels: { area: 'ops' } })
  const topology = compose([billing], [edge(to('billing'), { kind: 'external', label: 'bank.example' }, calls(25))])

  expect(nodeOf(topology, 'external:bank.example')).toMatchObject({ kind: 'external', traffic: { calls: 25 } })
  expect(nodeOf(topology, 'cloud@production/billing')).toMatchObject({
    workload: 'core-suite',
    labels: { area: 'ops' },
  })
})

test('a name that was seen only as a caller has its calls as a caller', () => {
  const topology = compose([ocr], [edge({ kind: 'external', label: 'cron' }, to('ocr'), calls(30), '1.0.0')])

  expect(nodeOf(topology, 'external:cron')?.traffic?.calls).toBe(30)
})

test('what is composed fits the contract, whatever was silent', () => {
  for (const services of [undefined, [portal, ocr]]) {
    for (const edges of [undefined, [edge(android, to('ocr'), calls(40), '1.0.0')]]) {
      expect(Topology.safeParse(compose(services, edges)).success).toBe(true)
    }
  }
})
