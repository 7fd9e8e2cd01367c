import { expect, test } from 'vitest'
import type { TopologyEdge, TopologyNode } from '#shared/features/topology/model.ts'
import { type Traffic, judge, noTraffic } from '#shared/mesh/health.ts'
import { layoutTaskOf } from './layout-task.ts'
import { outlineOf } from './outline.ts'
import { place } from './place.ts'
import { type SceneWords, sceneOf } from './scene.ts'

const calls = (count: number, failed = 0): Traffic => ({ ...noTraffic, calls: count, failed, rate: count / 900 })
const version = (name: string, traffic: Traffic) => ({
  version: name,
  ready: 2,
  instances: 2,
  traffic,
  health: judge(traffic),
})
const node = (name: string, more: Partial<TopologyNode> = {}): TopologyNode => ({
  id: `cloud/${name}`,
  kind: 'service',
  name,
  service: { mesh: 'one', namespace: 'cloud', name },
  labels: {},
  ready: 2,
  instances: 2,
  versions: [version('1.0.0', calls(100))],
  traffic: calls(100),
  health: { state: 'ok' },
  ...more,
})
const edge: TopologyEdge = {
  id: 'cloud/portal~cloud/ocr:1.0.1',
  from: 'cloud/portal',
  to: 'cloud/ocr',
  version: '1.0.1',
  traffic: calls(50, 10),
  health: judge(calls(50, 10)),
}
const ocr = node('ocr', {
  ready: 4,
  traffic: calls(1000),
  versions: [version('1.0.0', calls(950)), version('1.0.1', calls(50, 10))],
})
const core = ['billing', 'notification'].map((name) => node(name, { workload: 'core-suite' }))

const words: SceneWords = {
  rate: () => 'rate',
  rateAndShare: () => 'rate and share',
  count: String,
  noCalls: 'no calls',
  noData: 'no data',
  notPermitted: 'not permitted',
  unresolved: 'unresolved name',
  edge: (traffic) => `${traffic.calls} calls`,
  group: (services, instances) => `${services} services, ${instances} instances`,
  workload: (instances) => `${instances} times`,
  shares: (shares) => shares.join(' / '),
}
const window = { from: '2026-11-20T14:00:00.000Z', to: '2026-11-20T14:15:00.000Z' }
const nodes = [node('portal'), ocr, ...core]
const outline = outlineOf({ window, stale: false, nodes, edges: [edge], totals: { services: 4 } }, 'namespace')
const layout = place(layoutTaskOf(outline))

test('boxes tell what they hold: services and instances, processes of a workload, shares of versions', () => {
  const { boxes } = sceneOf({ outline, ...layout, words, stale: false })

  const said = Object.fromEntries(boxes.map((box) => [box.title, box.hint]))
  expect(said).toEqual({ cloud: '4 services, 10 instances', 'core-suite': '2 times', ocr: '0.95 / 0.05' })
  expect(boxes.find((box) => box.title === 'cloud')?.status).toBe('failing')
})

test('an edge of trouble leads to the plate of its version and carries a label of trouble', () => {
  const { edges } = sceneOf({ outline, ...layout, words, stale: false })

  expect(edges).toMatchObject([{ to: 'cloud/ocr:1.0.1', label: { text: '50 calls', problem: true } }])
})

test('a service that the layout has no place for yet is not drawn, and neither are its edges', () => {
  const { 'cloud/portal': _, ...at } = layout.at
  const scene = sceneOf({ outline, at, routes: layout.routes, words, stale: false })

  expect(scene.plates.map((plate) => plate.id)).not.toContain('cloud/portal')
  expect(scene.edges).toEqual([])
})
