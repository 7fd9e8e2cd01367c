import { expect, test } from 'vitest'
import { everywhere } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import {
  android,
  baseOf,
  edit,
  everything,
  ocrLabels,
  ocrMesh,
  ocrPath,
  ocrRef,
  proposal,
  stableText,
  to,
} from '../../test-support/ocr-mesh.ts'

const list = '/api/meshes/cloud/route-rules'

type Listed = { ref: { service: string } }
const services = (body: { value: Listed[] }) => body.value.map(({ ref }) => ref.service)

async function mesh() {
  const world = await ocrMesh()
  await world.byHand.create({ key: 'servicecomb.routeRule.vpc', value: stableText, labels: ocrLabels })
  await eventually(async () => services((await world.api.get(list).expect(200)).body).length === 2, 'both rules')
  return world
}

test('rules are listed as far as their services are seen', async () => {
  const { api, apiAs } = await mesh()
  const other = await apiAs([{ ...everywhere('viewer'), service: 'vpc' }])

  expect(services((await api.get(list).expect(200)).body)).toEqual(['ocr', 'vpc'])
  expect(services((await api.get(`${list}?service=ocr`).expect(200)).body)).toEqual(['ocr'])
  expect(services((await api.get(`${list}?namespace=cloud@testing`).expect(200)).body)).toEqual([])
  expect(services((await other.get(list).expect(200)).body)).toEqual(['vpc'])
  await other.get(ocrPath).expect(403)
})

test('a rule is told with who changed it last, here or outside', async () => {
  const { api } = await ocrMesh()
  const lastOf = async () => {
    const { body } = await api.get(ocrPath).expect(200)
    return body.policy.last
  }
  expect(await lastOf()).toMatchObject({ revision: 1, origin: 'outside' })

  const { body } = await api
    .post('/api/changes')
    .send(proposal(edit({ routes: [everything(to('1.0.1', 100))] }, await baseOf(api))))
    .expect(200)

  expect(await lastOf()).toMatchObject({ revision: 2, origin: 'meshdeck', change: body.id, author: body.author })
})

test('one rule is read from the mesh now, and where there is none it says so', async () => {
  const { api, byHand } = await mesh()
  const [document] = await byHand.documents('servicecomb.routeRule.ocr')
  await byHand.update(document?.id ?? '', stableText.replace('100', '60'))

  const { body } = await api.get(ocrPath).expect(200)

  expect(body.policy).toMatchObject({
    ref: ocrRef,
    spec: { routes: [{ remainder: 40, destinations: [{ weight: 60 }] }] },
    native: [{ text: stableText.replace('100', '60') }],
  })
  expect((await api.get(ocrPath.replace('/ocr/', '/nobody/')).expect(200)).body).toEqual({ policy: null })
})

test('what the readers of a rule can do is told with the way to prove it', async () => {
  const { api } = await mesh()
  const { body } = await api.get(ocrPath.replace('/app', '')).expect(200)
  expect(body).toMatchObject({ kind: 'route-rules', available: { available: 'yes' }, takesEffect: 'live' })
})

test('while Kie is silent the last known rules stand, and the stamp says so', async () => {
  const { api, kie } = await mesh()
  await kie.pause()

  const { body } = await api.get(list).expect(200)

  expect(services(body)).toEqual(['ocr', 'vpc'])
  expect(body.stamps).toMatchObject([{ source: 'Kie', silent: { problem: { code: 'backend-silent' } } }])
  await api.get(ocrPath).expect(502)
})

test('the names of routes are kept beside the mesh, and follow their routes', async () => {
  const { api } = await ocrMesh()
  const ios = { ...android(to('1.0.1', 100)), name: 'tablets' }
  const tablets = { ...ios, match: { any: [{ all: [{ ...ios.match.any[0]!.all[0]!, value: 'ios' }] }] } }
  const rest = everything(to('1.0.0', 100))
  const names = async () => {
    const { body } = await api.get(ocrPath).expect(200)
    return body.policy.spec.routes.map(({ name }: { name: string }) => name)
  }

  const first = { routes: [android(to('1.0.0', 100)), tablets, rest] }
  await api
    .post('/api/changes')
    .send(proposal(edit(first, await baseOf(api))))
    .expect(200)
  expect(await names()).toEqual(['android', 'tablets', 'everything'])

  const second = { routes: [tablets, { ...android(to('1.0.0', 100)), name: '' }, rest] }
  const { body } = await api
    .post('/api/changes')
    .send(proposal(edit(second, await baseOf(api))))
    .expect(200)
  expect(await names()).toEqual(['tablets', 'device-os is android', 'everything'])
  expect(body.edits[0].before.spec.routes.map(({ name }: { name: string }) => name)).toEqual([
    'android',
    'tablets',
    'everything',
  ])
})
