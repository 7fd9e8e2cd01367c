import { expect, test } from 'vitest'
import { kieWithClient, type KieWithClient, type KvListJson } from '../test-support/kie-client.ts'

const labels = { appId: 'shop', environment: '' }
const EXACT = 'match=exact&label=appId:shop&label=environment:'

/** Starts a long poll and resolves, with it, when the server holds it. */
async function waiting({ kie, list }: KieWithClient, query: string) {
  const before = kie.waiting()
  const reply = list(query)
  await expect.poll(() => kie.waiting(), { interval: 2 }).toBe(before + 1)
  return { reply }
}

test('create, update and delete each end a wait with the whole list and the new revision', async () => {
  const server = await kieWithClient()
  const { api, create, revision } = server

  const first = await waiting(server, `${EXACT}&wait=1m&revision=${await revision()}`)
  const { id } = await create('a', labels)
  const created = await first.reply
  expect([created.status, created.headers.get('X-Kie-Revision')]).toEqual([200, '2'])
  expect(created.json()).toMatchObject({ total: 1, data: [{ key: 'a' }] })

  const second = await waiting(server, `${EXACT}&wait=1m&revision=2`)
  await api.put(`/kv/${id}`, { status: 'disabled' })
  expect((await second.reply).json()).toMatchObject({ data: [{ status: 'disabled' }] })

  const third = await waiting(server, `${EXACT}&wait=1m&revision=3`)
  await api.delete(`/kv/${id}`)
  expect((await third.reply).json()).toEqual({ total: 0, data: [] })
})

test('a wait without a change ends with 304 and without a revision', async () => {
  const { list } = await kieWithClient()
  for (const query of ['wait=20ms', 'wait=20ms&revision=1']) {
    const reply = await list(query)
    expect([reply.status, reply.text, reply.headers.get('X-Kie-Revision')]).toEqual([304, '', null])
  }
})

test('with match=exact only a document of exactly these labels wakes', async () => {
  const server = await kieWithClient()
  const { reply } = await waiting(server, `${EXACT}&wait=1m`)
  await server.create('other', { ...labels, serviceName: 'gw' })
  expect(server.kie.waiting()).toBe(1)
  await server.create('same', labels)
  expect((await reply).json<KvListJson>().data.map(({ key }) => key)).toEqual(['same'])
})

test('without it a document of any superset wakes, and with no labels every document does', async () => {
  const server = await kieWithClient()
  const some = await waiting(server, 'label=appId:shop&wait=1m')
  const all = await waiting(server, 'wait=1m')
  await server.create('a', { ...labels, serviceName: 'gw' })
  expect((await some.reply).status).toBe(200)
  expect((await all.reply).status).toBe(200)
})

test('the woken answer ignores status, value and limit', async () => {
  const server = await kieWithClient()
  await server.create('a', labels)
  const { reply } = await waiting(server, `${EXACT}&status=disabled&value=none&limit=1&wait=1m`)
  await server.create('b', labels)
  expect((await reply).json<KvListJson>().data.map(({ key }) => key)).toEqual(['b', 'a'])
})

test('a change in another project wakes, too', async () => {
  const server = await kieWithClient()
  const { reply } = await waiting(server, `${EXACT}&wait=1m`)
  await fetch(`${server.kie.url}/v1/other/kie/kv`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key: 'a', value: 'x', labels }),
  })
  expect((await reply).json()).toEqual({ total: 0, data: [] })
})

test('a key too long for the gossip is stored and wakes nobody, a shorter one wakes', async () => {
  const server = await kieWithClient()
  const { reply } = await waiting(server, `${EXACT}&wait=1m`)
  await server.create('k'.repeat(450), labels)
  expect(server.kie.waiting()).toBe(1)
  await server.create('k'.repeat(250), labels)
  expect((await reply).json<KvListJson>().total).toBe(2)
})

test('a wait above five minutes is 400003, and a wait together with a key 400001', async () => {
  const { list } = await kieWithClient()
  expect((await list('wait=5m1s')).json()).toMatchObject({ errorCode: '400003' })
  expect((await list('wait=1s&key=a')).json()).toMatchObject({ errorCode: '400001' })
})

test('a waiter that goes away is forgotten', async () => {
  const { kie } = await kieWithClient()
  const leave = new AbortController()
  const reply = fetch(`${kie.url}/v1/default/kie/kv?wait=5m`, { signal: leave.signal })
  await expect.poll(() => kie.waiting(), { interval: 2 }).toBe(1)
  leave.abort()
  await expect(reply).rejects.toThrow('aborted')
  await expect.poll(() => kie.waiting(), { interval: 2 }).toBe(0)
})
