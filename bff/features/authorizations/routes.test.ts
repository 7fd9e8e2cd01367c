import { expect, test } from 'vitest'
import type { MatrixCell } from '#shared/features/authorizations/model.ts'
import { everywhere } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { ocrMesh } from '../../test-support/ocr-mesh.ts'
import { reportedCall } from '../../test-support/reported-call.ts'

const path = '/api/meshes/cloud/authorizations/observed'
const namespace = 'cloud@production'

type Told = { value: MatrixCell[] }

const gistOf = ({ value }: Told): string[] =>
  value
    .map(({ caller, callee, traffic }) => {
      const nameOf = (end: MatrixCell['caller']) => (end.kind === 'hidden' ? 'hidden' : end.name)
      return `${nameOf(caller)} → ${nameOf(callee)}: ${traffic.calls}`
    })
    .toSorted()

async function mesh() {
  const world = await ocrMesh()
  const call = (caller: string, version: string) =>
    reportedCall({
      atMs: Date.now() - 20_000,
      caller: { namespace, service: caller, version: '1.0.0' },
      callee: { namespace, service: 'ocr', version },
    })
  await world.records.calls.append('cloud', [
    call('predict', '1.0.0'),
    call('predict', '1.0.1'),
    call('predict', '1.0.1'),
    call('portal', '1.0.0'),
  ])
  const seen = async () => (await world.api.get(path).expect(200)).body as Told
  await eventually(async () => gistOf(await seen()).length === 2, 'both pairs')
  return { ...world, seen }
}

test('calls are counted by pair, whatever version was called, and a far end that may not be seen has no name', async () => {
  const { api, apiAs, seen } = await mesh()
  const other = await apiAs([{ ...everywhere('viewer'), service: 'portal' }])

  expect(gistOf(await seen())).toEqual(['portal → ocr: 1', 'predict → ocr: 3'])
  expect(gistOf((await api.get(`${path}?namespace=${namespace}`).expect(200)).body)).toHaveLength(2)
  expect(gistOf((await api.get(`${path}?namespace=cloud@testing`).expect(200)).body)).toEqual([])
  expect(gistOf((await other.get(path).expect(200)).body)).toEqual(['portal → hidden: 1'])
})
