import { expect, test } from 'vitest'
import type { NodeVersion, Topology, TopologyEdge, TopologyNode } from '#shared/features/topology/model.ts'
import { type Traffic, judge, noTraffic } from '#shared/mesh/health.ts'
import { groupingOf } from './grouping.ts'
import { type Item, outlineOf } from './outline.ts'
import { selectionOf } from './selection.ts'
import { summaryOf, troublesOf } from './troubles.ts'

const window = { from: '2026-11-20T14:00:00.000Z', to: '2026-11-20T14:15:00.000Z' }
const calls = (count: number, failed = 0): Traffic => ({ ...noTraffic, calls: count, failed, rate: count / 900 })
const version = (name: string, traffic: Traffic): NodeVersion => ({
  version: name,
  ready: 1,
  instances: 1,
  traffic,
  health: judge(traffic),
})
const service = (name: string, more: Partial<TopologyNode> = {}): TopologyNode => {
  const traffic = more.traffic ?? calls(100)
  return {
    id: `cloud/${name}`,
    kind: 'service',
    name,
    service: { mesh: 'one', namespace: 'cloud', name },
    labels: {},
    versions: [version('1.0.0', traffic)],
    traffic,
    health: judge(traffic),
    ...more,
  }
}
const edge = (from: string, to: string, more: Partial<TopologyEdge> = {}): TopologyEdge => {
  const traffic = more.traffic ?? calls(100)
  return {
    id: `${from}~${to}${more.version ? `:${more.version}` : ''}`,
    from,
    to,
    traffic,
    health: judge(traffic),
    ...more,
  }
}
const topology = (nodes: TopologyNode[], edges: TopologyEdge[] = []): Topology => ({
  window,
  stale: false,
  nodes,
  edges,
  totals: { services: nodes.length },
})

const ocr = service('ocr', {
  labels: { area: 'ai' },
  versions: [version('1.0.0', calls(950)), version('1.0.1', calls(50, 6))],
  traffic: calls(1000, 6),
})
const predict = service('predict', { labels: { area: 'ai' } })
const billing = service('billing', { labels: { area: 'ops' }, workload: 'core-suite' })
const notification = service('notification', { labels: { area: 'ops' }, workload: 'core-suite' })
const android: TopologyNode = { ...service('Android'), id: 'client:Android', kind: 'client', versions: [] }

const shapeOf = (item: Item): unknown => (item.shape === 'box' ? { [item.title]: item.children.map(shapeOf) } : item.id)

test('services stand in boxes of their area, versions and workloads in boxes inside, clients outside', () => {
  const graph = topology([android, billing, notification, ocr, predict])

  expect(outlineOf(graph, 'label:area').roots.map(shapeOf)).toEqual([
    'client:Android',
    { ops: [{ 'core-suite': ['cloud/billing', 'cloud/notification'] }] },
    { ai: [{ ocr: ['cloud/ocr:1.0.0', 'cloud/ocr:1.0.1'] }, 'cloud/predict'] },
  ])
})

test('without boxes, workloads and versions still keep together', () => {
  expect(outlineOf(topology([billing, notification, predict]), 'none').roots.map(shapeOf)).toEqual([
    { 'core-suite': ['cloud/billing', 'cloud/notification'] },
    'cloud/predict',
  ])
})

test('an edge of a version ends at its plate, one without version at the box', () => {
  const graph = topology(
    [ocr, predict],
    [edge('cloud/predict', 'cloud/ocr', { version: '1.0.1' }), edge('cloud/predict', 'cloud/ocr')],
  )

  expect(outlineOf(graph, 'none').links.map((link) => link.to)).toEqual(['cloud/ocr:1.0.1', 'cloud/ocr'])
})

test('the newer version with fewer calls is the candidate', () => {
  const [box] = outlineOf(topology([ocr]), 'none').roots
  const plates = box?.shape === 'box' ? box.children : []

  expect(plates.map((plate) => plate.shape === 'plate' && plate.candidate)).toEqual([false, true])
})

test('boxes are of the area where services have one, else of the namespace', () => {
  expect(groupingOf(null, [ocr, billing])).toBe('label:area')
  expect(groupingOf('label:team', [ocr, billing])).toBe('namespace')
  expect(groupingOf(null, [service('a'), service('b')])).toBe('namespace')
  expect(groupingOf('none', [ocr, billing])).toBe('none')
})

test('the summary counts a service by its worst version, and trouble is walked from the worst on', () => {
  const vpc = service('vpc', { traffic: { ...calls(900), clientErrors: 120 } })
  const graph = topology(
    [ocr, predict, vpc],
    [
      edge('cloud/predict', 'cloud/ocr', { version: '1.0.1', traffic: calls(50, 6) }),
      edge('cloud/predict', 'cloud/vpc'),
    ],
  )

  expect(summaryOf(graph)).toEqual({ failing: 1, degraded: 1, unknown: 0, idle: 0 })
  expect(troublesOf(graph)).toEqual(['cloud/ocr:1.0.1', 'cloud/predict~cloud/ocr:1.0.1', 'cloud/vpc'])
})

test('an address selects a service, a version or an edge, and nothing where it is gone', () => {
  const graph = topology([ocr, predict], [edge('cloud/predict', 'cloud/ocr', { version: '1.0.1' })])

  expect(selectionOf(graph, 'cloud/ocr')).toMatchObject({ kind: 'node' })
  expect(selectionOf(graph, 'cloud/ocr:1.0.1')).toMatchObject({ kind: 'version', version: { version: '1.0.1' } })
  expect(selectionOf(graph, 'cloud/predict~cloud/ocr:1.0.1')).toMatchObject({ kind: 'edge', from: { name: 'predict' } })
  expect(selectionOf(graph, 'cloud/gone')).toBeUndefined()
})
