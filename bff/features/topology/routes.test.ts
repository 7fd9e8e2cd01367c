import { expect, test } from 'vitest'
import { reportedCall } from '../../test-support/reported-call.ts'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { demoMesh } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import type { Api } from '../../test-support/console-with.ts'

const ocr = { namespace: 'cloud@production', service: 'ocr' }
const address = '/api/meshes/cloud/topology'

/** A mesh with two registered services, and 40 calls of portal to two versions of ocr, the newer of which fails. */
async function calledMesh() {
  const demo = await demoMesh()
  await demo.register('portal', '2.3.0', { version: '2.3.0' })
  await demo.register('ocr', '1.0.0', { version: '1.0.0' })
  await demo.register('ocr', '1.0.1', { version: '1.0.1' })
  const calls = Array.from({ length: 40 }, (_, index) =>
    reportedCall({
      atMs: Date.now() - 20_000,
      durationMs: index + 1,
      callee: { ...ocr, version: index < 20 ? '1.0.0' : '1.0.1' },
      ...(index < 20 ? {} : { status: 502, outcome: 'failed' as const }),
    }),
  )
  await demo.records.calls.append('cloud', calls)
  return demo
}

interface Drawn {
  value: {
    nodes: { id: string; health: { state: string }; ready?: number; traffic?: { calls: number; p50?: number } }[]
    edges: { id: string; traffic: { calls: number } }[]
  }
  stamps: { source: string; silent?: object }[]
}

const drawn = (api: Api, isThere: (graph: Drawn) => boolean, what: string) =>
  eventually(async () => {
    const { body } = await api.get(address).expect(200)
    const graph = body as Drawn // the contract's answer, as far as these tests look at it
    return isThere(graph) && graph
  }, what)

const hasCalls = ({ value }: Drawn) => value.edges.length > 0 && value.nodes.some((node) => node.ready !== undefined)

test('registered services and recorded calls come as one graph, versions apart, with percentiles', async () => {
  const { meshes } = await calledMesh()
  const { api } = await consoleWith({ meshes })

  const { value } = await drawn(api, hasCalls, 'edges between portal and ocr')

  expect(value.edges.map((edge) => [edge.id, edge.traffic.calls])).toEqual([
    ['cloud@production/portal~cloud@production/ocr:1.0.0', 20],
    ['cloud@production/portal~cloud@production/ocr:1.0.1', 20],
  ])
  const node = value.nodes.find(({ id }) => id === 'cloud@production/ocr')
  expect(node).toMatchObject({ ready: 2, health: { state: 'failing' }, traffic: { calls: 40 } })
  expect(node?.traffic?.p50).toBeGreaterThan(10)
  expect(node?.traffic?.p50).toBeLessThan(30)
})

test('who may see ocr alone gets its callers as one plate without a name', async () => {
  const { meshes } = await calledMesh()
  const { api, apiAs } = await consoleWith({ meshes })
  await drawn(api, hasCalls, 'edges between portal and ocr')
  const binding = { ...everywhere('viewer'), mesh: 'cloud', namespace: 'cloud@production', service: 'ocr' }

  const { body } = await (await apiAs([binding])).get(address).expect(200)

  expect(body.value.nodes.map((node: { id: string }) => node.id)).toEqual(['cloud@production/ocr', 'hidden'])
  expect(body.value.totals).toMatchObject({ services: 1, traffic: { calls: 40 } })
  expect(JSON.stringify(body)).not.toContain('portal')
})

test('a registry that stops answering leaves the graph standing, with a stamp that says since when', async () => {
  const { meshes, serviceCenter } = await calledMesh()
  const { api } = await consoleWith({ meshes })
  await drawn(api, hasCalls, 'edges between portal and ocr')

  await serviceCenter.close()

  const graph = await drawn(api, ({ stamps }) => stamps.some((stamp) => stamp.silent), 'the registry’s silence')
  expect(graph.value.nodes.map(({ id }) => id)).toEqual(['cloud@production/ocr', 'cloud@production/portal'])
})

test('a window that ends before it begins is refused', async () => {
  const { meshes } = await demoMesh()
  const { api } = await consoleWith({ meshes })

  const from = '2026-11-20T14:00:00.000Z'
  const { body } = await api.get(`${address}?from=${from}&to=2026-11-20T13:00:00.000Z`).expect(400)

  expect(body).toMatchObject({ code: 'invalid-input', findings: [{ code: 'window-empty', field: 'to' }] })
})
