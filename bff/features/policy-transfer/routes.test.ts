import { parse, stringify } from 'yaml'
import { describe, expect, test } from 'vitest'
import type { Output } from '#shared/contract/endpoint.ts'
import type { exportPolicies } from '#shared/features/policy-transfer/api.ts'
import type { PlannedPolicy, PolicyDocument } from '#shared/features/policy-transfer/model.ts'
import type { RoleBinding } from '#shared/access/binding.ts'
import type { Api } from '../../test-support/console-with.ts'
import { inKie, ocrKey, ocrMesh, stable, to } from '../../test-support/ocr-mesh.ts'

const path = '/api/meshes/cloud/policy-transfer'
const production = 'cloud@production'
const staging = 'cloud@staging'
const retries = { onSame: 1, onNext: 1 }
const fault = { abort: { percent: 10, status: 503 } }

const inOneHour = () => new Date(Date.now() + 3_600_000).toISOString()

/** A mesh whose production holds a route rule from outside, retries, which stand beside load balancing, and a fault. */
async function mesh() {
  const lab = await ocrMesh()
  const ref = { mesh: 'cloud', namespace: production, service: 'ocr', name: 'app' }
  const edits = [
    { ref: { ...ref, kind: 'retries' }, spec: retries, enabled: true, base: 'none' },
    { ref: { ...ref, kind: 'faults' }, spec: fault, enabled: true, base: 'none' },
  ]
  await lab.api.post('/api/changes').send({ title: 'Begin', edits, revertAt: inOneHour() }).expect(200)
  return lab
}

async function exported(api: Api, query: Record<string, string> = { service: 'ocr' }) {
  const { body } = await api
    .get(`${path}/export`)
    .query({ namespace: production, ...query })
    .expect(200)
  const told = body as Output<typeof exportPolicies> // the endpoint's own answer
  return { ...told, document: parse(told.text) as PolicyDocument } // what it was made of
}

const plan = (api: Api, from: object, more: object = {}) =>
  api.post(`${path}/plan`).send({ namespace: staging, from, ...more })

const statesOf = (policies: readonly PlannedPolicy[]) =>
  Object.fromEntries(policies.map(({ kind, state }) => [kind, state]))

test('an export says what the policies of a service are, and nothing of where they are stored', async () => {
  const { api } = await mesh()

  const { file, document, policies, unread } = await exported(api)

  expect(file).toBe('cloud_cloud@production_ocr.yaml')
  expect(unread).toEqual([])
  expect(policies).toBe(4)
  expect(document).toMatchObject({
    form: 'meshdeck-policies/1',
    mesh: 'cloud',
    namespace: production,
    service: 'ocr',
    at: expect.stringMatching(/Z$/),
  })
  expect(Object.fromEntries(document.policies.map(({ kind, spec }) => [kind, spec]))).toMatchObject({
    'route-rules': { routes: [{ destinations: [to('1.0.0', 100)] }] },
    retries,
    faults: fault,
  })
  for (const policy of document.policies) {
    expect(Object.keys(policy).toSorted()).toEqual(['enabled', 'kind', 'name', 'service', 'spec'])
  }
  expect(JSON.stringify(document)).not.toContain('precedence')
})

test('what is exported, planned elsewhere and proposed as one change stands there equal', async () => {
  const { api } = await mesh()
  const { text } = await exported(api)
  const revertAt = inOneHour()

  const { body: first } = await plan(api, { text }, { revertAt }).expect(200)
  expect(statesOf(first.policies)).toEqual({
    'route-rules': 'new',
    'load-balancing': 'new',
    retries: 'new',
    faults: 'new',
  })
  for (const policy of first.policies as PlannedPolicy[]) {
    expect(policy.edit).toMatchObject({ base: 'none', ref: { mesh: 'cloud', namespace: staging, service: 'ocr' } })
    expect(policy.after).not.toEqual([])
  }

  const edits = (first.policies as PlannedPolicy[]).map(({ edit }) => edit)
  const { body: change } = await api.post('/api/changes').send({ title: 'Copy', edits, revertAt }).expect(200)
  expect(change.state).toBe('applied')

  const { body: second } = await plan(api, { text }).expect(200)
  expect(statesOf(second.policies)).toEqual({
    'route-rules': 'equal',
    'load-balancing': 'equal',
    retries: 'equal',
    faults: 'equal',
  })
})

test('a copy is an export and its plan at once, and a policy that differs there is told with both texts', async () => {
  const { api, byHand } = await mesh()
  const labels = { appId: 'cloud', environment: 'staging' }
  const [text = ''] = await inKie({ byHand })
  await byHand.create({ key: ocrKey, value: text.replace('1.0.0', '1.0.1'), labels })

  const from = { mesh: 'cloud', namespace: production, service: 'ocr' }
  const { body } = await plan(api, from).expect(200)

  expect(body.source).toMatchObject(from)
  const rule = (body.policies as PlannedPolicy[]).find(({ kind }) => kind === 'route-rules')
  expect(rule).toMatchObject({ state: 'different', needsEnd: false })
  expect(rule?.edit?.base).not.toBe('none')
  expect(rule?.before[0]?.text).toContain('1.0.1')
  expect(rule?.after[0]?.text).toContain('1.0.0')
})

test('a policy that must end is refused until the request has an end', async () => {
  const { api } = await mesh()
  const { text } = await exported(api)
  const faultIn = (policies: PlannedPolicy[]) => policies.find(({ kind }) => kind === 'faults')

  const without = faultIn((await plan(api, { text }).expect(200)).body.policies)
  expect(without).toMatchObject({ state: 'refused', needsEnd: true })
  expect(without?.findings.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'end-missing' }])
  const within = faultIn((await plan(api, { text }, { revertAt: inOneHour() }).expect(200)).body.policies)
  expect(within?.state).toBe('new')
})

describe('who may not', () => {
  const may = (namespace: string, service = '*'): RoleBinding => ({
    role: 'viewer',
    mesh: '*',
    namespace,
    environment: '*',
    service,
    tenant: '*',
  })

  test('read a place exports nothing of it', async () => {
    const { apiAs } = await mesh()
    const api = await apiAs([may(staging)])
    await api.get(`${path}/export`).query({ namespace: production }).expect(403)
    await plan(api, { mesh: 'cloud', namespace: production }).expect(403)
  })

  test('read a service takes its policies along neither by a text nor at once', async () => {
    const { api, apiAs } = await mesh()
    const ref = { mesh: 'cloud', namespace: production, service: 'predict', kind: 'retries', name: 'app' }
    const edits = [{ ref, spec: retries, enabled: true, base: 'none' }]
    await api.post('/api/changes').send({ title: 'Another', edits }).expect(200)
    expect((await exported(api, {})).policies).toBe(6)

    const reader = await apiAs([may(production, 'ocr'), may(staging)])
    const { text, policies } = await exported(reader, {})
    expect(policies).toBe(4)
    expect(text).not.toContain('predict')
    const { body } = await plan(reader, { mesh: 'cloud', namespace: production }).expect(200)
    expect(JSON.stringify(body)).not.toContain('predict')
  })

  test('write in the target is told so, policy by policy, and learns nothing of what stands there', async () => {
    const { api, apiAs } = await mesh()
    const { text } = await exported(api)
    const { body } = await plan(await apiAs([may(production)]), { text }).expect(200)
    for (const policy of body.policies as PlannedPolicy[]) {
      expect(policy).toMatchObject({ state: 'refused', before: [], after: [], findings: [{ code: 'not-permitted' }] })
      expect(policy.edit).toBeUndefined()
    }
  })
})

describe('a text', () => {
  const document = (...policies: object[]) => ({
    form: 'meshdeck-policies/1',
    mesh: 'cloud',
    namespace: production,
    at: '2026-11-20T14:02:10.123Z',
    policies,
  })
  const rule = { kind: 'route-rules', service: 'ocr', name: 'app', enabled: true, spec: stable }

  test.each<[string, string, object]>([
    ['that is no YAML', 'form: [', { code: 'transfer-not-yaml', params: { line: 1 } }],
    ['of two documents', `${stringify(document())}---\na: 1\n`, { code: 'transfer-several-documents' }],
    ['with an alias', 'a: &a [1]\nb: *a\n', { code: 'transfer-alias', params: { line: 2 } }],
    ['with a key twice', 'form: a\nform: b\n', { code: 'transfer-key-twice', params: { line: 2, key: 'form' } }],
    ['with brackets in brackets without end', '['.repeat(200_000), { code: 'transfer-too-deep' }],
    ['with lists in lists without end', '- '.repeat(100_000), { code: 'transfer-too-deep' }],
    ['with a tag', 'form: !thing a\n', { code: 'transfer-not-yaml', params: { line: 1 } }],
    [
      'of another form',
      stringify({ ...document(), form: 'meshdeck-policies/9' }),
      { code: 'transfer-unusable', findings: [{ code: 'transfer-form-unknown', field: 'form', params: { line: 1 } }] },
    ],
    [
      'with a name of 10,000 characters',
      stringify(document({ ...rule, name: 'a'.repeat(10_000) })),
      {
        code: 'transfer-unusable',
        findings: [{ code: 'value-invalid', field: 'policies.0.name', params: { line: 8 } }],
      },
    ],
    [
      'with values of wrong types',
      stringify(document({ ...rule, enabled: 'yes', spec: 7 })),
      {
        code: 'transfer-unusable',
        findings: [
          { code: 'value-invalid', field: 'policies.0.enabled', params: { line: 9 } },
          { code: 'value-missing', field: 'policies.0.spec', params: { line: 10 } },
        ],
      },
    ],
    [
      'with a policy twice',
      stringify(document(rule, rule), { aliasDuplicateObjects: false }),
      { code: 'transfer-unusable', findings: [{ code: 'transfer-policy-twice', field: 'policies.1' }] },
    ],
  ])('%s is refused with its place', async (_, text, expected) => {
    const { api } = await ocrMesh()
    const { body } = await plan(api, { text }).expect(422)
    expect(body).toMatchObject(expected)
  })

  test('of a kind that nobody knows refuses that policy alone', async () => {
    const { api } = await ocrMesh()
    const text = stringify(document(rule, { ...rule, kind: 'mirrors' }), { aliasDuplicateObjects: false })
    const { body } = await plan(api, { text }).expect(200)
    expect(body.policies).toMatchObject([
      { state: 'new' },
      { state: 'refused', findings: [{ code: 'transfer-kind-unknown', params: { kind: 'mirrors' } }] },
    ])
  })

  test('with the status of an instance brings in none', async () => {
    const { api } = await ocrMesh()
    const text = stringify(document({ ...rule, kind: 'instance-status', name: 'i-1', spec: { status: 'up' } }))
    const { body } = await plan(api, { text }).expect(200)
    expect(body.policies).toMatchObject([{ state: 'refused', findings: [{ code: 'transfer-kind-unknown' }] }])
  })

  test('with a spec that nobody could draft, or a misspelt field, is told where', async () => {
    const { api } = await ocrMesh()
    const half = { routes: [{ ...stable.routes[0], destinations: [to('1.0.0', 50)] }] }
    const misspelt = { routes: [{ ...stable.routes[0], fallbak: [] }] }
    const text = stringify(document({ ...rule, spec: half }, { ...rule, name: 'caller:predict', spec: misspelt }), {
      aliasDuplicateObjects: false,
    })
    const { body } = await plan(api, { text }).expect(200)
    const [first, second] = body.policies as PlannedPolicy[]
    expect([first?.state, second?.state]).toEqual(['refused', 'refused'])
    expect(first?.findings).toContainEqual(
      expect.objectContaining({ code: 'weights-miss-100', field: 'spec.routes.0.destinations' }),
    )
    expect(second?.findings).toContainEqual(
      expect.objectContaining({ code: 'value-unknown', field: 'spec.routes.0.fallbak' }),
    )
  })

  test('that is too long is not read', async () => {
    const { api } = await ocrMesh()
    await plan(api, { text: 'a'.repeat(262_145) }).expect(400)
  })
})
