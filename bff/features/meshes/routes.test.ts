import { expect, test, vi } from 'vitest'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { demoMesh } from '../../test-support/demo-mesh.ts'

test('a connected mesh is told with its namespaces, its backends and what its frameworks can do', async () => {
  const { meshes, register } = await demoMesh()
  await register('ocr', '1.0.0', {})
  const { api } = await consoleWith({ meshes })

  const mesh = await vi.waitFor(async () => {
    const { body } = await api.get('/api/meshes').expect(200)
    expect(body.meshes[0].namespaces).toContain('cloud@production')
    return body.meshes[0]
  })

  expect(mesh).toMatchObject({ name: 'cloud', kind: 'servicecomb', sampling: 'all' })
  expect(mesh.connections).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ part: 'registry', product: 'Service Center' }),
      expect.objectContaining({ part: 'policies', product: 'Kie' }),
      expect.objectContaining({ part: 'call-records', product: 'DuckDB' }),
    ]),
  )
})

test('whoever sees some services is told only their namespaces, and no mesh that is not theirs', async () => {
  const { meshes, register } = await demoMesh()
  await register('ocr', '1.0.0', {})
  const { api, apiAs } = await consoleWith({ meshes })
  await vi.waitFor(async () => {
    expect((await api.get('/api/meshes')).body.meshes[0].namespaces).toContain('cloud@production')
  })

  const narrow = await apiAs([{ ...everywhere('viewer'), service: 'billing' }])
  const elsewhere = await apiAs([{ ...everywhere('viewer'), mesh: 'elsewhere' }])

  expect((await narrow.get('/api/meshes').expect(200)).body.meshes).toMatchObject([{ name: 'cloud', namespaces: [] }])
  expect((await elsewhere.get('/api/meshes').expect(200)).body.meshes).toEqual([])
})

test('a test asks each backend now, and a silent one is a line of the answer', async () => {
  const { meshes, kie } = await demoMesh()
  const { api } = await consoleWith({ meshes })
  await kie.close()

  const { body } = await api.post('/api/meshes/cloud/test').expect(200)

  expect(body.tests).toEqual([
    expect.objectContaining({ part: 'registry', answered: true, version: expect.any(String) }),
    expect.objectContaining({
      part: 'policies',
      answered: false,
      problem: expect.objectContaining({ code: 'backend-silent' }),
    }),
    expect.objectContaining({ part: 'call-records', answered: true }),
  ])
})

test('a mesh that is not connected is said to be missing', async () => {
  const { api } = await consoleWith()

  const { body } = await api.post('/api/meshes/nowhere/test').expect(404)

  expect(body).toMatchObject({ code: 'not-found', params: { noun: 'mesh', id: 'nowhere' } })
})
