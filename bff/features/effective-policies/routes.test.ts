import { expect, test } from 'vitest'
import type { EffectiveStep } from '#shared/features/effective-policies/model.ts'
import { everywhere } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { ocrLabels, ocrMesh, stableText } from '../../test-support/ocr-mesh.ts'

const path = '/api/meshes/cloud/namespaces/cloud@production/services/ocr/effective-policies'

type Told = { value: EffectiveStep[] }

const gistOf = ({ value }: Told): string[] =>
  value.flatMap(({ kind, side, policies }) =>
    policies.map(({ ref, state, by, values }) =>
      [
        side,
        kind,
        `${ref.service}/${ref.name}`,
        state,
        ...(by ? [`by ${by.service}/${by.name}`] : []),
        ...(values ? [`but ${values.join(', ')}`] : []),
      ].join(' '),
    ),
  )

/** Lines of one kind without its name, once there are so many of them. */
async function linesOf(kind: string, told: () => Promise<Told>, count: number): Promise<string[]> {
  const lines = async () => gistOf(await told()).flatMap((line) => line.split(` ${kind} `)[1] ?? [])
  await eventually(async () => (await lines()).length === count, `${count} policies`)
  return lines()
}

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

test('anybody who calls is whoever is registered, not the called service itself', async () => {
  const { register, byHand, api } = await mesh()
  await register('billing', '1.0.0', {}, { framework: { name: 'ServiceComb', version: '3.2.0' } })
  await byHand.create({ key: 'cse.loadbalance.billing.retryEnabled', value: 'true', labels: ocrLabels })
  await byHand.create({ key: 'cse.loadbalance.billing.retryOnNext', value: '1', labels: ocrLabels })

  // Mesher asks for these labels, and java-chassis, on which billing runs, does not.
  const told = async () => (await api.get(path.replace('/ocr/', '/billing/')).expect(200)).body as Told
  expect(await linesOf('retries', told, 2)).toEqual(['billing/app in-force', '*/app overridden by billing/app'])
})

test('a fault takes each value that it does not say from the next wider one', async () => {
  const { told, byHand } = await mesh()
  const predict = { ...ocrLabels, serviceName: 'predict', version: '1.0.0' }
  const fault = async (who: string, labels: Record<string, string>, values: Record<string, string>) => {
    for (const [field, value] of Object.entries(values)) {
      await byHand.create({ key: `cse.governance.Consumer.${who}.policy.fault.protocols.rest.${field}`, value, labels })
    }
  }
  await fault('ocr', predict, { 'abort.percent': '50' })
  await fault('ocr', ocrLabels, { 'abort.httpStatus': '503', 'abort.percent': '10', 'delay.percent': '0' })
  await fault('_global', ocrLabels, { 'delay.fixedDelay': '100', 'delay.percent': '5', 'abort.percent': '1' })

  expect(await linesOf('faults', () => told('?caller=predict'), 3)).toEqual([
    'ocr/caller:predict in-force',
    'ocr/app partly-overridden by ocr/caller:predict but abort.status',
    '*/app partly-overridden by ocr/caller:predict but delay.ms, delay.percent',
  ])
})

test('of a breaker for one service Mesher takes the time-out, and all else from the one for every service', async () => {
  const { told, byHand } = await mesh()
  const say = (key: string, value: string) => byHand.create({ key, value, labels: ocrLabels })
  await say('cse.isolation.Consumer.ocr.timeoutInMilliseconds', '900')
  await say('cse.circuitBreaker.Consumer.ocr.requestVolumeThreshold', '3')
  await say('cse.isolation.Consumer.timeoutInMilliseconds', '5000')
  await say('cse.circuitBreaker.Consumer.requestVolumeThreshold', '20')
  await say('cse.circuitBreaker.Consumer.enabled', 'true')

  expect(await linesOf('circuit-breakers', () => told(), 2)).toEqual([
    'ocr/app in-force',
    '*/app partly-overridden by ocr/app but minimumCalls, enabled',
  ])
})

test('a limit for one caller that is no number leaves him to the limit for all', async () => {
  const { told, byHand } = await mesh()
  const ocr = { ...ocrLabels, serviceName: 'ocr' }
  const limit = async (key: string, value: string) => {
    for (const version of ['1.0.0', '1.0.1']) await byHand.create({ key, value, labels: { ...ocr, version } })
  }
  await limit('cse.flowcontrol.Provider.qps.global.limit', '20')
  await limit('cse.flowcontrol.Provider.qps.limit.predict', 'many')
  const lines = () => linesOf('rate-limits', () => told('?caller=predict'), 2)

  expect(await lines()).toEqual(['ocr/from:predict in-force', 'ocr/all in-force'])
  for (const { id } of await byHand.documents('cse.flowcontrol.Provider.qps.limit.predict'))
    await byHand.update(id, '5')
  await eventually(async () => (await lines()).length === 2 && (await lines())[1]?.includes('overridden'), 'the number')
  expect(await lines()).toEqual(['ocr/from:predict in-force', 'ocr/all overridden by ocr/from:predict'])
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

test('a policy that the reader may not see still overrides, is not named, and is said to be there', async () => {
  const { apiAs, told, byHand } = await mesh()
  const limit = (of: string, labels: Record<string, string>) =>
    byHand.create({ key: `cse.flowcontrol.Provider.qps.${of}`, value: '5', labels })
  await limit('limit.predict', ocrLabels)
  for (const version of ['1.0.0', '1.0.1']) {
    await limit('global.limit', { ...ocrLabels, serviceName: 'ocr', version })
  }
  expect(await linesOf('rate-limits', () => told('?caller=predict'), 2)).toEqual([
    '*/from:predict in-force',
    'ocr/all overridden by */from:predict',
  ])
  const pair = await apiAs(['ocr', 'predict'].map((service) => ({ ...everywhere('viewer'), service })))

  const { body } = await pair.get(`${path}?caller=predict`).expect(200)

  expect(gistOf(body as Told)).toContain('called rate-limits ocr/all overridden')
  expect((body as Told).value.filter(({ withheld }) => withheld).map(({ kind, side }) => `${side} ${kind}`)).toEqual([
    'caller retries',
    'called rate-limits',
  ])
  expect((await told('?caller=predict')).value.some(({ withheld }) => withheld)).toBe(false)
})

test('what the caller’s namespace reads is told to those who may read there', async () => {
  const { apiAs, told } = await mesh()
  const production = await apiAs([{ ...everywhere('viewer'), namespace: 'cloud@production' }])
  const query = '?caller=portal&callerNamespace=cloud@testing'

  const { body } = await production.get(`${path}${query}`).expect(200)
  const kindsOf = ({ value }: Told, withheld: boolean) =>
    value.filter((step) => step.withheld === withheld && step.side === 'caller').map(({ kind }) => kind)

  expect(kindsOf(body as Told, true)).toEqual(kindsOf(await told(query), false))
  expect(kindsOf(body as Told, false)).toEqual([])
})

test('the rule text of the mesh is what is told', async () => {
  const { told } = await mesh()
  const [step] = (await told()).value.filter(({ kind }) => kind === 'route-rules')
  expect(stableText).toContain('1.0.0')
  expect(step?.policies[0]?.spec).toMatchObject({ routes: [{ destinations: [{ labels: { version: '1.0.0' } }] }] })
})
