import { afterAll, expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { ChangeRequest } from '#shared/features/changes/model.ts'
import { emptyRecords, demoMesh } from '../../test-support/demo-mesh.ts'
import { consoleWith, everywhere } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { reportedCall } from '../../test-support/reported-call.ts'

const records = emptyRecords()
afterAll(() => records.close())

const namespace = 'cloud@production'
const ref = { mesh: 'cloud', namespace, service: 'ocr', kind: 'faults', name: 'app' }
const path = `/api/meshes/cloud/namespaces/${namespace}/services/ocr/faults`
const spec = { abort: { percent: 20, status: 503 } }
const soon = (ms: number) => instantOf(Date.now() + ms)
const hour = 3_600_000

/** A console on a mesh where portal and predict may call ocr. */
async function world() {
  const lab = await demoMesh(records)
  for (const name of ['ocr', 'portal', 'predict']) await lab.register(name, '1.0.0', {})
  const console = await consoleWith({ meshes: lab.meshes })
  await eventually(
    async () => (await lab.meshes.get('cloud')?.registry.snapshot())?.value.services.length === 3,
    'three services',
  )
  const propose = (revertAt?: string, edit: object = {}) =>
    console.api.post('/api/changes').send({
      title: 'ocr refuses some calls',
      reason: 'how does portal take it',
      edits: [{ ref, spec, enabled: true, base: 'none', ...edit }],
      ...(revertAt === undefined ? {} : { revertAt }),
    })
  const read = async () => (await console.api.get(`${path}/app`).expect(200)).body.policy
  return { ...lab, ...console, propose, read }
}

test('a fault is refused without an end, and with one that is later than a day', async () => {
  const { propose, read } = await world()

  expect((await propose().expect(422)).body.findings).toMatchObject([{ code: 'end-missing', field: 'revertAt' }])
  expect((await propose(soon(25 * hour)).expect(422)).body.findings).toMatchObject([
    { code: 'end-too-late', params: { hours: 24 } },
  ])
  expect(await read()).toBeNull()
})

test('a fault says when it ends, and is gone by itself when that time has come', async () => {
  const { propose, read, api } = await world()
  const revertAt = soon(2000)

  const { body: change } = await propose(revertAt).expect(200)

  expect(change).toMatchObject({ state: 'applied', revertAt })
  expect(await read()).toMatchObject({ spec, ends: { at: revertAt, change: change.id } })
  await eventually(async () => (await read()) === null, 'the fault to be gone')
  const { timedRevert } = (await api.get(`/api/changes/${change.id}`).expect(200)).body as ChangeRequest
  expect(timedRevert).toMatchObject({ state: 'done', why: [] })
})

test('a fault can be taken away before its end, without an end of its own', async () => {
  const { propose, read } = await world()
  await propose(soon(hour)).expect(200)
  const { base } = await read()

  await propose(undefined, { spec: null, base }).expect(200)

  expect(await read()).toBeNull()
})

test('who is hit is told with the calls a second that each caller makes', async () => {
  const { api, apiAs } = await world()
  const calls = (caller: string, count: number) =>
    Array.from({ length: count }, (_, index) =>
      reportedCall({ atMs: Date.now() - 20_000 - index, caller: { namespace, service: caller, version: '1.0.0' } }),
    )
  const client = { ...reportedCall({ atMs: Date.now() - 20_000 }) }
  delete client.caller
  await records.calls.append('cloud', [...calls('portal', 30), ...calls('predict', 15), client])
  const reach = async (name: string) => {
    const { body } = await api.get(`${path}/${name}/reach?last=15m`).expect(200)
    const { value } = body as { value: { caller: { name: string }; callee: { name: string }; rate: number }[] }
    return value.map(({ caller, callee, rate }) => [caller.name, callee.name, rate > 0] as const)
  }

  await eventually(async () => (await reach('app')).length === 2, 'the calls of both callers')

  expect(await reach('app')).toEqual([
    ['portal', 'ocr', true],
    ['predict', 'ocr', true],
  ])
  expect(await reach('caller:predict')).toEqual([['predict', 'ocr', true]])
  const stranger = await apiAs([{ ...everywhere('viewer'), service: 'billing' }])
  await stranger.get(`${path}/app/reach`).expect(403)
})
