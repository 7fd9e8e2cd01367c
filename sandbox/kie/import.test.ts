import { expect, test } from 'vitest'
import { kieWithClient } from '../test-support/kie-client.ts'

const file = (...keys: string[]) => ({
  metadata: { version: '1.0.0', annotations: {} },
  data: keys.map((key) => ({ key, value: `new ${key}`, labels: { app: 'shop' }, status: 'enabled' })),
})

async function kieWithB() {
  const server = await kieWithClient()
  await server.create('b', { app: 'shop' })
  return server
}

test('force overwrites what exists', async () => {
  const { api, list } = await kieWithB()
  const reply = await api.post('/file?override=force', file('a', 'b'))
  expect([reply.status, reply.json()]).toMatchObject([
    200,
    { success: [{ key: 'a' }, { value: 'new b' }], failure: [] },
  ])
  expect((await list('value=new')).json()).toMatchObject({ total: 2 })
})

test('skip reports what exists as 400004, a number here, and goes on', async () => {
  const { api } = await kieWithB()
  expect((await api.post('/file?override=skip', file('a', 'b', 'c'))).json()).toMatchObject({
    success: [{ key: 'a' }, { key: 'c' }],
    failure: [
      { key: 'b', labels: { app: 'shop' }, error_code: 400004, error_message: 'skip overriding duplicate kvs' },
    ],
  })
})

test('abort stops at the first that exists and reports the rest as 400005', async () => {
  const { api } = await kieWithB()
  expect((await api.post('/file?override=abort', file('a', 'b', 'c'))).json()).toMatchObject({
    success: [{ key: 'a' }],
    failure: [
      { key: 'b', error_code: 400005 },
      { key: 'c', error_code: 400005 },
    ],
  })
})

test('an invalid document fails alone', async () => {
  const { api } = await kieWithClient()
  expect((await api.post('/file?override=force', file('a b', 'c'))).json()).toMatchObject({
    success: [{ key: 'c' }],
    failure: [{ key: 'a b', error_code: 400001 }],
  })
})

test('without override the import is refused, and an unknown one is the panic of the real server', async () => {
  const { api } = await kieWithClient()
  expect((await api.post('/file', file('a'))).json()).toMatchObject({ errorCode: '400001' })
  const panic = await api.post('/file?override=merge', file('a'))
  expect([panic.status, panic.text]).toEqual([500, 'server got a panic, plz check log.'])
})
