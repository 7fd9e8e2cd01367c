import { expect, test } from 'vitest'
import { serviceCenterWithClient, type ServiceJson } from '../test-support/service-center-client.ts'

async function withEdge() {
  const server = await serviceCenterWithClient()
  const gateway = await server.service('gateway')
  const order = await server.service('order')
  await server.registry.get('/instances?appId=shop&serviceName=order', { 'X-ConsumerId': gateway })
  server.settle()
  const versions = async (path: string) => {
    const body = (await server.registry.get(path)).json<Record<string, ServiceJson[]>>()
    return Object.values(body)
      .flat()
      .map(({ serviceName, version }) => `${serviceName}:${version}`)
      .toSorted()
  }
  return { ...server, gateway, order, versions }
}

test('one find with X-ConsumerId makes an edge', async () => {
  const { versions, gateway, order } = await withEdge()
  expect(await versions(`/microservices/${gateway}/providers`)).toEqual(['order:1.0.0'])
  expect(await versions(`/microservices/${order}/consumers`)).toEqual(['gateway:1.0.0'])
})

test('a find without it makes none', async () => {
  const { registry, service, govern, settle } = await serviceCenterWithClient()
  await service('order')
  await registry.get('/instances?appId=shop&serviceName=order')
  settle()
  expect((await govern.get('/relations')).json()).toMatchObject({ lines: null })
})

test('the edge is in the relations after 0.5 s at most', async () => {
  const { registry, service, govern, clock, settle } = await serviceCenterWithClient()
  const gateway = await service('gateway')
  await service('order')
  settle()
  await registry.get('/instances?appId=shop&serviceName=order', { 'X-ConsumerId': gateway })
  expect((await govern.get('/relations')).json()).toMatchObject({ lines: null })
  clock.pass(500)
  expect((await govern.get('/relations')).json()).toMatchObject({ lines: [{ from: { id: gateway } }] })
})

test('edges are kept by name: a later version gets a line, a deleted one loses its own', async () => {
  const { registry, service, versions, gateway, settle } = await withEdge()
  const second = await service('order', { version: '2.0.0' })
  settle()
  expect(await versions(`/microservices/${gateway}/providers`)).toEqual(['order:1.0.0', 'order:2.0.0'])
  await registry.delete(`/microservices/${second}?force=true`)
  settle()
  expect(await versions(`/microservices/${gateway}/providers`)).toEqual(['order:1.0.0'])
})

test('while the edge exists no version of the provider is deleted without force: 400023', async () => {
  const { registry, service, gateway } = await withEdge()
  const second = await service('order', { version: '2.0.0' })
  expect((await registry.delete(`/microservices/${second}`)).json()).toEqual({
    errorCode: '400023',
    errorMessage: 'Consumer(s) depends on this micro-service',
    detail: 'Can not delete this service, other service rely it.',
  })
  await registry.delete(`/microservices/${gateway}`)
  expect((await registry.delete(`/microservices/${second}`)).status).toBe(200)
})

test('the edge remains when the traffic stops', async () => {
  const { versions, order, clock } = await withEdge()
  clock.pass(86_400_000)
  expect(await versions(`/microservices/${order}/consumers`)).toEqual(['gateway:1.0.0'])
})

test('a declared dependency ignores the version of the provider, PUT replaces, POST adds', async () => {
  const { registry, service, versions, gateway, settle } = await withEdge()
  await service('cart')
  const consumer = { appId: 'shop', serviceName: 'gateway', version: '1.0.0' }
  const declare = (serviceName: string) => ({
    dependencies: [{ consumer, providers: [{ appId: 'shop', serviceName, version: '9.9.9' }] }],
  })

  const reply = await registry.post('/dependencies', declare('cart'))
  settle()
  expect([reply.status, reply.headers.get('Deprecation')]).toEqual([200, 'true'])
  expect(await versions(`/microservices/${gateway}/providers`)).toEqual(['cart:1.0.0', 'order:1.0.0'])

  await registry.put('/dependencies', declare('cart'))
  settle()
  expect(await versions(`/microservices/${gateway}/providers`)).toEqual(['cart:1.0.0'])
})

test('dependencies of an unknown consumer, and none at all, are refused', async () => {
  const { registry } = await withEdge()
  const consumer = { appId: 'shop', serviceName: 'nobody', version: '1.0.0' }
  const unknown = await registry.post('/dependencies', { dependencies: [{ consumer, providers: [] }] })
  expect(unknown.json()).toMatchObject({ errorCode: '400012' })
  expect((await registry.post('/dependencies', { dependencies: [] })).json()).toMatchObject({ errorCode: '400001' })
})

test('noSelf leaves out a service that calls itself', async () => {
  const { registry, versions, order, settle } = await withEdge()
  await registry.get('/instances?appId=shop&serviceName=order', { 'X-ConsumerId': order })
  settle()
  expect(await versions(`/microservices/${order}/providers`)).toEqual(['order:1.0.0'])
  expect(await versions(`/microservices/${order}/providers?noSelf=1&sameDomain=1`)).toEqual([])
})
