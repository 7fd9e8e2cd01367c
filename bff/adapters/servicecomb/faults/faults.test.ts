import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fault, ObservedFault } from '#shared/features/faults/model.ts'
import { type PolicyRef, noBase } from '#shared/mesh/policy.ts'
import { policyTargetContract } from '../../../ports/policy-target.contract.ts'
import { app, appLabels, environment, lab, labOfTest, namespace, real } from '../../../test-support/servicecomb-lab.ts'
import { kieTarget } from '../kie-target.ts'
import { faultKind } from './kind.ts'

const mesher = { framework: { name: 'Mesher', version: 'latest' } }
const java = { framework: { name: 'ServiceComb', version: '3.2.0' } }
const chain = { handlers: ['router', 'bizkeeper-consumer', 'fault-inject', 'transport'] }
const rest = (service: string, field: string) =>
  `cse.governance.Consumer.${service}.policy.fault.protocols.rest.${field}`
const labels = { app, environment }

async function mesh(declaration: object = chain) {
  const world = await labOfTest({ declaration })
  await world.register('portal', '1.0.0', {}, mesher)
  await world.register('ocr', '1.0.0', {}, mesher)
  const target = kieTarget(faultKind(world.declaration), world)
  async function write(ref: PolicyRef, spec: ObservedFault | null, enabled = true) {
    return target.apply({ ref, spec, enabled, base: (await target.read(ref))?.base ?? noBase })
  }
  async function codes(ref: PolicyRef, spec: ObservedFault): Promise<string[]> {
    const findings = await target.check({ ref, spec, enabled: true, base: noBase }, undefined)
    return findings.map(({ code, severity }) => `${severity} ${code}`)
  }
  const inKie = async () =>
    Object.fromEntries((await world.kie.withKey('cse.governance.*')).map(({ key, value }) => [key, value]))
  return { ...world, target, write, codes, inKie }
}

const refTo = (service = 'ocr', name = 'app'): PolicyRef => ({ mesh: 'lab', namespace, service, kind: 'faults', name })
const refused: Fault = { abort: { percent: 30, status: 503 } }
const slow: Fault = { delay: { percent: 50, ms: 2000 } }

policyTargetContract<ObservedFault>('Faults in Kie', async () => {
  const world = await lab({ declaration: chain })
  await world.register('ocr', '1.0.0', {}, mesher)
  return {
    target: kieTarget(faultKind(world.declaration), world),
    ref: refTo(),
    specs: [refused, slow, { abort: { percent: 1, status: 418 }, delay: { percent: 100, ms: 1 } }],
    same: (one, other) => JSON.stringify([one.abort, one.delay]) === JSON.stringify([other.abort, other.delay]),
    async writeOutside({ service }, { abort, delay }) {
      const fields = {
        'abort.httpStatus': abort?.status,
        'abort.percent': abort?.percent,
        'delay.fixedDelay': delay?.ms,
        'delay.percent': delay?.percent,
      }
      for (const [field, value] of Object.entries(fields)) {
        const [standing] = await world.kie.withKey(rest(service, field))
        if (value === undefined) continue
        if (standing) await world.kie.update(standing.id, { value: String(value), enabled: true })
        else await world.document(rest(service, field), appLabels, String(value))
      }
    },
    ...(world.kieServer
      ? {
          stop: () => world.kieServer?.pause() ?? Promise.resolve(),
          start: () => world.kieServer?.resume() ?? Promise.resolve(),
        }
      : {}),
    close: world.close,
  }
})

/** Watches every write to Kie, and tells whether a percentage ever stood in force without its partner. */
function pairWatch(world: Awaited<ReturnType<typeof mesh>>) {
  const seen: string[] = []
  const { kie } = world
  const look = async () => {
    const standing = (await kie.withKey('cse.governance.*')).filter(({ status }) => status === 'enabled')
    const has = (field: string) => standing.some(({ key }) => key.endsWith(field))
    if (has('abort.percent') && !has('abort.httpStatus')) seen.push('abort')
    if (has('delay.percent') && !has('delay.fixedDelay')) seen.push('delay')
  }
  const watched = {
    ...kie,
    create: async (...args: Parameters<typeof kie.create>) => after(await kie.create(...args)),
    update: async (...args: Parameters<typeof kie.update>) => after(await kie.update(...args)),
    remove: async (...args: Parameters<typeof kie.remove>) => after(await kie.remove(...args)),
  }
  async function after<Result>(result: Result): Promise<Result> {
    await look()
    return result
  }
  return { target: kieTarget(faultKind(world.declaration), { ...world, kie: watched }), seen }
}

test('no percentage ever stands without its partner: written last, switched off first, gone first', async () => {
  const world = await mesh()
  const { target, seen } = pairWatch(world)
  const both: Fault = { ...refused, ...slow }
  const steps: [Fault | null, boolean][] = [
    [both, true],
    [{ ...slow, abort: { percent: 10, status: 500 } }, true],
    [both, false],
    [both, true],
    [slow, true],
    [refused, true],
    [null, true],
  ]

  for (const [spec, enabled] of steps) {
    const base = (await target.read(refTo()))?.base ?? noBase
    expect(await target.apply({ ref: refTo(), spec, enabled, base })).toMatchObject({ conflict: false })
  }

  expect(seen).toEqual([])
  expect(await world.inKie()).toEqual({})
})

test('a fault of every service is for `_global`, one of a caller for its versions', async () => {
  const { write, kie } = await mesh()
  await write(refTo('*'), refused)
  await write(refTo('ocr', 'caller:portal'), slow)

  const documents = (await kie.withKey('cse.governance.*')).map(({ key, labels: own, value }) => [key, own, value])

  const portal = { ...appLabels, serviceName: 'portal', version: '1.0.0' }
  expect(documents).toHaveLength(4)
  expect(documents).toEqual(
    expect.arrayContaining([
      [rest('_global', 'abort.httpStatus'), appLabels, '503'],
      [rest('_global', 'abort.percent'), appLabels, '30'],
      [rest('ocr', 'delay.fixedDelay'), portal, '2000'],
      [rest('ocr', 'delay.percent'), portal, '50'],
    ]),
  )
})

test('half a pair and numbers out of range are told as what they do to every call', async () => {
  const { target, document } = await mesh()
  await document(rest('ocr', 'abort.percent'), appLabels, '5')
  await document(rest('_global', 'delay.percent'), appLabels, '5')
  await document(rest('portal', 'abort.httpStatus'), appLabels, '99')
  await document(rest('portal', 'delay.fixedDelay'), appLabels, '20 ms')

  const found = Object.fromEntries(
    (await target.list()).value.map(({ ref, findings }) => [ref.service, findings.map(({ code }) => code)]),
  )

  expect(found).toMatchObject({
    ocr: ['fault-half'],
    '*': ['fault-answers-400'],
    portal: ['number-counts-as-none', 'fault-answers-400', 'fault-zero'],
  })
})

test('keys of single operations stay when the fault of the service is edited', async () => {
  const { target, write, document, inKie } = await mesh()
  const narrow = `cse.governance.Consumer.ocr.schemas.api.operations.read.policy.fault.protocols.rest.`
  await document(`${narrow}abort.httpStatus`, appLabels, '500')
  await document(`${narrow}abort.percent`, appLabels, '1')

  expect(await target.read(refTo())).toMatchObject({
    understood: 'partly',
    findings: [{ code: 'fault-narrower-kept' }],
  })
  await write(refTo(), refused)
  await write(refTo(), { abort: { percent: 31, status: 503 } })

  expect(await inKie()).toEqual({
    [`${narrow}abort.httpStatus`]: '500',
    [`${narrow}abort.percent`]: '1',
    [rest('ocr', 'abort.httpStatus')]: '503',
    [rest('ocr', 'abort.percent')]: '31',
  })
})

test('proxies without the handler inject nothing, and what nobody declared is not known', async () => {
  const without = await mesh({ handlers: ['router', 'transport'] })
  expect(await without.codes(refTo(), refused)).toEqual(['error fault-handler-missing'])
  expect(await without.target.capabilities(refTo())).toMatchObject({
    available: { available: 'no', reason: { code: 'fault-handler-missing', params: { handler: 'fault-inject' } } },
  })

  const undeclared = await mesh({})
  expect(await undeclared.codes(refTo(), refused)).toEqual(['warning fault-handler-undeclared'])
  expect(await undeclared.target.capabilities(refTo())).toMatchObject({ available: { available: 'unknown' } })

  const declared = await mesh()
  expect(await declared.codes(refTo(), refused)).toEqual([])
})

test('what a wider fault adds to the same calls is told', async () => {
  const { write, codes } = await mesh()
  await write(refTo('*'), refused)

  expect(await codes(refTo(), slow)).toEqual(['warning fault-abort-of-all'])
  expect(await codes(refTo(), refused)).toEqual([])

  await write(refTo('*'), null)
  await write(refTo(), slow)
  expect(await codes(refTo('ocr', 'caller:portal'), refused)).toEqual(['warning fault-delay-of-namespace'])
})

test('every call is told as every call, and nothing as nothing', async () => {
  const { codes } = await mesh()
  expect(await codes(refTo(), { abort: { percent: 100, status: 503 } })).toEqual(['warning fault-every-call'])
  expect(await codes(refTo(), {})).toEqual(['error fault-does-nothing'])
  expect(await codes(refTo(), { ...refused, match: { any: [] } })).toEqual(['error fault-match-without-group'])
})

test.skipIf(real)(
  'java-chassis reads the same pairs under its own prefix and labels, and groups of its own',
  async () => {
    const { write, register, kie, codes } = await mesh()
    await register('billing', '1.0.0', {}, java)
    await write(refTo(), refused)

    expect(await kie.withKey('servicecomb.governance.*')).toMatchObject([{ labels }, { labels }])

    const match = {
      any: [
        {
          all: [
            { field: 'path' as const, name: '', operator: 'starts-with' as const, value: '/pay', ignoreCase: false },
          ],
        },
      ],
    }
    const group = refTo('*', 'group:pay')
    expect(await codes(group, { ...refused, ...slow, match })).toEqual(['error fault-one-of-both'])
    expect(await codes(group, refused)).toEqual(['error fault-needs-match'])
    expect(await write(group, { ...slow, match })).toMatchObject({
      conflict: false,
      stored: { spec: { ...slow, match }, understood: 'whole' },
    })
    expect(await kie.withKey('servicecomb.faultInjection.pay')).toMatchObject([
      { labels, value: 'type: "delay"\npercentage: 50\ndelayTime: 2000\n' },
    ])
  },
)

test.skipIf(real)('a fault of java-chassis that answers success, or is forced off, is told so', async () => {
  const { target, register, document } = await mesh()
  await register('billing', '1.0.0', {}, java)
  const own = 'servicecomb.governance.Consumer.billing.policy.fault.protocols.rest.abort.percent'
  await document(own, labels, '10')
  await document('servicecomb.matchGroup.pay', labels, 'matches:\n  - apiPath: {prefix: "/pay"}\n')
  await document('servicecomb.faultInjection.pay', labels, '{type: abort, percentage: 5, forceClosed: true}')

  expect(await target.read(refTo('billing'))).toMatchObject({
    spec: { abort: { percent: 10 } },
    findings: [{ code: 'fault-success' }, { code: 'dialect-uncovered' }],
  })
  expect(await target.read(refTo('*', 'group:pay'))).toMatchObject({
    spec: { abort: { percent: 0, status: 500 } },
    findings: expect.arrayContaining([{ code: 'fault-forced-closed', severity: 'warning', params: {} }]),
  })
})

test('whatever may be drafted is written so that it reads back the same, beside what stands there', async () => {
  const { declaration, registry } = await mesh()
  const kind = faultKind(declaration)
  const percent = fc.integer({ min: 1, max: 100 })
  const abort = fc.record({ percent, status: fc.integer({ min: 200, max: 599 }) })
  const delay = fc.record({ percent, ms: fc.integer({ min: 1, max: 300_000 }) })
  const drafts = fc
    .record({ abort, delay }, { requiredKeys: [] })
    .filter((spec) => (spec.abort || spec.delay ? true : false))
  const services = fc.constantFrom('ocr', '*', 'a.b.c')
  const narrower = fc.array(
    fc.record({ part: fc.constantFrom('schemas.a', 'schemas.a.operations.b'), value: fc.string({ maxLength: 12 }) }),
    { maxLength: 2 },
  )
  const snapshot = registry.current()
  const asDocument = (key: string, value: string, index: number) => ({
    id: `${index}`,
    key,
    labels: appLabels,
    value,
    status: 'enabled',
    update_revision: 1,
  })
  fc.assert(
    fc.property(drafts, services, narrower, (spec, service, parts) => {
      const native = service === '*' ? '_global' : service
      const standing = [
        ...new Map(parts.map(({ part, value }) => [rest(`${native}.${part}`, 'abort.percent'), value])),
      ].map(([key, value], index) => asDocument(key, value, index))
      const edit = { ref: refTo(service), spec, enabled: true, base: noBase }
      const rendered = kind.render(edit, undefined, { documents: standing, snapshot })
      if (typeof rendered === 'string') throw new Error(rendered)
      const documents = rendered.map(({ key, text }, index) => asDocument(key, text, index))
      expect(kind.policiesIn({ documents, snapshot }).map((policy) => policy.spec)).toEqual([spec])
      for (const { key, value } of standing) expect(documents).toContainEqual(expect.objectContaining({ key, value }))
    }),
  )
})
