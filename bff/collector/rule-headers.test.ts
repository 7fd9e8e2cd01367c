import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import { demoMesh } from '../test-support/demo-mesh.ts'
import { eventually } from '../test-support/eventually.ts'
import { startCollector } from './collector.ts'
import { keepRuleHeaders } from './rule-headers.ts'

const laneRule = `- precedence: 2
  match:
    headers:
      X-Lane: { exact: blue }
  route:
    - weight: 100
      tags: { version: "1.0.1" }
`

const span = () => ({
  traceId: randomBytes(16).toString('hex'),
  id: randomBytes(8).toString('hex'),
  kind: 'SERVER',
  timestamp: Date.now() * 1000,
  duration: 1000,
  localEndpoint: { serviceName: 'ocr' },
  tags: {
    'http.method': 'GET',
    'http.url': '/ocr',
    'http.status_code': '200',
    'http.request.header.x-lane': 'blue',
    'http.request.header.x-other': 'kept by nobody',
  },
})

test('a header that a rule reads is kept with each call from then on, others are not', async () => {
  const { meshes, records, byHand } = await demoMesh()
  await byHand.create({
    key: 'servicecomb.routeRule.ocr',
    value: laneRule,
    labels: { appId: 'cloud', environment: 'production' },
  })
  const collector = await startCollector({
    host: '127.0.0.1',
    port: 0,
    meshes: [{ name: 'cloud' }],
    records: records.calls,
    siteKey: Buffer.alloc(32, 7),
    registryOf: async () => ({ services: [], instances: new Map(), findings: [] }),
  })
  onTestFinished(collector.close)
  const stopping = new AbortController()
  onTestFinished(() => stopping.abort())
  const warnings: unknown[] = []
  keepRuleHeaders(collector, meshes.values(), { signal: stopping.signal, warn: (error) => warnings.push(error) })

  const kept = await eventually(async () => {
    const body = JSON.stringify([span()])
    const headers = { 'content-type': 'application/json' }
    await fetch(`${collector.url}/cloud/api/v2/spans`, { method: 'POST', headers, body })
    const window = { from: instantOf(Date.now() - 60_000), to: instantOf(Date.now() + 60_000) }
    const filter = { header: ['x-lane:blue'] }
    const { items } = await records.calls.search(filter, window, { limit: 1 }, wholeMesh('cloud'))
    return items[0]?.headers
  }, 'a call with its lane')

  expect(kept).toEqual({ 'x-lane': 'blue' })
  expect(warnings).toEqual([])
})
