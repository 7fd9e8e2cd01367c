import { expect, test } from 'vitest'
import { serviceCenterWithClient, type InstanceJson } from '../test-support/service-center-client.ts'

async function withService() {
  const server = await serviceCenterWithClient()
  const serviceId = await server.service('order', { version: '1.2.0' })
  const base = `/microservices/${serviceId}/instances`
  const read = async (instanceId: string) =>
    (await server.registry.get(`${base}/${instanceId}?noCache=1`)).json<{ instance: InstanceJson }>().instance
  return { ...server, serviceId, base, read }
}

test('an instance is UP, has the version of its service and a default health check', async () => {
  const { registry, base, instance, serviceId } = await withService()
  const instanceId = await instance(serviceId, { properties: { zone: '' } })
  expect((await registry.get(base)).json()).toEqual({
    instances: [
      {
        instanceId,
        serviceId,
        endpoints: ['rest://127.0.0.1:8080'],
        hostName: 'host-1',
        status: 'UP',
        properties: { zone: '' },
        version: '1.2.0',
        healthCheck: { mode: 'push', interval: 30, times: 3 },
        timestamp: expect.stringMatching(/^\d+$/),
        modTimestamp: expect.stringMatching(/^\d+$/),
      },
    ],
  })
})

test.each([
  [
    { mode: 'push', interval: 1, times: 1 },
    { mode: 'push', interval: 5, times: 3 },
  ],
  [
    { mode: 'push', interval: 7, times: 4 },
    { mode: 'push', interval: 7, times: 4 },
  ],
  [
    { mode: 'pull', interval: 60, times: 9 },
    { mode: 'pull', interval: 30, times: 3 },
  ],
])('the health check %j is stored as %j', async (healthCheck, stored) => {
  const { instance, serviceId, read } = await withService()
  expect((await read(await instance(serviceId, { healthCheck }))).healthCheck).toEqual(stored)
})

test('the same endpoint may be registered any number of times, and none at all is accepted', async () => {
  const { registry, base, instance, serviceId } = await withService()
  const ids = [await instance(serviceId), await instance(serviceId), await instance(serviceId, { endpoints: [] })]
  expect(new Set(ids).size).toBe(3)
  expect((await registry.get(`${base}?noCache=1`)).json<{ instances: object[] }>().instances).toHaveLength(3)
})

test('an explicit id that is alive is a heartbeat: the body is not applied', async () => {
  const { instance, serviceId, read } = await withService()
  await instance(serviceId, { instanceId: 'mine', hostName: 'first' })
  expect(await instance(serviceId, { instanceId: 'mine', hostName: 'second' })).toBe('mine')
  expect(await read('mine')).toMatchObject({ hostName: 'first' })
})

test('a status is changed by hand, and a wrong one refused', async () => {
  const { registry, base, instance, serviceId, read } = await withService()
  const id = await instance(serviceId)
  const reply = await registry.put(`${base}/${id}/status?value=OUTOFSERVICE`)
  expect([reply.status, reply.text]).toEqual([200, ''])
  expect((await read(id)).status).toBe('OUTOFSERVICE')
  expect((await registry.put(`${base}/${id}/status?value=SLEEPING`)).json()).toMatchObject({ errorCode: '400001' })
  expect((await registry.put(`${base}/${id}/status`)).json()).toMatchObject({ errorCode: '400001' })
})

test('a PUT of properties replaces all', async () => {
  const { registry, base, instance, serviceId, read } = await withService()
  const id = await instance(serviceId, { properties: { zone: 'a', rack: '1' } })
  await registry.put(`${base}/${id}/properties`, { properties: { zone: 'b' } })
  expect((await read(id)).properties).toEqual({ zone: 'b' })
})

test('a status for many goes to the instances whose properties match, and to all, the registry included, without any', async () => {
  const { center, registry, instance, serviceId, read } = await withService()
  const [a, b] = [
    await instance(serviceId, { properties: { zone: 'a' } }),
    await instance(serviceId, { properties: { zone: 'b' } }),
  ]
  await registry.put('/instances/status', { matches: { properties: { zone: 'a' } }, status: 'DOWN' })
  expect([(await read(a)).status, (await read(b)).status]).toEqual(['DOWN', 'UP'])

  await registry.put('/instances/status', { status: 'DOWN' })

  expect([...center.content().instances.values()].map(({ status }) => status)).toEqual(['DOWN', 'DOWN', 'DOWN'])
})

test('an instance that does not exist is 400017', async () => {
  const { registry, base } = await withService()
  for (const reply of [
    await registry.get(`${base}/none`),
    await registry.put(`${base}/none/heartbeat`),
    await registry.put(`${base}/none/status?value=UP`),
    await registry.put(`${base}/none/properties`, { properties: {} }),
    await registry.delete(`${base}/none`),
  ])
    expect([reply.status, reply.json()]).toMatchObject([400, { errorCode: '400017' }])
})

test('registering for an unknown service is 400012, and without a host name 400001', async () => {
  const { registry, base } = await withService()
  const body = { instance: { hostName: 'h' } }
  expect((await registry.post('/microservices/none/instances', body)).json()).toMatchObject({ errorCode: '400012' })
  expect((await registry.post(base, { instance: {} })).json()).toMatchObject({
    errorCode: '400001',
    detail: expect.stringContaining("field 'MicroServiceInstance.HostName'"),
  })
  expect((await registry.post(base, {})).json()).toMatchObject({ detail: 'Request body is empty' })
})

test('a data centre needs all three of its fields', async () => {
  const { registry, base } = await withService()
  const body = { instance: { hostName: 'h', dataCenterInfo: { name: 'dc1', region: 'r1' } } }
  expect((await registry.post(base, body)).json()).toMatchObject({
    detail: expect.stringContaining("field 'DataCenterInfo.AvailableZone'"),
  })
})

test('a registration above 5 KB and properties above 3 KB are refused', async () => {
  const { registry, base, instance, serviceId } = await withService()
  const id = await instance(serviceId)
  const big = (bytes: number) => ({ long: 'x'.repeat(bytes) })
  for (const reply of [
    await registry.post(base, { instance: { hostName: 'h', properties: big(5_200) } }),
    await registry.put(`${base}/${id}/properties`, { properties: big(3_200) }),
    await registry.put(`/microservices/${serviceId}/properties`, { properties: big(3_200) }),
  ])
    expect(reply.json()).toMatchObject({ errorCode: '400001', detail: 'http: request body too large' })
  expect((await registry.put(`${base}/${id}/properties`, { properties: big(2_900) })).status).toBe(200)
})

test('heartbeats for many answer 200 even when all fail', async () => {
  const { registry, instance, serviceId } = await withService()
  const instanceId = await instance(serviceId)
  const lost = { serviceId, instanceId: 'zz' }

  const reply = await registry.put('/heartbeats', { instances: [{ serviceId, instanceId }, lost] })

  const errMessage = 'Instance does not exist(leaseId not exist, instance not exist)'
  const { instances } = reply.json<{ instances: object[] }>()
  expect(instances).toHaveLength(2)
  expect(instances).toEqual(
    expect.arrayContaining([
      { serviceId, instanceId },
      { ...lost, errMessage },
    ]),
  )
  const none = await registry.put('/heartbeats', { instances: [lost] })
  expect([none.status, none.json()]).toEqual([200, { instances: [{ ...lost, errMessage }] }])
})

test('many live instances are read in one call, packed for clients that accept it', async () => {
  const { center, base, instance, serviceId } = await withService()
  for (let n = 0; n < 10; n++) await instance(serviceId)
  const reply = await fetch(`${center.url}/v4/default/registry${base}?noCache=1`)
  expect(reply.headers.get('Content-Encoding')).toBe('gzip')
  const body = await reply.text()
  expect(Number(reply.headers.get('Content-Length'))).toBeLessThan(body.length)
})
