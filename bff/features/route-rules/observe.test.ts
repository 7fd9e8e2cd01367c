import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { Route } from '#shared/features/route-rules/model.ts'
import { meshNamed } from '../../ports/mesh.ts'
import { demoMesh } from '../../test-support/demo-mesh.ts'
import { eventually } from '../../test-support/eventually.ts'
import { everything, ocrRef, to } from '../../test-support/ocr-mesh.ts'
import { reportedCall } from '../../test-support/reported-call.ts'
import { observeShares } from './observe.ts'

/** Calls whose device is the empty text: for some data planes also those that name none. */
const nameless: Route = {
  name: 'nameless',
  match: {
    any: [{ all: [{ field: 'header', name: 'device-os', operator: 'matches', value: '^$', ignoreCase: false }] }],
  },
  destinations: [to('1.0.1', 100)],
}

test('calls are put to their routes as the data plane of their caller reads the rule', async () => {
  const { meshes, records, register } = await demoMesh()
  await register('portal', '1.0.0', {}, { framework: { name: 'Mesher', version: 'latest' } })
  await register('billing', '1.0.0', {}, { framework: { name: 'servicecomb-java-chassis', version: '3.2.0' } })
  const mesh = meshNamed(meshes, 'cloud')
  await eventually(async () => (await mesh.registry.snapshot()).value.services.length === 2, 'the callers')
  const since = instantOf(Date.now() - 60_000)
  const { namespace } = ocrRef
  const calls = (caller: string, version: string) =>
    Array.from({ length: 60 }, () =>
      reportedCall({
        atMs: Date.now() - 10_000,
        caller: { namespace, service: caller, version: '1.0.0' },
        callee: { namespace, service: 'ocr', version },
      }),
    )
  await records.calls.append('cloud', [...calls('portal', '1.0.1'), ...calls('billing', '1.0.0')])

  const evidence = await observeShares(mesh, ocrRef, { routes: [nameless, everything(to('1.0.0', 100))] }, since)

  expect(evidence).toEqual({
    shares: [
      { route: 'nameless', destination: '1.0.1', asked: 1, observed: 1, calls: 60 },
      { route: 'everything', destination: '1.0.0', asked: 1, observed: 1, calls: 60 },
    ],
  })
})
