import { expect, test } from 'vitest'
import { serviceCenterWithClient, type InstanceJson, type ServiceJson } from '../test-support/service-center-client.ts'

interface Detail {
  microService: ServiceJson
  instances?: InstanceJson[]
}

async function withShop() {
  const server = await serviceCenterWithClient()
  const gateway = await server.service('gateway', { properties: { area: 'edge' } })
  const order = await server.service('order', { schemas: ['api'], properties: { area: 'ai' } })
  const order2 = await server.service('order', { version: '2.0.0', properties: { area: 'ai' } })
  await server.service('mail', { appId: 'post', environment: 'testing' })
  await server.instance(order, { instanceId: 'one', properties: { zone: 'a' } })
  await server.registry.put(`/microservices/${order}/schemas/api`, { schema: 'openapi: 3', summary: 's' })
  await server.registry.post(`/microservices/${order}/tags`, { tags: { group: 'a' } })
  await server.registry.get('/instances?appId=shop&serviceName=order', { 'X-ConsumerId': gateway })
  server.settle()
  const details = async (query: string) => {
    const body = (await server.govern.get(`/microservices?${query}`)).json<{ allServicesDetail?: Detail[] }>()
    return body.allServicesDetail ?? []
  }
  const detail = async (query: string, id: string) =>
    (await details(query)).find(({ microService }) => microService.serviceId === id)
  const names = async (query: string) =>
    (await details(query)).map(({ microService }) => microService.serviceName).toSorted()
  return { ...server, gateway, order, order2, details, detail, names }
}

test('all options at once: instances, tags, schemas, edges and statistics', async () => {
  const { govern, detail, gateway, order } = await withShop()
  expect(await detail('options=all', order)).toMatchObject({
    instances: [{ instanceId: 'one' }],
    tags: { group: 'a' },
    schemaInfos: [{ schemaId: 'api', summary: 's', schema: 'openapi: 3' }],
    consumers: [{ serviceId: gateway }],
  })
  expect(await detail('options=all', gateway)).toMatchObject({ providers: [{}, {}] })
  expect((await govern.get('/microservices?options=all')).json()).toMatchObject({
    statistics: {
      services: { count: 3, onlineCount: 1 },
      instances: { count: 1, countByDomain: 1 },
      apps: { count: 2 },
    },
  })
})

test('the list form has neither schema ids nor instance properties, but the properties of the service', async () => {
  const { detail, order } = await withShop()
  const { microService, instances } = (await detail('options=instances,schemas', order))!
  expect(microService).toMatchObject({ properties: { area: 'ai' } })
  expect(microService).not.toHaveProperty('schemas')
  expect(instances?.[0]).not.toHaveProperty('properties')
})

test('without options, or with unknown ones, there are only the services', async () => {
  const { details } = await withShop()
  for (const query of ['', 'options=everything'])
    expect((await details(query)).flatMap((detail) => Object.keys(detail))).toEqual(Array(4).fill('microService'))
})

test('options=statistics answers nothing else', async () => {
  const { govern } = await withShop()
  expect(Object.keys((await govern.get('/microservices?options=statistics')).json<object>())).toEqual(['statistics'])
})

test('countOnly counts instances; a zero vanishes', async () => {
  const { detail, order, order2 } = await withShop()
  expect(await detail('options=instances&countOnly=1', order)).toMatchObject({ statics: { instances: { count: 1 } } })
  expect(await detail('options=instances&countOnly=1', order2)).toMatchObject({ statics: { instances: {} } })
  expect(await detail('options=instances&countOnly=1', order)).not.toHaveProperty('instances')
})

test('filters: environment, app, name alone, properties; statistics stay those of the project', async () => {
  const { govern, names } = await withShop()
  expect(await names('')).toEqual(['gateway', 'mail', 'order', 'order'])
  expect(await names('env=testing')).toEqual(['mail'])
  expect(await names('appId=post')).toEqual(['mail'])
  expect(await names('serviceName=order')).toEqual(['order', 'order'])
  expect(await names('property=area:edge')).toEqual(['gateway'])
  expect(await names('property=area:edge&property=other:x')).toEqual([])
  expect(await names('withShared=true&appId=default')).toEqual(['SERVICECENTER'])
  const filtered = await govern.get('/microservices?options=all&serviceName=gateway')
  expect(filtered.json()).toMatchObject({ statistics: { services: { count: 3 } } })
})

test('the detail form is complete: versions, schema text, instance properties', async () => {
  const { govern, gateway, order } = await withShop()
  const { service } = (await govern.get(`/microservices/${order}`)).json<{ service: Record<string, unknown> }>()
  expect(service).toMatchObject({
    microService: { serviceId: order, schemas: ['api'] },
    microServiceVersions: expect.arrayContaining(['1.0.0', '2.0.0']),
    instances: [{ instanceId: 'one', properties: { zone: 'a' } }],
    schemaInfos: [{ schema: 'openapi: 3' }],
    consumers: [{ serviceId: gateway }],
    tags: { group: 'a' },
  })
  expect((await govern.get('/microservices/none')).json()).toMatchObject({ errorCode: '400012' })
})

test('the views read the cache alone', async () => {
  const { service, names, clock } = await withShop()
  await service('new', { appId: 'fresh' })
  expect(await names('appId=fresh')).toEqual([])
  expect(await names('appId=fresh&noCache=1')).toEqual([])
  clock.pass(300)
  expect(await names('appId=fresh')).toEqual(['new'])
})

test('apps are named, by environment if wished', async () => {
  const { govern } = await withShop()
  const apps = async (query: string) =>
    (await govern.get(`/apps${query}`)).json<{ appIds?: string[] }>().appIds?.toSorted()
  expect(await apps('')).toEqual(['post', 'shop'])
  expect(await apps('?env=testing')).toEqual(['post'])
  expect(await apps('?env=production')).toBeUndefined()
})

test('every version is a node; a line has its far end without app and version; circles are null', async () => {
  const { govern, gateway, order, order2 } = await withShop()
  const graph = (await govern.get('/relations')).json<{
    nodes: { id: string; name: string }[]
    lines: { from: object; to: { id: string } }[]
    circles: null
  }>()
  expect(graph.nodes.map(({ name }) => name).toSorted()).toEqual(['gateway', 'mail', 'order', 'order'])
  expect(graph.lines.map(({ to }) => to.id).toSorted()).toEqual([order, order2].toSorted())
  expect(graph.lines[0]).toMatchObject({
    from: { id: gateway, name: 'gateway', appId: 'shop', version: '1.0.0' },
    to: { name: 'order', appId: '', version: '' },
  })
  expect(graph.circles).toBeNull()
})

test('an empty registry: zero counts vanish, and relations are null', async () => {
  const { govern } = await serviceCenterWithClient()
  expect((await govern.get('/statistics')).json()).toEqual({ statistics: { services: {}, instances: {}, apps: {} } })
  expect((await govern.get('/relations')).json()).toEqual({ nodes: null, lines: null, circles: null })
  expect((await govern.get('/microservices')).json()).toEqual({})
  expect((await govern.get('/apps')).json()).toEqual({})
})
