import { expect, test } from 'vitest'
import { serviceCenterWithClient, type InstanceJson } from '../test-support/service-center-client.ts'

async function withTwoServices() {
  const server = await serviceCenterWithClient()
  const first = await server.service('order')
  server.settle()
  const names = async (query = '') => {
    const { services = [] } = (await server.registry.get(`/microservices${query}`)).json<{
      services?: { serviceName: string }[]
    }>()
    return services.map(({ serviceName }) => serviceName).toSorted()
  }
  return { ...server, first, names }
}

test('a registration shows in reads after 0.3 s, and at once with noCache', async () => {
  const { service, names, clock } = await withTwoServices()
  await service('cart')
  expect(await names()).toEqual(['order'])
  expect(await names('?noCache=1')).toEqual(['cart', 'order'])
  clock.pass(299)
  expect(await names('?cacheOnly=1')).toEqual(['order'])
  clock.pass(1)
  expect(await names()).toEqual(['cart', 'order'])
})

test('a deletion shows after 2.3 s', async () => {
  const { registry, first, names, service, clock } = await withTwoServices()
  await service('cart')
  clock.pass(300)
  await registry.delete(`/microservices/${first}`)
  clock.pass(2_299)
  expect(await names()).toEqual(['cart', 'order'])
  expect(await names('?noCache=true')).toEqual(['cart'])
  clock.pass(1)
  expect(await names()).toEqual(['cart'])
})

test('changed properties show after 0.3 s', async () => {
  const { registry, first, clock } = await withTwoServices()
  const area = async () =>
    (await registry.get(`/microservices/${first}`)).json<{ service: { properties?: object } }>().service.properties
  await registry.put(`/microservices/${first}/properties`, { properties: { area: 'ai' } })
  expect(await area()).toBeUndefined()
  clock.pass(300)
  expect(await area()).toEqual({ area: 'ai' })
})

test('a changed status shows after at most 0.3 s', async () => {
  const { registry, first, instance, clock, settle } = await withTwoServices()
  const id = await instance(first)
  settle()
  const status = async () =>
    (await registry.get(`/microservices/${first}/instances/${id}`)).json<{ instance: InstanceJson }>().instance.status
  await registry.put(`/microservices/${first}/instances/${id}/status?value=DOWN`)
  clock.pass(300)
  expect(await status()).toBe('DOWN')
})

test('what the cache does not have at all is read from the store', async () => {
  const { registry, service } = await withTwoServices()
  const id = await service('new')
  expect((await registry.get(`/microservices/${id}`)).status).toBe(200)
  expect((await registry.get(`/microservices/${id}?cacheOnly=1`)).json()).toMatchObject({ errorCode: '400012' })
})

test('a service that is registered again soon after its deletion stays', async () => {
  const { registry, service, names, clock } = await withTwoServices()
  const id = await service('cart', { serviceId: 'cart-id' })
  await registry.delete(`/microservices/${id}`)
  await service('cart', { serviceId: 'cart-id' })
  clock.pass(10_000)
  expect(await names()).toEqual(['cart', 'order'])
})

async function withInstance(healthCheck: object) {
  const server = await withTwoServices()
  const instanceId = await server.instance(server.first, { healthCheck })
  server.clock.pass(400)
  const count = async (query = '') => {
    const reply = await server.registry.get(`/microservices/${server.first}/instances${query}`)
    return reply.json<{ instances?: object[] }>().instances?.length ?? 0
  }
  const beat = () => server.registry.put(`/microservices/${server.first}/instances/${instanceId}/heartbeat`)
  return { ...server, instanceId, count, beat }
}

test.each([
  [{ mode: 'push', interval: 5, times: 3 }, 20_000],
  [{ mode: 'push', interval: 5, times: 5 }, 30_000],
  [{ mode: 'push', interval: 30, times: 3 }, 120_000],
])('without heartbeats an instance of %j disappears after %i ms, from the cache 2.3 s later', async (check, lease) => {
  const { count, clock } = await withInstance(check)
  clock.pass(lease - 401)
  expect(await count('?noCache=1')).toBe(1)
  clock.pass(1)
  expect(await count('?noCache=1')).toBe(0)
  clock.pass(2_299)
  expect(await count('?cacheOnly=1')).toBe(1)
  clock.pass(1)
  expect(await count('?cacheOnly=1')).toBe(0)
})

test('an expiry that nobody saw is in the cache at the time it would have been', async () => {
  const { count, clock } = await withInstance({ mode: 'push', interval: 5, times: 3 })
  clock.pass(60_000)
  expect(await count('?cacheOnly=1')).toBe(0)
})

test('a heartbeat renews the lease, answers nothing, and changes neither content nor revision', async () => {
  const { registry, first, beat, count, clock } = await withInstance({ mode: 'push', interval: 5, times: 3 })
  const revision = async () =>
    (await registry.get(`/microservices/${first}/instances`)).headers.get('X-Resource-Revision')
  const before = await revision()
  clock.pass(15_000)
  const reply = await beat()
  expect([reply.status, reply.text]).toEqual([200, ''])
  clock.pass(15_000)
  expect(await count('?noCache=1')).toBe(1)
  expect(await revision()).toBe(before)
})

test('a heartbeat that comes too late is 400017', async () => {
  const { beat, clock } = await withInstance({ mode: 'push', interval: 5, times: 3 })
  clock.pass(20_000)
  expect((await beat()).json()).toMatchObject({ errorCode: '400017' })
})

test('one setting can shorten every lease', async () => {
  const { registry, service, instance, clock } = await serviceCenterWithClient({ instanceTtlMs: 1_000 })
  const id = await service('order')
  await instance(id)
  clock.pass(1_000)
  expect((await registry.get(`/microservices/${id}/instances?noCache=1`)).json()).toEqual({})
})

test('the registry itself never expires', async () => {
  const { registry, clock } = await serviceCenterWithClient()
  clock.pass(86_400_000)
  expect((await registry.get('/health')).json()).toMatchObject({ instances: [{ status: 'UP' }] })
})
