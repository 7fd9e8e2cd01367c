import { createServer } from 'node:net'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { expect, test } from 'vitest'
import { instantOf } from '#shared/contract/instant.ts'
import type { Delivery } from '#shared/features/webhooks/model.ts'
import { type TestConsole, consoleWith } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { answers, isSignedBy, type Received, takes, webhookReceiver } from '../../test-support/webhook-receiver.ts'
import type { DeliveryRow, WebhookTables } from './tables.ts'
import { mostTries } from './patience.ts'
import { addDelivery } from './store.ts'

type Api = Pick<TestConsole, 'api'>
type Receiver = Awaited<ReturnType<typeof webhookReceiver>>

/** Something that happened, as the pipeline writes it down; a revision numbered 0 is none. */
async function happens({ database }: Pick<TestConsole, 'database'>, subject: string, which: number): Promise<void> {
  const ref = { mesh: 'cloud', namespace: 'cloud', service: 'ocr', kind: 'route-rules', name: 'app' }
  await database
    .withTables<WebhookTables>()
    .insertInto('webhook_event')
    .values({
      id: `msg_${subject}_${which}`,
      key: `drift.found ${subject} ${which}`,
      type: 'drift.found',
      subject,
      actor: null,
      data: JSON.stringify({ policies: [ref], drift: { accepted: 1, found: which } }),
      at: instantOf(Date.now()),
      addressed: 0,
    })
    .execute()
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const ago = (ms: number) => instantOf(Date.now() - ms)

/** Has something about a subject wait for a webhook, as it does once its event was addressed. */
async function waits({ database }: Pick<TestConsole, 'database'>, subject: string, webhook = 'pager'): Promise<void> {
  const body = JSON.stringify({
    version: 1,
    id: `msg_${subject}`,
    type: 'test',
    timestamp: ago(0),
    actor: null,
    data: { webhook },
  })
  const told = { id: `msg_${subject}`, type: 'drift.found', subject, body }
  await addDelivery(database.withTables<WebhookTables>(), webhook, told)
}

const sendAgain = ({ api }: Api, delivery: Delivery | undefined) =>
  api.post(`/api/webhooks/deliveries/${delivery?.number}/again`).expect(200)

/** Changes what is kept of a delivery, as if time had passed. */
async function changeRow(
  { database }: Pick<TestConsole, 'database'>,
  id: string,
  row: Partial<Selectable<DeliveryRow>>,
): Promise<void> {
  const all = database.withTables<WebhookTables>().updateTable('webhook_delivery')
  await all.set(row).where('event_id', '=', id).execute()
}

const listed = async ({ api }: Api, query = ''): Promise<Delivery[]> =>
  (await api.get(`/api/webhooks/deliveries?limit=100${query}`).expect(200)).body.items as Delivery[] // the endpoint's own answer

const newest = async (console: Api, fits: (delivery: Delivery) => boolean, what: string): Promise<Delivery> =>
  eventually(async () => (await listed(console)).find(fits), what, 20_000)

const tookAll = (receiver: Receiver, count: number) =>
  eventually(async () => receiver.taken().length >= count && receiver.taken(), `${count} taken`, 30_000)

const numbers = (receiver: Receiver) => receiver.takenOf('drift.found').map(({ data }) => data.drift.found)

/** Has what waits tried now. */
async function hurry({ database }: Pick<TestConsole, 'database'>): Promise<void> {
  await database
    .withTables<WebhookTables>()
    .updateTable('webhook_delivery')
    .set({ next_at: instantOf(Date.now()) })
    .where('state', '=', 'waiting')
    .execute()
}

test('what is sent is signed as Standard Webhooks says, by each secret that there is', async () => {
  const receiver = await webhookReceiver()
  const older = randomBytes(24)
  const { api } = await consoleWith({ webhooks: [{ ...receiver.webhook, secrets: [receiver.secret, older] }] })
  const { body } = await api.post('/api/webhooks/pager/test').expect(200)

  const [event] = await tookAll(receiver, 1)

  const [request] = receiver.received as [Received]
  expect(event).toEqual({
    version: 1,
    id: body.id,
    type: 'test',
    timestamp: event?.timestamp,
    actor: 'somebody-1',
    data: { webhook: 'pager' },
  })
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'Meshdeck/0.0.0-test',
    'webhook-id': body.id,
  })
  expect(request.headers['webhook-timestamp']).toMatch(/^\d{10}$/)
  expect(isSignedBy(receiver.secret, request)).toBe(true)
  expect(isSignedBy(older, request)).toBe(true)
  expect(isSignedBy(randomBytes(32), request)).toBe(false)
  expect(isSignedBy(receiver.secret, { ...request, body: request.body.replace('test', 'tess') })).toBe(false)
  const later = { ...request.headers, 'webhook-timestamp': '4000000000' }
  expect(isSignedBy(receiver.secret, { ...request, headers: later })).toBe(false)
})

test('what was not taken is tried again under its id until it is, in the order of what it is about', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  receiver.answerWith(answers(503, {}, 'closed for today'))
  for (const which of [1, 2, 3]) await happens(console, 'CR-1', which)

  const waiting = await newest(
    console,
    ({ id, tries }) => id === 'msg_CR-1_1' && tries.last?.result !== undefined,
    'a try',
  )
  expect(waiting).toMatchObject({
    state: 'waiting',
    type: 'drift.found',
    subject: 'CR-1',
    tries: { last: { result: 'refused', status: 503, source: 'closed for today' } },
  })
  expect(new Set(receiver.received.map(({ id }) => id))).toEqual(new Set(['msg_CR-1_1']))
  const { body } = await console.api.get('/api/webhooks').expect(200)
  expect(body.webhooks).toMatchObject([{ name: 'pager', waiting: 3, last: { id: 'msg_CR-1_1' } }])
  expect(body.webhooks[0].failingSince).toBeDefined()

  receiver.answerWith(takes)
  await tookAll(receiver, 3)

  expect(numbers(receiver)).toEqual([1, 2, 3])
  await newest(console, ({ id, state }) => id === 'msg_CR-1_3' && state === 'delivered', 'the last one')
  const { body: after } = await console.api.get('/api/webhooks').expect(200)
  expect(after.webhooks).toMatchObject([{ waiting: 0, last: { id: 'msg_CR-1_3', state: 'delivered' } }])
  expect(after.webhooks[0]).not.toHaveProperty('failingSince')
})

test('what one webhook or one change holds up keeps nothing else waiting', async () => {
  const [dead, well] = [await webhookReceiver('dead'), await webhookReceiver('well')]
  dead.answerWith((request, response) => (request.id === 'msg_CR-1_1' ? answers(500) : takes)(request, response))
  const console = await consoleWith({ webhooks: [dead.webhook, well.webhook] })
  await happens(console, 'CR-1', 1)
  await happens(console, 'CR-1', 2)
  await happens(console, 'CR-2', 3)

  await tookAll(well, 3)
  await tookAll(dead, 1)

  expect(numbers(well)).toEqual([1, 2, 3])
  expect(numbers(dead)).toEqual([3])
})

test('an event that cannot be read is warned of once and keeps no other waiting', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await happens(console, 'CR-1', 0)
  await happens(console, 'CR-1', 1)
  await tookAll(receiver, 1)
  await happens(console, 'CR-1', 2)
  await tookAll(receiver, 2)

  expect(numbers(receiver)).toEqual([1, 2])
  const warnings = console.log.filter(({ msg }) => String(msg).includes('msg_CR-1_0'))
  expect(warnings).toMatchObject([{ msg: 'addressing drift.found msg_CR-1_0: nobody is told of it' }])
})

test('a console that ends before anything was sent leaves it to the next one', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await console.app.stop()
  await happens(console, 'CR-1', 1)
  await happens(console, 'CR-1', 2)

  await console.copy()
  await tookAll(receiver, 2)

  expect(numbers(receiver)).toEqual([1, 2])
})

test('what a console was sending when it ended is sent again under its id', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  receiver.answerWith(() => undefined)
  await happens(console, 'CR-1', 1)
  await eventually(async () => receiver.received.length === 1, 'the first try')
  await console.app.stop()
  receiver.answerWith(takes)

  await console.copy()
  await eventually(async () => receiver.received.length === 2, 'the second try')

  expect(receiver.received.map(({ id }) => id)).toEqual(['msg_CR-1_1', 'msg_CR-1_1'])
  await newest(console, ({ state, tries }) => state === 'delivered' && tries.count === 2, 'both tries')
})

test('two copies of the console tell each event once, and never at the same time', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await console.copy()
  for (let which = 1; which <= 20; which += 1) await happens(console, `CR-${which % 3}`, which)

  await tookAll(receiver, 20)
  await eventually(async () => (await listed(console, '&state=delivered')).length === 20, 'all delivered')

  expect(numbers(receiver)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  expect(receiver.mostAtOnce()).toBe(1)
})

test('a redirect is not followed', async () => {
  const [receiver, elsewhere] = [await webhookReceiver(), await webhookReceiver('elsewhere')]
  receiver.answerWith(answers(307, { location: elsewhere.webhook.url.href }))
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await happens(console, 'CR-1', 1)

  const tried = await newest(console, ({ tries }) => tries.last?.result !== undefined, 'a try')

  const source = elsewhere.webhook.url.origin
  expect(tried).toMatchObject({ state: 'waiting', tries: { last: { result: 'redirected', status: 307, source } } })
  expect(elsewhere.received).toEqual([])
})

test('a refusal that repeats the address is kept without what may be secret in it', async () => {
  const receiver = await webhookReceiver()
  const url = new URL('/T024BE7LD/k%C3%A9y-of-many?token=a%20long%20one', receiver.webhook.url)
  receiver.answerWith((request, response) => {
    const words = [
      `Cannot POST ${url.pathname}${url.search}.`,
      `Cannot POST ${decodeURIComponent(url.pathname)}.`,
      'T024BE7LD wants no “a long one”.',
    ]
    answers(404, {}, words.join(' '))(request, response)
  })
  const console = await consoleWith({ webhooks: [{ ...receiver.webhook, url }] })
  await happens(console, 'CR-1', 1)

  const tried = await newest(console, ({ tries }) => tries.last?.result !== undefined, 'a try')

  expect(tried.tries.last?.source).toBe('Cannot POST ……. Cannot POST …. … wants no “…”.')
})

test('an answer without end is cut off: what it said first counts', async () => {
  const receiver = await webhookReceiver()
  const endless: Parameters<Receiver['answerWith']>[0] = (request, response) => {
    response.writeHead(request.id.endsWith('1') ? 200 : 500)
    const more = () => {
      while (!response.destroyed && response.write('no '.repeat(1000)));
    }
    response.on('drain', more)
    more()
  }
  receiver.answerWith(endless)
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await happens(console, 'CR-1', 1)
  await happens(console, 'CR-2', 2)

  const refused = await newest(
    console,
    ({ id, tries }) => id === 'msg_CR-2_2' && tries.last?.result === 'refused',
    '500',
  )

  expect(refused.tries.last?.source).toBe('no '.repeat(100))
  expect(await listed(console, '&state=delivered')).toMatchObject([{ id: 'msg_CR-1_1' }])
})

test.each([
  ['seconds', () => '600'],
  ['a date', () => new Date(Date.now() + 601_000).toUTCString()], // whole seconds
])('who asks for patience in %s is given it', async (_, after) => {
  const receiver = await webhookReceiver()
  receiver.answerWith((request, response) => answers(503, { 'retry-after': after() })(request, response))
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await happens(console, 'CR-1', 1)

  const { tries } = await newest(console, (delivery) => delivery.tries.last?.result === 'refused', 'a refusal')

  expect(Date.parse(tries.nextAt ?? '') - Date.parse(tries.last?.at ?? '')).toBeGreaterThanOrEqual(600_000)
})

test('what ended over 30 days ago is forgotten, what still waits is not', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await console.app.stop()
  const old = { at: ago(30.01 * dayMs) }
  for (const subject of ['forgotten', 'kept', 'waiting']) await waits(console, subject)
  await changeRow(console, 'msg_forgotten', { ...old, state: 'given-up' })
  await changeRow(console, 'msg_kept', { at: ago(29.99 * dayMs), state: 'delivered' })
  await changeRow(console, 'msg_waiting', { ...old, next_at: ago(-hourMs) })
  for (const which of [1, 2, 3]) await happens(console, 'CR-1', which)
  const table = console.database.withTables<WebhookTables>()
  const events = table.updateTable('webhook_event')
  await events
    .set({ ...old, addressed: 1 })
    .where('id', '=', 'msg_CR-1_1')
    .execute()
  await events.set({ addressed: 1 }).where('id', '=', 'msg_CR-1_2').execute()
  await events.set(old).where('id', '=', 'msg_CR-1_3').execute()

  await console.copy()

  const isForgotten = async () => (await listed(console)).every(({ id }) => id !== 'msg_forgotten')
  await eventually(isForgotten, 'that it is forgotten')
  await tookAll(receiver, 1)
  expect(receiver.received.map(({ id }) => id)).toEqual(['msg_CR-1_3'])
  expect((await listed(console)).map(({ id }) => id)).toEqual(['msg_CR-1_3', 'msg_waiting', 'msg_kept'])
  const left = () => table.selectFrom('webhook_event').select('id').orderBy('number').execute()
  await eventually(async () => (await left()).every(({ id }) => id !== 'msg_CR-1_1'), 'that its event is forgotten')
  expect((await left()).map(({ id }) => id)).toContain('msg_CR-1_2')
})

test('who never answers is given up for that time, and later told again', { timeout: 40_000 }, async () => {
  const receiver = await webhookReceiver()
  receiver.answerWith(() => undefined)
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await happens(console, 'CR-1', 1)

  const tried = await newest(console, ({ tries }) => tries.last?.result !== undefined, 'the end of its time')

  expect(tried).toMatchObject({ state: 'waiting', tries: { count: 1, last: { result: 'late' } } })
  receiver.answerWith(takes)
  await tookAll(receiver, 1)
})

test('where nobody listens it says what the network said', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number } // it listens on a port
  server.close()
  await once(server, 'close')
  const receiver = await webhookReceiver()
  const url = new URL(`http://127.0.0.1:${port}/`)
  const console = await consoleWith({ webhooks: [{ ...receiver.webhook, url }] })
  await happens(console, 'CR-1', 1)

  const tried = await newest(console, ({ tries }) => tries.last?.result !== undefined, 'a try')

  expect(tried.tries.last).toMatchObject({ result: 'silent', source: expect.stringContaining('ECONNREFUSED') })
})

test('who wants no more of it, what is too old and what was tried too often is given up, and keeps nothing waiting', async () => {
  const receiver = await webhookReceiver()
  receiver.answerWith((request, response) => {
    const status = { 'msg_CR-1_1': 410, 'msg_CR-2_1': 500, 'msg_CR-3_1': 500 }[request.id] ?? 204
    answers(status)(request, response)
  })
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  const table = console.database.withTables<WebhookTables>()
  for (const id of ['CR-1', 'CR-2', 'CR-3']) for (const which of [1, 2]) await happens(console, id, which)
  await eventually(async () => (await listed(console)).length === 6, 'the deliveries')
  const old = table.updateTable('webhook_delivery').set({ since: instantOf(Date.now() - 4 * 86_400_000) })
  await old.where('event_id', '=', 'msg_CR-2_1').execute()
  const often = table.updateTable('webhook_delivery').set({ tries: mostTries - 1 })
  await often.where('event_id', '=', 'msg_CR-3_1').execute()
  await hurry(console)

  await tookAll(receiver, 3)

  const ended = await listed(console, '&state=given-up')
  expect(ended.map(({ id }) => id).toSorted()).toEqual(['msg_CR-1_1', 'msg_CR-2_1', 'msg_CR-3_1'])
  expect(ended.find(({ id }) => id === 'msg_CR-1_1')).toMatchObject({
    tries: { last: { result: 'gone', status: 410 } },
  })
})

test('what is sent again by hand keeps nothing newer waiting, and is tried until it is taken', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await happens(console, 'CR-1', 1)
  const first = await newest(console, ({ state }) => state === 'delivered', 'the first delivery')
  receiver.answerWith((request, response) => (request.id === 'msg_CR-1_1' ? answers(503) : takes)(request, response))

  await sendAgain(console, first)
  await newest(console, ({ number, tries }) => number === first.number && tries.last?.result === 'refused', 'a refusal')
  await happens(console, 'CR-1', 2)
  await tookAll(receiver, 2)
  receiver.answerWith(takes)
  await tookAll(receiver, 3)

  expect(numbers(receiver)).toEqual([1, 2, 1])
})

test('what waits behind an earlier one is sent now where somebody asks for it, and keeps its place where it is not taken', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  receiver.answerWith(answers(503, { 'retry-after': '3600' }))
  for (const which of [1, 2, 3]) await happens(console, 'CR-1', which)
  await newest(console, ({ tries }) => tries.last?.result === 'refused', 'a refusal')
  const [third, second] = await eventually(async () => {
    const all = await listed(console)
    return all.length === 3 && all
  }, 'all three')

  await sendAgain(console, second)
  await newest(console, ({ number, tries }) => number === second?.number && tries.last?.result === 'refused', 'another')
  receiver.answerWith(takes)
  await sendAgain(console, third)
  await tookAll(receiver, 1)

  expect(numbers(receiver)).toEqual([3])
  await changeRow(console, 'msg_CR-1_2', { next_at: ago(hourMs) })
  await changeRow(console, 'msg_CR-1_1', { next_at: ago(0) })
  await tookAll(receiver, 3)
  expect(numbers(receiver)).toEqual([3, 1, 2])
})

test('what became too old while nothing was taken is given up untried, due or not', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await console.app.stop()
  for (const subject of ['due', 'later', 'young']) await waits(console, subject)
  await changeRow(console, 'msg_due', { since: ago(3.01 * dayMs) })
  await changeRow(console, 'msg_later', { since: ago(3.01 * dayMs), next_at: ago(-hourMs) })
  await changeRow(console, 'msg_young', { since: ago(2.99 * dayMs) })

  await console.copy()

  await tookAll(receiver, 1)
  const given = await eventually(async () => {
    const all = await listed(console, '&state=given-up')
    return all.length === 2 && all
  }, 'that the old ones are given up')
  expect(given).toMatchObject([
    { subject: 'later', tries: { count: 0 } },
    { subject: 'due', tries: { count: 0 } },
  ])
  expect(receiver.received.map(({ id }) => id)).toEqual(['msg_young'])
})

test('what has waited over an hour for a webhook that is configured no more is given up, and nothing before', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await console.app.stop()
  for (const subject of ['younger', 'older']) await waits(console, subject, 'former')
  await changeRow(console, 'msg_younger', { since: ago(0.9 * hourMs) })
  await changeRow(console, 'msg_older', { since: ago(1.1 * hourMs) })

  await console.copy()

  const given = await newest(console, ({ state }) => state === 'given-up', 'that it is given up')
  expect(given).toMatchObject({ webhook: 'former', subject: 'older', tries: { count: 0 } })
  expect(await listed(console, '&state=waiting')).toMatchObject([{ webhook: 'former', subject: 'younger' }])
  await console.api.post(`/api/webhooks/deliveries/${given.number}/again`).expect(404)
})
