import { afterAll, expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import { meshNamed } from '../../ports/mesh.ts'
import { consoleWith } from '../../test-support/console-with.ts'
import { demoMesh, emptyRecords } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'
import { observeStatus } from './observe.ts'

const records = emptyRecords()
afterAll(() => records.close())

const namespace = 'cloud@production'

/** A console on a mesh with two instances of ocr, the first of which is meant. */
async function world() {
  const lab = await demoMesh(records)
  const id = await lab.register('ocr', '1.0.0', {})
  await lab.register('ocr', '1.0.0', {})
  const console = await consoleWith({ meshes: lab.meshes })
  const mesh = meshNamed(lab.meshes, 'cloud')
  const ready = async () => (await mesh.registry.snapshot()).value.services[0]?.versions[0]?.ready
  await eventually(async () => (await ready()) === 2, 'two instances')
  const ref = { mesh: 'cloud', namespace, service: 'ocr', kind: 'instance-status' as const, name: id }
  const path = `/api/meshes/cloud/namespaces/${namespace}/services/ocr/instance-status/${id}`
  const read = async () => (await console.api.get(path).expect(200)).body.policy
  const propose = async (status: string, more: object = {}, api = console.api) =>
    api.post('/api/changes').send({
      title: 'take an instance out',
      reason: '',
      edits: [{ ref, spec: { status }, enabled: true, base: (await read()).base, ...more }],
    })
  return { ...lab, ...console, mesh, ready, ref, read, propose }
}

test('an instance is taken out and brought back by changes, and the registry shows it at once', async () => {
  const { propose, read, ready, api } = await world()

  const out = await propose('out-of-service')

  expect(out.body).toMatchObject({ state: 'applied', edits: [{ before: { spec: { status: 'up' } } }] })
  expect(await read()).toMatchObject({ spec: { status: 'out-of-service' } })
  expect(await ready()).toBe(1)
  const listed = await api.get('/api/meshes/cloud/instance-status').expect(200)
  expect(listed.body.value).toHaveLength(1)

  expect((await propose('up')).body).toMatchObject({ state: 'applied' })
  expect(await ready()).toBe(2)
})

test('what took an instance out is reverted, and what somebody else did meanwhile is not overwritten', async () => {
  const { propose, read, api, ready } = await world()
  const { base } = await read()
  const { body: change } = await propose('out-of-service')

  expect((await propose('out-of-service', { base })).status).toBe(409)
  await api.post(`/api/changes/${change.id}/revert`).send({ reason: 'it was the other one' }).expect(200)

  expect(await read()).toMatchObject({ spec: { status: 'up' } })
  expect(await ready()).toBe(2)
})

test('only who may change the status of instances does, and no other status is written', async () => {
  const { propose, apiAs, read } = await world()

  expect((await propose('out-of-service', {}, await apiAs('auditor'))).status).toBe(403)
  expect((await propose('starting')).status).toBe(422)
  expect((await propose('up', { spec: null })).body.findings).toMatchObject([{ code: 'instance-status-stays' }])
  expect(await read()).toMatchObject({ spec: { status: 'up' } })
})

test('calls show that an instance is out, and that it is back', async () => {
  const { mesh, ref } = await world()
  const calls = (count: number, instance: string, told: Told = {}) =>
    Array.from({ length: count }, () =>
      reportedCall({
        atMs: Date.now() - 5000,
        callee: { namespace, service: 'ocr', version: '1.0.0', instance },
        ...told,
      }),
    )
  const evidence = (status: 'up' | 'out-of-service') =>
    observeStatus(mesh, ref, { status }, instantOf(Date.now() - 30_000))

  expect(await evidence('out-of-service')).toMatchObject({ why: { code: 'proof-few-moved', params: { count: 0 } } })
  await records.calls.append('cloud', calls(25, 'another'))
  expect(await evidence('out-of-service')).toEqual({ shares: [] })
  expect(await evidence('up')).toMatchObject({ why: { code: 'proof-not-called-yet' } })

  // Long ago, and of a namesake elsewhere.
  await records.calls.append('cloud', calls(1, ref.name, { atMs: Date.now() - 300_000 }))
  expect(await evidence('out-of-service')).toEqual({ shares: [] })
  await records.calls.append('cloud', calls(3, ref.name))
  expect(await evidence('out-of-service')).toMatchObject({ why: { code: 'proof-still-called', params: { count: 3 } } })
  expect(await evidence('up')).toEqual({ shares: [] })
})
