import { expect, test } from 'vitest'
import { serviceCenterWithClient, type InstanceJson } from '../test-support/service-center-client.ts'

async function withOrder() {
  const server = await serviceCenterWithClient()
  const v1 = await server.service('order', { alias: 'shop:order' })
  const v2 = await server.service('order', { version: '2.0.0' })
  await server.instance(v1, { instanceId: 'one' })
  await server.instance(v2, { instanceId: 'two' })
  server.settle()
  const find = (query: string, headers?: Record<string, string>) => server.registry.get(`/instances?${query}`, headers)
  const ids = async (query: string, headers?: Record<string, string>) => {
    const { instances = [] } = (await find(query, headers)).json<{ instances?: InstanceJson[] }>()
    return instances.map(({ instanceId }) => instanceId).toSorted()
  }
  return { ...server, v1, v2, find, ids }
}

const ORDER = 'appId=shop&serviceName=order'

test('a find answers the instances of all versions, each with its version', async () => {
  const { find, ids } = await withOrder()
  expect(await ids(`${ORDER}&version=1.0.0`)).toEqual(['one', 'two'])
  const { instances } = (await find(ORDER)).json<{ instances: InstanceJson[] }>()
  expect(instances.map(({ version }) => version).toSorted()).toEqual(['1.0.0', '2.0.0'])
})

test('the revision is a hash of the content: the same one is 304 without a body, and it returns with the content', async () => {
  const { registry, find, v1, settle } = await withOrder()
  const rev = (await find(ORDER)).headers.get('X-Resource-Revision')
  expect(rev).toMatch(/^[0-9a-f]{40}$/)

  const same = await find(`${ORDER}&rev=${rev}`)
  expect([same.status, same.text, same.headers.get('X-Resource-Revision')]).toEqual([304, '', rev])

  await registry.put(`/microservices/${v1}/instances/one/properties`, { properties: { zone: 'a' } })
  settle()
  const changed = await find(`${ORDER}&rev=${rev}`)
  expect(changed.status).toBe(200)
  expect(changed.headers.get('X-Resource-Revision')).not.toBe(rev)
})

test('the revision comes back when the content does', async () => {
  const { find, service, instance, registry, settle } = await withOrder()
  const rev = async () => (await find(ORDER)).headers.get('X-Resource-Revision')
  const before = await rev()
  const id = await service('order', { version: '3.0.0' })
  await instance(id, { instanceId: 'three' })
  settle()
  expect(await rev()).not.toBe(before)
  await registry.delete(`/microservices/${id}?force=1`)
  settle()
  expect(await rev()).toBe(before)
})

test('the order in which instances came does not count for the revision', async () => {
  const { registry, find, v1, instance } = await withOrder()
  const rev = async () => (await find(`${ORDER}&noCache=1`)).headers.get('X-Resource-Revision')
  await instance(v1, { instanceId: 'late' })
  await instance(v1, { instanceId: 'later' })
  const before = await rev()
  await registry.delete(`/microservices/${v1}/instances/late`)
  expect(await rev()).not.toBe(before)
  await instance(v1, { instanceId: 'late' })
  expect(await rev()).toBe(before)
})

test('an unknown rev answers 200, and noCache switches revisions off', async () => {
  const { find } = await withOrder()
  const rev = (await find(ORDER)).headers.get('X-Resource-Revision')
  expect((await find(`${ORDER}&rev=zzz`)).status).toBe(200)
  expect((await find(`${ORDER}&rev=${rev}&noCache=1`)).status).toBe(200)
})

test('the instances of one service and one instance carry a revision, too', async () => {
  const { registry, v1 } = await withOrder()
  for (const path of [`/microservices/${v1}/instances`, `/microservices/${v1}/instances/one`]) {
    const rev = (await registry.get(path)).headers.get('X-Resource-Revision')
    expect((await registry.get(`${path}?rev=${rev}`)).status).toBe(304)
  }
})

test('an unknown service is 400012, a known one without instances {}, and all empty answers share a revision', async () => {
  const { find, service } = await withOrder()
  expect((await find('appId=shop&serviceName=none')).json()).toMatchObject({ errorCode: '400012' })
  await service('idle')
  await service('idle2')
  const [idle, idle2] = [await find('appId=shop&serviceName=idle'), await find('appId=shop&serviceName=idle2')]
  expect([idle.status, idle.json()]).toEqual([200, {}])
  expect(idle.headers.get('X-Resource-Revision')).toBe(idle2.headers.get('X-Resource-Revision'))
})

test('the app is required, and the name may be the alias', async () => {
  const { find, ids } = await withOrder()
  expect((await find('serviceName=order')).json()).toMatchObject({ errorCode: '400001' })
  expect(await ids('appId=shop&serviceName=shop:order')).toEqual(['one'])
})

test('tags narrow a find to the versions that have them', async () => {
  const { registry, v2, ids, settle } = await withOrder()
  await registry.post(`/microservices/${v2}/tags`, { tags: { canary: 'yes' } })
  settle()
  expect(await ids(`${ORDER}&tags=canary`)).toEqual(['two'])
})

test("with a consumer its environment counts, and other apps' services show only when they allow it", async () => {
  const { service, instance, ids, settle } = await withOrder()
  const consumer = { 'X-ConsumerId': await service('gateway', { environment: 'production' }) }
  await instance(await service('order', { environment: 'production' }), { instanceId: 'live' })
  await instance(await service('bank', { environment: 'production', appId: 'pay' }), { instanceId: 'closed' })
  const open = { environment: 'production', appId: 'mail', properties: { allowCrossApp: 'true' } }
  await instance(await service('post', open), { instanceId: 'open' })
  settle()
  expect(await ids(ORDER, consumer)).toEqual(['live'])
  expect(await ids('appId=pay&serviceName=bank', consumer)).toEqual([])
  expect(await ids('appId=pay&serviceName=bank&env=production')).toEqual(['closed'])
  expect(await ids('appId=mail&serviceName=post', consumer)).toEqual(['open'])
})

test('an unknown consumer is 400012, in a find and in a read of instances', async () => {
  const { find, registry, v1 } = await withOrder()
  const headers = { 'X-ConsumerId': 'none' }
  const paths = [`/microservices/${v1}/instances`, `/microservices/${v1}/instances/one`]
  for (const reply of [
    await find(ORDER, headers),
    ...(await Promise.all(paths.map((path) => registry.get(path, headers)))),
  ])
    expect(reply.json()).toMatchObject({ errorCode: '400012', detail: 'Consumer[none] does not exist.' })
})

test('a consumer of another environment reads no instances by id, and makes no edge by trying', async () => {
  const { registry, service, govern, v1, settle } = await withOrder()
  const headers = { 'X-ConsumerId': await service('gateway', { environment: 'production' }) }
  expect((await registry.get(`/microservices/${v1}/instances`, headers)).json()).toEqual({})
  expect((await registry.get(`/microservices/${v1}/instances/one`, headers)).json()).toMatchObject({
    errorCode: '400017',
  })
  settle()
  expect((await govern.get('/relations')).json()).toMatchObject({ lines: null })
})

test('many services are found at once: changed, not modified and failed by their position', async () => {
  const { registry, find, v1 } = await withOrder()
  const rev = (await find(ORDER)).headers.get('X-Resource-Revision')
  const order = { appId: 'shop', serviceName: 'order' }

  const reply = await registry.post('/instances/action?type=query', {
    services: [
      { service: order, rev: 'older' },
      { service: order, rev },
      { service: { appId: 'shop', serviceName: 'none' } },
      { service: { appId: 'shop', serviceName: 'neither' } },
    ],
    instances: [{ instance: { serviceId: v1, instanceId: 'one' } }, { instance: { serviceId: v1, instanceId: 'zz' } }],
  })

  expect(reply.json()).toEqual({
    services: {
      updated: [{ index: 0, rev, instances: expect.arrayContaining([expect.objectContaining({ instanceId: 'one' })]) }],
      notModified: [1],
      failed: [{ indexes: [2, 3], error: expect.objectContaining({ errorCode: '400012' }) }],
    },
    instances: {
      updated: [{ index: 0, rev: expect.any(String), instances: [expect.objectContaining({ instanceId: 'one' })] }],
      failed: [{ indexes: [1], error: expect.objectContaining({ errorCode: '400017' }) }],
    },
  })
})

test('an action other than query is refused', async () => {
  const { registry } = await withOrder()
  const reply = await registry.post('/instances/action?type=watch', {})
  expect(reply.json()).toMatchObject({ errorCode: '400001', detail: 'Invalid action: watch' })
})

test('another domain or another project is simply empty', async () => {
  const { center, registry, find } = await withOrder()
  const otherDomain = await registry.get('/microservices', { 'X-Domain-Name': 'other' })
  expect([otherDomain.status, otherDomain.json()]).toEqual([200, {}])
  const otherProject = await fetch(`${center.url}/v4/other/registry/microservices`)
  expect([otherProject.status, await otherProject.json()]).toEqual([200, {}])
  expect((await find(ORDER, { 'X-Domain-Name': 'other' })).json()).toMatchObject({ errorCode: '400012' })
})

test('the registry is found from every domain', async () => {
  const { ids, service } = await withOrder()
  const query = 'appId=default&serviceName=SERVICECENTER&env=development'
  expect(await ids(query, { 'X-Domain-Name': 'other' })).toHaveLength(1)
  const consumer = { 'X-ConsumerId': await service('gateway', { environment: 'production' }) }
  expect(await ids('appId=default&serviceName=SERVICECENTER', consumer)).toHaveLength(1)
})
