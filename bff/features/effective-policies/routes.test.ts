import { expect, test } from 'vitest'
import type { EffectiveStep } from '#shared/features/effective-policies/model.ts'
import { everywhere } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { ocrLabels, ocrMesh, stableText } from '../../test-support/ocr-mesh.ts'

const path = '/api/meshes/cloud/namespaces/cloud@production/services/ocr/effective-policies'

type Told = { value: EffectiveStep[] }

const gistOf = ({ value }: Told): string[] =>
  value.flatMap(({ kind, side, policies }) =>
    policies.map(({ ref, state, by }) =>
      [side, kind, `${ref.service}/${ref.name}`, state, ...(by ? [`by ${by.service}/${by.name}`] : [])].join(' '),
    ),
  )

/** Predict's proxy retries calls to ocr twice, everybody's once, and everybody's calls to whatever service never. */
async function mesh() {
  const world = await ocrMesh()
  await world.register('predict', '1.0.0', {})
  const predict = { ...ocrLabels, serviceName: 'predict', version: '1.0.0' }
  const block = async (service: string, labels: Record<string, string>, next: string) => {
    const prefix = `cse.loadbalance.${service}`
    await world.byHand.create({ key: `${prefix}retryEnabled`, value: 'true', labels })
    await world.byHand.create({ key: `${prefix}retryOnNext`, value: next, labels })
  }
  await block('', ocrLabels, '3')
  await block('ocr.', ocrLabels, '1')
  await block('ocr.', predict, '2')
  const { api } = world
  const told = async (query = ''): Promise<Told> => (await api.get(path + query).expect(200)).body
  // Kie and registry are looked at apart: only when the caller is registered is it known what its data plane reads.
  const complete = (lines: string[]) => lines.length === 4 && lines.every((line) => !line.endsWith('unread'))
  await eventually(async () => complete(gistOf(await told('?caller=predict'))), 'every policy')
  return { ...world, told }
}

test('the calls of a pair meet every policy in the order in which it bites, the nearest of a kind holding', async () => {
  const { told } = await mesh()

  expect(gistOf(await told('?caller=predict'))).toEqual([
    'caller route-rules ocr/app in-force',
    'caller retries ocr/caller:predict in-force',
    'caller retries ocr/app overridden by ocr/caller:predict',
    'caller retries */app overridden by ocr/caller:predict',
  ])
  expect(gistOf(await told())).toEqual([
    'caller route-rules ocr/app in-force',
    'caller retries ocr/app in-force',
    'caller retries */app overridden by ocr/app',
  ])
})

test('what the caller’s data plane does not ask for is told as unread', async () => {
  const { told, register } = await mesh()
  await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })

  await eventually(async () => gistOf(await told('?caller=billing')).every((line) => line.endsWith('unread')), 'unread')
  expect((await told('?caller=billing')).value.map(({ kind }) => kind).slice(0, 3)).toEqual([
    'rate-limits',
    'retries',
    'route-rules',
  ])
})

test('who may not see the service is told nothing', async () => {
  const { apiAs } = await mesh()
  const other = await apiAs([{ ...everywhere('viewer'), service: 'vpc' }])
  await other.get(path).expect(403)
})

test('the rule text of the mesh is what is told', async () => {
  const { told } = await mesh()
  const [step] = (await told()).value.filter(({ kind }) => kind === 'route-rules')
  expect(stableText).toContain('1.0.0')
  expect(step?.policies[0]?.spec).toMatchObject({ routes: [{ destinations: [{ labels: { version: '1.0.0' } }] }] })
})
