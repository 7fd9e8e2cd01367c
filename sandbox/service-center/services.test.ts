import { expect, test } from 'vitest'
import { serviceCenterWithClient, type ServiceJson } from '../test-support/service-center-client.ts'

test('a registered service has its defaults, and timestamps are text', async () => {
  const { registry, clock } = await serviceCenterWithClient()

  const { serviceId } = (
    await registry.post('/microservices', { service: { serviceName: 'order' } })
  ).json<ServiceJson>()

  expect(serviceId).toMatch(/^[0-9a-f]{32}$/)
  const timestamp = String(Math.floor(clock.now() / 1000))
  expect((await registry.get(`/microservices/${serviceId}`)).json()).toEqual({
    service: {
      serviceId,
      appId: 'default',
      serviceName: 'order',
      version: '0.0.1',
      level: 'BACK',
      status: 'UP',
      timestamp,
      modTimestamp: timestamp,
    },
  })
})

test('registering the same key again answers the same id and does not apply the body', async () => {
  const { registry, service } = await serviceCenterWithClient()
  const id = await service('order', { properties: { area: 'ai' } })
  expect(await service('order', { properties: { area: 'ops' } })).toBe(id)
  expect((await registry.get(`/microservices/${id}`)).json()).toMatchObject({ service: { properties: { area: 'ai' } } })
})

test('another version, environment or app is another service', async () => {
  const { service } = await serviceCenterWithClient()
  const ids = [
    await service('order'),
    await service('order', { version: '1.0.1' }),
    await service('order', { environment: 'testing' }),
    await service('order', { appId: 'other' }),
  ]
  expect(new Set(ids).size).toBe(4)
})

test('an existing key under another explicit id is 400010', async () => {
  const { registry, service } = await serviceCenterWithClient()
  expect(await service('order', { serviceId: 'my-id' })).toBe('my-id')
  const body = { service: { appId: 'shop', serviceName: 'order', version: '1.0.0', serviceId: 'other' } }
  const reply = await registry.post('/microservices', body)
  expect([reply.status, reply.json()]).toMatchObject([400, { errorCode: '400010' }])
})

test('tags and instances may come with the registration', async () => {
  const { registry } = await serviceCenterWithClient()
  const body = { service: { serviceName: 'order' }, tags: { group: 'a' }, instances: [{ hostName: 'h' }] }
  const { serviceId } = (await registry.post('/microservices', body)).json<ServiceJson>()
  expect((await registry.get(`/microservices/${serviceId}/tags`)).json()).toEqual({ tags: { group: 'a' } })
  expect((await registry.get(`/microservices/${serviceId}/instances`)).json()).toMatchObject({
    instances: [{ hostName: 'h', status: 'UP' }],
  })
})

test('the list leaves the registry itself out unless shared services are asked for, and an empty list is {}', async () => {
  const { registry, service } = await serviceCenterWithClient()
  expect((await registry.get('/microservices')).json()).toEqual({})
  await service('order')
  const names = async (query: string) =>
    (await registry.get(`/microservices${query}`))
      .json<{ services: ServiceJson[] }>()
      .services.map(({ serviceName }) => serviceName)
      .toSorted()
  expect(await names('?noCache=1')).toEqual(['order'])
  expect(await names('?noCache=1&withShared=1')).toEqual(['SERVICECENTER', 'order'])
})

test('lists come in another order from call to call', async () => {
  const { registry, service } = await serviceCenterWithClient()
  for (let n = 0; n < 8; n++) await service(`s${n}`)
  const order = async () =>
    (await registry.get('/microservices?noCache=1'))
      .json<{ services: ServiceJson[] }>()
      .services.map(({ serviceName }) => serviceName)
      .join()
  const orders = new Set([await order(), await order(), await order(), await order()])
  expect(orders.size).toBeGreaterThan(1)
})

test('a PUT of properties replaces all of them and answers an empty text', async () => {
  const { registry, service, clock } = await serviceCenterWithClient()
  const id = await service('order', { properties: { area: 'ai', allowCrossApp: 'true' } })
  clock.pass(5_000)

  const reply = await registry.put(`/microservices/${id}/properties`, { properties: { area: 'ops' } })

  expect([reply.status, reply.text]).toEqual([200, ''])
  expect(reply.headers.get('Content-Type')).toBe('text/plain; charset=UTF-8')
  expect(reply.headers.get('Content-Length')).toBe('0')
  expect((await registry.get(`/microservices/${id}?noCache=1`)).json()).toMatchObject({
    service: { properties: { area: 'ops' }, modTimestamp: String(Math.floor(clock.now() / 1000)) },
  })
})

test('an unknown service is 400012', async () => {
  const { registry } = await serviceCenterWithClient()
  for (const reply of [
    await registry.get('/microservices/none'),
    await registry.put('/microservices/none/properties', { properties: {} }),
    await registry.delete('/microservices/none'),
    await registry.get('/microservices/none/instances'),
  ])
    expect([reply.status, reply.json()]).toEqual([
      400,
      { errorCode: '400012', errorMessage: 'Micro-service does not exist', detail: 'Service does not exist.' },
    ])
})

test('a service with instances is not deleted without force (400013), with force they go with it', async () => {
  const { registry, service, instance } = await serviceCenterWithClient()
  const id = await service('order')
  await instance(id)
  expect((await registry.delete(`/microservices/${id}`)).json()).toMatchObject({ errorCode: '400013' })
  expect((await registry.delete(`/microservices/${id}?force=maybe`)).json()).toMatchObject({ errorCode: '400001' })

  const reply = await registry.delete(`/microservices/${id}?force=1`)

  expect([reply.status, reply.text]).toEqual([200, ''])
  expect((await registry.get(`/microservices/${id}?noCache=1`)).json()).toMatchObject({ errorCode: '400012' })
})

test('the registry cannot be deleted', async () => {
  const { registry } = await serviceCenterWithClient()
  const all = (await registry.get('/microservices?withShared=true')).json<{ services: ServiceJson[] }>()
  const reply = await registry.delete(`/microservices/${all.services[0]?.serviceId}?force=true`)
  expect([reply.status, reply.json()]).toMatchObject([400, { errorCode: '400001' }])
})

test('a batch delete answers 200 and says in each entry what went wrong', async () => {
  const { registry, service, instance } = await serviceCenterWithClient()
  const [free, busy] = [await service('free'), await service('busy')]
  await instance(busy)

  const reply = await registry.delete('/microservices', { serviceIds: [free, busy, 'none'] })

  expect(reply.status).toBe(200)
  const { services } = reply.json<{ services: { serviceId: string; errMessage?: string }[] }>()
  expect(Object.fromEntries(services.map(({ serviceId, errMessage }) => [serviceId, errMessage]))).toEqual({
    [free]: undefined,
    [busy]: 'Micro-service has deployed instance(s)(Can not delete the service deployed instance(s).)',
    none: 'Micro-service does not exist(Service does not exist.)',
  })
})

test('existence finds a service by its key: 400012 for the name, 400026 for the version', async () => {
  const { registry, service } = await serviceCenterWithClient()
  const serviceId = await service('order', { alias: 'shop:order' })
  const exists = (query: string) => registry.get(`/existence?type=microservice&appId=shop&${query}`)
  expect((await exists('serviceName=order&version=1.0.0')).json()).toEqual({ serviceId })
  expect((await exists('serviceName=shop:order&version=1.0.0')).json()).toEqual({ serviceId })
  expect((await exists('serviceName=cart&version=1.0.0')).json()).toMatchObject({ errorCode: '400012' })
  expect((await exists('serviceName=order&version=2.0.0')).json()).toMatchObject({ errorCode: '400026' })
  expect((await registry.get('/existence?type=other')).json()).toMatchObject({ errorCode: '400001' })
})

test.each([
  ['a space in the name', { serviceName: 'bad name' }, 'MicroService.ServiceName'],
  ['no name', { serviceName: '' }, 'MicroService.ServiceName'],
  ['a name of 129 characters', { serviceName: 'n'.repeat(129) }, 'MicroService.ServiceName'],
  ['a name that ends in a dash', { serviceName: 'order-' }, 'MicroService.ServiceName'],
  ['an app of 161 characters', { appId: 'a'.repeat(161) }, 'MicroService.AppId'],
  ['a version that is no number', { version: 'latest' }, 'MicroService.Version'],
  ['a version of five numbers', { version: '1.2.3.4.5' }, 'MicroService.Version'],
  ['a version above 32767', { version: '1.32768' }, 'MicroService.Version'],
  ['an unknown environment', { environment: 'staging' }, 'MicroService.Environment'],
  ['an unknown level', { level: 'TOP' }, 'MicroService.Level'],
  ['an unknown status', { status: 'TESTING' }, 'MicroService.Status'],
  ['a description of 257 characters', { description: 'd'.repeat(257) }, 'MicroService.Description'],
  ['an unknown origin', { registerBy: 'HAND' }, 'MicroService.RegisterBy'],
])('%s is refused with 400001 and the Go field', async (_, wrong, field) => {
  const { registry } = await serviceCenterWithClient()
  const reply = await registry.post('/microservices', { service: { serviceName: 'order', ...wrong } })
  expect(reply.status).toBe(400)
  expect(reply.json()).toMatchObject({
    errorCode: '400001',
    errorMessage: 'Invalid parameter(s)',
    detail: expect.stringMatching(new RegExp(`^field '${field}' invalid value '.*' does not match rule: \\{`)),
  })
})

test('a full registry refuses with 400100', async () => {
  const { registry, service } = await serviceCenterWithClient({ quota: { services: 2, instances: 9 } })
  await service('order')
  const reply = await registry.post('/microservices', { service: { serviceName: 'cart' } })
  expect(reply.json()).toMatchObject({ errorCode: '400100' })
})
