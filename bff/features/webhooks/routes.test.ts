import { expect, test } from 'vitest'
import type { AuditEntry } from '#shared/features/audit/model.ts'
import type { Delivery } from '#shared/features/webhooks/model.ts'
import { type TestConsole, consoleWith } from '../../test-support/console-with.ts'
import { eventually } from '../../test-support/eventually.ts'
import { answers, takes, webhookReceiver } from '../../test-support/webhook-receiver.ts'

const deliveries = async ({ api }: TestConsole, query = '') =>
  (await api.get(`/api/webhooks/deliveries${query}`).expect(200)).body as {
    items: Delivery[]
    total: number
    next?: string
  } // the endpoint's own answer

const until = (console: TestConsole, fits: (all: Delivery[]) => boolean, what: string) =>
  eventually(async () => {
    const { items } = await deliveries(console)
    return fits(items) && items
  }, what)

const audited = async ({ api }: TestConsole): Promise<AuditEntry[]> =>
  (await api.get('/api/audit/entries?event=webhook-tested&event=webhook-sent-again').expect(200)).body.items

test('a webhook is told of by its name and host: neither its whole address nor its secret leaves the console', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [{ ...receiver.webhook, events: ['drift.found'] }] })

  const { body, text } = await console.api.get('/api/webhooks').expect(200)

  const { origin } = receiver.webhook.url
  expect(body).toEqual({
    webhooks: [{ name: 'pager', address: origin, events: ['drift.found'], secrets: 1, waiting: 0 }],
  })
  expect(text).not.toContain('hidden')
  expect(text).not.toContain(receiver.secret.toString('base64'))
})

test('a test is sent at once even where nothing else is, one at a time, and is audited', async () => {
  const receiver = await webhookReceiver()
  receiver.answerWith(answers(500))
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  const { body: first } = await console.api.post('/api/webhooks/pager/test').expect(200)
  expect(first).toMatchObject({ webhook: 'pager', type: 'test', state: 'waiting', tries: { count: 0 } })
  await until(console, ([one]) => one?.tries.last?.result === 'refused', 'the first try')

  receiver.answerWith(takes)
  const { body: second } = await console.api.post('/api/webhooks/pager/test').expect(200)
  expect(second.id).toBe(first.id)

  await until(console, ([one]) => one?.state === 'delivered', 'that it arrives')
  expect(receiver.taken()).toMatchObject([{ type: 'test', data: { webhook: 'pager' } }])
  const entries = await audited(console)
  expect(entries.map(({ event, actor, object }) => [event, actor, object.kind, object.id])).toEqual([
    ['webhook-tested', console.name, 'webhook', 'pager'],
    ['webhook-tested', console.name, 'webhook', 'pager'],
  ])
  await console.api.post('/api/webhooks/nobody/test').expect(404)
})

test('what was delivered is sent again under its id, and audited', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })
  await console.api.post('/api/webhooks/pager/test').expect(200)
  const [delivered] = await until(console, ([one]) => one?.state === 'delivered', 'that it arrives')

  const { body: again } = await console.api.post(`/api/webhooks/deliveries/${delivered?.number}/again`).expect(200)

  expect(again).toMatchObject({ number: delivered?.number, state: 'waiting', tries: { count: 0 } })
  await until(console, ([one]) => one?.state === 'delivered', 'that it arrives again')
  expect(receiver.received.map(({ id }) => id)).toEqual([delivered?.id, delivered?.id])
  expect((await audited(console))[0]).toMatchObject({
    event: 'webhook-sent-again',
    details: { event: delivered?.id, type: 'test', before: 'delivered' },
  })
  await console.api.post('/api/webhooks/deliveries/4711/again').expect(404)
})

test('deliveries are read page by page, newest first, of one webhook or in one state', async () => {
  const [one, other] = [await webhookReceiver('one'), await webhookReceiver('other')]
  const console = await consoleWith({ webhooks: [one.webhook, other.webhook] })
  for (const name of ['one', 'other', 'one']) {
    await console.api.post(`/api/webhooks/${name}/test`).expect(200)
    await until(console, (all) => all.every(({ state }) => state === 'delivered'), 'the delivery')
  }

  const first = await deliveries(console, '?limit=2')
  expect(first).toMatchObject({ total: 3, items: [{ webhook: 'one' }, { webhook: 'other' }] })
  expect(await deliveries(console, `?limit=2&cursor=${first.next}`)).toMatchObject({ items: [{ webhook: 'one' }] })
  expect(await deliveries(console, '?webhook=other')).toMatchObject({ total: 1, items: [{ webhook: 'other' }] })
  expect(await deliveries(console, '?state=given-up')).toMatchObject({ total: 0, items: [] })
})

test('only administrators of the whole console see or send anything', async () => {
  const receiver = await webhookReceiver()
  const console = await consoleWith({ webhooks: [receiver.webhook] })

  for (const role of ['operator', 'approver', 'auditor'] as const) {
    const api = await console.apiAs(role)
    await api.get('/api/webhooks').expect(403)
    await api.get('/api/webhooks/deliveries').expect(403)
    await api.post('/api/webhooks/pager/test').expect(403)
  }
  expect(receiver.received).toEqual([])
})

test('Prometheus is told what waits, and what tries came to', async () => {
  const [receiver, idle] = [await webhookReceiver(), await webhookReceiver('idle')]
  receiver.answerWith(answers(500))
  const webhooks = [receiver.webhook, idle.webhook]
  const console = await consoleWith({ webhooks, settings: { metricsToken: 'a-token-of-length' } })
  await console.api.post('/api/webhooks/pager/test').expect(200)
  await until(console, ([one]) => one?.tries.last?.result === 'refused', 'a try')
  const figures = async () =>
    (await console.stranger().get('/metrics').set('authorization', 'Bearer a-token-of-length').expect(200)).text

  const text = await eventually(async () => {
    const all = await figures()
    return all.includes('meshdeck_webhook_tries_total{') && all
  }, 'the count')

  expect(text).toMatch(/meshdeck_webhook_waiting\{webhook="pager"\} 1\n/)
  expect(text).toMatch(/meshdeck_webhook_oldest_waiting_seconds\{webhook="pager"\} [\d.]+\n/)
  expect(text).toMatch(/meshdeck_webhook_waiting\{webhook="idle"\} 0\n/)
  expect(text).toMatch(/meshdeck_webhook_oldest_waiting_seconds\{webhook="idle"\} 0\n/)
  expect(text).toMatch(/meshdeck_webhook_tries_total\{webhook="pager",result="refused"\} \d+\n/)
})
