import { afterAll, beforeEach, expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { Fault } from '#shared/features/faults/model.ts'
import type { PolicyRef } from '#shared/mesh/policy.ts'
import { meshNamed } from '../../ports/mesh.ts'
import { demoMesh, emptyRecords } from '../../test-support/demo-mesh.ts'
import { type Told, reportedCall } from '../../test-support/reported-call.ts'
import { observeFault } from './observe.ts'

const records = emptyRecords()
afterAll(() => records.close())
beforeEach(async () => void (await records.calls.expire('cloud', instantOf(Date.now() + 86_400_000))))

const namespace = 'cloud@production'
const ref: PolicyRef = { mesh: 'cloud', namespace, service: 'ocr', kind: 'faults', name: 'app' }
const calls = (count: number, told: Told = {}) =>
  Array.from({ length: count }, () => reportedCall({ atMs: Date.now() - 10_000, ...told }))
const aborted: Told = { outcome: 'fault', status: 503 }

async function evidence(spec: Fault, of: PolicyRef = ref) {
  const { meshes } = await demoMesh(records)
  return observeFault(meshNamed(meshes, 'cloud'), of, spec, instantOf(Date.now() - 60_000))
}

test('aborts are shown by calls that a rule answered with the asked status', async () => {
  await records.calls.append('cloud', [...calls(80), ...calls(20, aborted)])

  expect(await evidence({ abort: { percent: 20, status: 503 } })).toEqual({
    shares: [{ route: 'fault:abort', destination: '503', asked: 0.2, observed: 0.2, calls: 100 }],
  })
  expect(await evidence({ abort: { percent: 60, status: 503 } })).toMatchObject({
    why: { code: 'proof-faults-differ' },
  })
  expect(await evidence({ abort: { percent: 20, status: 500 } })).toMatchObject({
    why: { code: 'proof-faults-differ' },
  })
})

test('delays are shown by calls that took at least as long, however many are slow by themselves', async () => {
  await records.calls.append('cloud', [...calls(50), ...calls(50, { durationMs: 2010 })])

  expect(await evidence({ delay: { percent: 50, ms: 2000 } })).toEqual({
    shares: [{ route: 'fault:delay', destination: '2000 ms', asked: 0.5, observed: 0.5, calls: 100 }],
  })
  expect(await evidence({ delay: { percent: 10, ms: 2000 } })).not.toHaveProperty('why')
  expect(await evidence({ delay: { percent: 90, ms: 2000 } })).toMatchObject({ why: { code: 'proof-faults-differ' } })
})

test('only the calls that the fault is about are looked at', async () => {
  const other = { namespace, service: 'predict', version: '1.0.0' }
  const elsewhere = { namespace: 'cloud@testing', service: 'portal', version: '1.0.0' }
  const outside = calls(60, aborted).map(({ caller: _, ...call }) => call)
  await records.calls.append('cloud', [...calls(60), ...calls(60, { ...aborted, caller: elsewhere }), ...outside])
  await records.calls.append('cloud', calls(60, { ...aborted, caller: other, url: '/ocr/train' }))
  const spec = { abort: { percent: 1, status: 503 } }

  expect(await evidence(spec, { ...ref, name: 'caller:portal' })).toMatchObject({
    shares: [{ observed: 0, calls: 60 }],
  })
  expect(await evidence(spec, { ...ref, service: '*' })).toMatchObject({ shares: [{ observed: 0.5, calls: 120 }] })
  const train = {
    any: [{ all: [{ field: 'path', name: '', operator: 'is', value: '/ocr/train', ignoreCase: false }] }],
  }
  expect(
    await evidence({ ...spec, match: train } as Fault, { ...ref, service: '*', name: 'group:train' }),
  ).toMatchObject({
    shares: [{ observed: 1, calls: 60 }],
  })
})

test('calls of which nobody knows whether the fault is for them are left out, and that is said where it is many', async () => {
  const android: Fault = {
    abort: { percent: 100, status: 503 },
    match: {
      any: [{ all: [{ field: 'header', name: 'device-os', operator: 'is', value: 'android', ignoreCase: false }] }],
    },
  }
  const group = { ...ref, service: '*', name: 'group:android' }
  await records.calls.append('cloud', [
    ...calls(60, { ...aborted, headers: { 'device-os': 'android' } }),
    ...calls(30, { withoutHeaders: ['device-os'] }),
    ...calls(5),
  ])
  expect(await evidence(android, group)).toEqual({
    shares: [{ route: 'fault:abort', destination: '503', asked: 1, observed: 1, calls: 60 }],
  })

  await records.calls.append('cloud', calls(15))

  expect(await evidence(android, group)).toMatchObject({
    shares: [{ observed: 1, calls: 60 }],
    why: { code: 'proof-unrecorded', params: { count: 20, names: 'device-os' } },
  })
})

test('what another namespace of the same names calls lately does not hide the calls that the fault is about', async () => {
  const twin = { namespace: 'cloud@testing', service: 'portal', version: '1.0.0' }
  const callee = { namespace: 'cloud@testing', service: 'ocr', version: '1.0.0' }
  await records.calls.append('cloud', [
    ...calls(60, { ...aborted, atMs: Date.now() - 20_000 }),
    ...calls(2500, { caller: twin, callee }),
  ])

  expect(await evidence({ abort: { percent: 100, status: 503 } })).toMatchObject({
    shares: [{ calls: 60, observed: 1 }],
  })
})

test('few calls show nothing yet', async () => {
  expect(await evidence({ abort: { percent: 20, status: 503 } })).toEqual({
    shares: [],
    why: { code: 'proof-no-calls', params: {} },
  })
  await records.calls.append('cloud', calls(3))
  expect(await evidence({ abort: { percent: 20, status: 503 } })).toMatchObject({
    why: { code: 'proof-few-faulted', params: { count: 3 } },
  })
})
