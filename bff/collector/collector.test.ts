import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { wholeMesh } from '#shared/access/visibility.ts'
import { instantOf } from '#shared/contract/instant.ts'
import type { CallFilter } from '#shared/features/calls/api.ts'
import { databaseFile } from '../adapters/duckdb/engine.ts'
import { openCallRecords, type OpenCallRecords } from '../adapters/duckdb/open.ts'
import { dataFolder } from '../test-support/data-folder.ts'
import { registryWith } from '../test-support/registry-snapshot.ts'
import { sharedRecords } from '../test-support/shared-records.ts'
import { type CollectorOptions, startCollector } from './collector.ts'

const registry = registryWith(
  'cloud@production/portal',
  { service: 'cloud@production/ocr', instances: ['ocr-7'] },
  { service: 'cloud@testing/ocr', instances: ['ocr-8'] },
)

const records = sharedRecords(200)

const collecting = async (options: Partial<CollectorOptions> = {}) => collectingInto(await records(), options)

/** A collector over a store that the test may harm. */
async function collectingAlone() {
  const dataDir = dataFolder()
  const store = openCallRecords({ dataDir, samplingOf: () => 'all', pairingMs: 200, patienceMs: 4000 })
  onTestFinished(store.close)
  return { ...(await collectingInto(store)), dataDir }
}

async function collectingInto(store: OpenCallRecords, options: Partial<CollectorOptions> = {}) {
  const collector = await startCollector({
    host: '127.0.0.1',
    port: 0,
    meshes: [{ name: 'cloud' }],
    records: store.calls,
    siteKey: Buffer.alloc(32, 7),
    registryOf: () => Promise.resolve(registry),
    ...options,
  })
  onTestFinished(collector.close)

  return {
    collector,
    store,
    post: (body: string | Buffer, headers: Record<string, string> = {}, path = '/cloud/api/v2/spans') =>
      fetch(collector.url + path, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      }),
    async found(filter: CallFilter = {}, mesh = 'cloud') {
      const window = { from: instantOf(Date.now() - 3_600_000), to: instantOf(Date.now() + 60_000) }
      for (let round = 0; ; round += 1) {
        const page = await store.calls.search(filter, window, { limit: 100 }, wholeMesh(mesh))
        if (page.total > 0 || round > 60) return page.items
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}

type Tags = Record<string, string>

/** A span of `portal` calling `ocr`, as its sidecar reports it. */
const clientSpan = (tags: Tags = {}, more: object = {}) => ({
  traceId: randomBytes(16).toString('hex'),
  id: randomBytes(8).toString('hex'),
  kind: 'CLIENT',
  name: 'post /ocr/recognize',
  timestamp: Date.now() * 1000 + 321,
  duration: 12_500,
  localEndpoint: { serviceName: 'portal' },
  ...more,
  tags: {
    'http.method': 'POST',
    'http.url': '/ocr/recognize',
    'http.status_code': '200',
    'peer.service': 'ocr',
    ...tags,
  },
})

const serverSpan = (client: ReturnType<typeof clientSpan>, tags: Tags = {}) => ({
  ...client,
  kind: 'SERVER',
  shared: true,
  duration: 9000,
  localEndpoint: { serviceName: 'ocr' },
  tags: {
    'service.namespace': 'cloud@production',
    'service.version': '1.0.1',
    'service.instance.id': 'ocr-7',
    ...tags,
  },
})

test('two reporters’ halves become one record with names, versions and instances of the registry', async () => {
  const { post, found } = await collecting()
  const client = clientSpan({ 'service.version': '2.3.0', 'tenant.id': 't-1', 'user.id': 'u-1', 'user.name': 'Lin' })

  const answer = await post(JSON.stringify([client]))
  await post(gzipSync(JSON.stringify([serverSpan(client)])), { 'content-encoding': 'gzip' })

  expect(answer.status).toBe(202)
  expect(await answer.json()).toEqual({ accepted: 1, ignored: 0, refused: [] })
  expect(await found()).toMatchObject([
    {
      id: `${client.traceId}-${client.id}`,
      halves: 'both',
      durationMs: 12.5,
      serverMs: 9,
      caller: { namespace: 'cloud@production', service: 'portal', version: '2.3.0' },
      callee: { namespace: 'cloud@production', service: 'ocr', version: '1.0.1', instance: 'ocr-7' },
      tenant: { id: 't-1' },
      user: { id: 'u-1', name: 'Lin' },
      method: 'POST',
      url: '/ocr/recognize',
      status: 200,
      outcome: 'ok',
    },
  ])
})

test('a malformed span among good ones is refused alone, with what and where, and the window is not complete any more', async () => {
  const { post, found, store, collector } = await collecting()
  const good = clientSpan()
  const spans = [
    good,
    { ...clientSpan(), traceId: 'xyz' },
    'nonsense',
    { ...clientSpan(), timestamp: undefined },
    { ...clientSpan(), tags: { a: 1 } },
    { ...clientSpan(), timestamp: (Date.now() + 120_000) * 1000 },
    { ...clientSpan(), kind: 'PRODUCER' },
  ]

  const receipt = await (await post(JSON.stringify(spans))).json()

  expect(receipt).toMatchObject({
    accepted: 1,
    ignored: 1,
    refused: [
      { index: 1, code: 'span-field-invalid', field: 'traceId' },
      { index: 2, code: 'span-not-an-object' },
      { index: 3, code: 'span-field-missing', field: 'timestamp', detail: 'The span has no timestamp.' },
      { index: 4, code: 'span-field-invalid', field: 'tags.a' },
      { index: 5, code: 'span-in-future', params: { seconds: 120 } },
    ],
  })
  expect((await found()).map(({ span }) => span)).toEqual([good.id])
  expect(collector.counters().get('cloud')).toMatchObject({ accepted: 1, refused: { 'span-field-invalid': 2 } })
  const window = { from: instantOf(Date.now() - 60_000), to: instantOf(Date.now() + 1000) }
  const { stamp } = await store.calls.search({}, window, { limit: 1 }, wholeMesh('cloud'))
  expect(stamp.completeness).toBe('partial')
})

test.for<[string, string | Buffer, Record<string, string>, number, string]>([
  ['no list', '{"a":1}', {}, 400, 'Expected a JSON_V2 encoded list'],
  ['v1', '[{"binaryAnnotations":[]}]', {}, 400, 'Expected a JSON_V2 encoded list, but received: JSON_V1'],
  ['broken JSON', '[{"a":', {}, 400, 'Malformed reading List<Span> from json'],
  ['broken gzip', 'gzip?', { 'content-encoding': 'gzip' }, 400, 'Cannot gunzip spans'],
  [
    'protobuf',
    'x',
    { 'content-type': 'application/x-protobuf' },
    415,
    'Cannot read application/x-protobuf; send application/json',
  ],
  ['a web page', '[]', { origin: 'https://example.org' }, 403, 'Spans are not taken from web pages'],
  [
    'a bomb',
    gzipSync(Buffer.alloc(40 * 1024 * 1024, 32)),
    { 'content-encoding': 'gzip' },
    413,
    'Spans must not exceed',
  ],
])('%s is refused in Zipkin’s manner', async ([, body, headers, status, message]) => {
  const { post } = await collecting()

  const answer = await post(body, headers)

  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(message)
})

test('nothing sent is nothing taken', async () => {
  const { post } = await collecting()

  expect((await post('')).status).toBe(202)
  expect(await (await post('[]')).json()).toMatchObject({ accepted: 0 })
})

test('the mesh is told by the path, by its token, or by being the only one', async () => {
  const { post, found } = await collecting({ meshes: [{ name: 'cloud' }, { name: 'island', ingestToken: 'sesame' }] })
  const batch = () => JSON.stringify([clientSpan()])

  expect((await post(batch(), {}, '/api/v2/spans')).status).toBe(404)
  expect((await post(batch(), {}, '/nowhere/api/v2/spans')).status).toBe(404)
  expect((await post(batch(), {}, '/island/api/v2/spans')).status).toBe(401)
  expect((await post(batch(), { 'x-ingest-token': 'guess' }, '/island/api/v2/spans')).status).toBe(401)
  expect((await post(batch(), { 'x-ingest-token': 'sesame' }, '/api/v2/spans')).status).toBe(202)
  expect((await post(batch(), {}, '/cloud/api/v1/spans')).status).toBe(404)

  expect(await found({}, 'island')).toHaveLength(1)
  const alone = await collecting()
  expect((await alone.post(batch(), {}, '/api/v2/spans')).status).toBe(202)
})

test('a token leaves a fingerprint and no other trace, wherever it was written', async () => {
  const { post, found, store, dataDir } = await collectingAlone()
  const secret = `S3cr3t${randomBytes(8).toString('hex')}`
  const tags = {
    'http.request.header.authorization': `Bearer ${secret}`,
    'http.request.header.cookie': `session=${secret}`,
    'http.url': `/login?access_token=${secret}&page=2`,
    'http.request.body': JSON.stringify({ name: 'Lin', password: secret, nested: { client_secret: [secret] } }),
    'http.response.body': `{"token":"${secret}","expires":60,"refresh_token":"${secret.slice(0, 8)}`,
    error: `refused: password=${secret}`,
  }
  await post(JSON.stringify([clientSpan(tags), clientSpan({ 'http.request.header.authorization': secret })]))

  const items = await found()
  expect(items).toHaveLength(2)
  const [one, other] = items
  expect(one?.tokenFingerprint).toMatch(/^[0-9a-f]{16}$/)
  expect(other?.tokenFingerprint).toBe(one?.tokenFingerprint)
  const whole = await Promise.all(items.map(({ id }) => store.calls.find(id, wholeMesh('cloud'))))
  expect(JSON.stringify(whole)).toContain('page=2')
  expect(JSON.stringify(whole)).toContain('Lin')
  expect(JSON.stringify(whole)).not.toContain(secret.slice(0, 8))
  // What was committed last lies in the log as it is.
  const written = readFileSync(`${databaseFile(dataDir)}.wal`)
  expect(written.includes('/login')).toBe(true)
  expect(written.includes(secret.slice(0, 8))).toBe(false)
})

test('headers are kept as the mesh and its rules name them, cut to 256 bytes, secret ones never', async () => {
  const { post, found, collector } = await collecting({ meshes: [{ name: 'cloud', headers: ['Device-OS'] }] })
  collector.keepHeaders('cloud', ['X-Lane', 'Authorization'])
  const headers = { 'device-os': 'android', 'x-lane': '车道'.repeat(100), 'x-other': 'no', authorization: 'Bearer x' }
  const tags = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`http.request.header.${name}`, value]),
  )

  await post(JSON.stringify([clientSpan(tags)]))

  const [record] = await found()
  expect(Object.keys(record?.headers ?? {})).toEqual(['device-os', 'x-lane'])
  expect(Buffer.byteLength(record?.headers['x-lane'] ?? '')).toBeLessThanOrEqual(256)
  expect(record?.headers['x-lane']).toMatch(/^(车道)+车?$/)
})

test('a kept header that a call did not carry is noted, unless its reporter tells of no headers at all', async () => {
  const { post, found, store, collector } = await collecting({ meshes: [{ name: 'cloud', headers: ['Device-OS'] }] })
  const whole = async (requestId: string) => {
    const [record] = await found({ requestId })
    return await store.calls.find(record?.id ?? '', wholeMesh('cloud'))
  }
  const android = { 'http.request.header.device-os': 'android' }
  await post(
    JSON.stringify([clientSpan({ ...android, 'request.id': 'before' }), clientSpan({ 'request.id': 'silent' })]),
  )
  collector.keepHeaders('cloud', ['X-Lane', 'Cookie'])
  await post(JSON.stringify([clientSpan({ ...android, 'request.id': 'after' })]))

  expect((await whole('before'))?.withoutHeaders).toBeUndefined()
  expect((await whole('silent'))?.withoutHeaders).toBeUndefined()
  expect((await whole('after'))?.withoutHeaders).toEqual(['x-lane'])
})

test('a name that two services bear is not guessed, unless the instance or the namespace is told', async () => {
  const { post, found } = await collecting()
  await post(JSON.stringify([clientSpan({ 'request.id': 'plain' })]))
  await post(JSON.stringify([clientSpan({ 'request.id': 'instance', 'peer.service.instance.id': 'ocr-8' })]))
  await post(JSON.stringify([clientSpan({ 'request.id': 'space', 'service.peer.namespace': 'cloud@production' })]))

  expect((await found({ requestId: 'plain' }))[0]?.callee).toEqual({ service: 'ocr' })
  expect((await found({ requestId: 'instance' }))[0]?.callee).toMatchObject({
    namespace: 'cloud@testing',
    service: 'ocr',
  })
  expect((await found({ requestId: 'space' }))[0]?.callee).toMatchObject({ namespace: 'cloud@production' })
})

test('a call from outside carries the kind of its client; a 404 is an answer, a time-out is a failure', async () => {
  const { post, found } = await collecting()
  const outside = { kind: 'SERVER', remoteEndpoint: { ipv4: '10.0.0.9' } }
  const entering = {
    'peer.service': '',
    'request.id': 'in',
    'http.request.header.device-os': 'android',
    'http.status_code': '404',
    error: '404',
  }
  const timeout = { 'request.id': 'out', 'http.status_code': '', error: 'timed out' }

  await post(JSON.stringify([clientSpan(entering, outside), clientSpan(timeout)]))

  const [first] = await found({ requestId: 'in' })
  expect(first).toMatchObject({
    client: 'android',
    clientAddress: '10.0.0.9',
    outcome: 'ok',
    status: 404,
    halves: 'server',
  })
  expect(first?.caller).toBeUndefined()
  expect(await found({ requestId: 'out' })).toMatchObject([{ outcome: 'failed', error: 'timed out' }])
})

test('a store that dies is started again, and what is reported meanwhile is taken', async () => {
  const { post, found, store } = await collectingAlone()
  const { pid } = await store.status()
  process.kill(pid, 'SIGKILL')

  expect((await post(JSON.stringify([clientSpan()]))).status).toBe(202)

  expect(await found()).toHaveLength(1)
  expect(store.state().pid).not.toBe(pid)
})

test('while the store is away for long, reporters are asked to come again', async () => {
  const { post, store, collector } = await collectingAlone()
  await store.close()

  const answer = await post(JSON.stringify([clientSpan()]))

  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(collector.counters().get('cloud')).toMatchObject({ postponed: 1, accepted: 0 })
})
