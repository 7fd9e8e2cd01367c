import { expect, test } from 'vitest'
import { serviceCenterWithClient } from '../test-support/service-center-client.ts'

async function withService(more?: object) {
  const server = await serviceCenterWithClient()
  const id = await server.service('order', more)
  return { ...server, path: `/microservices/${id}`, id }
}

test('POST replaces all tags, PUT changes one that exists, DELETE takes several', async () => {
  const { registry, path } = await withService()
  expect((await registry.get(`${path}/tags`)).json()).toEqual({})
  await registry.post(`${path}/tags`, { tags: { old: 'x' } })
  await registry.post(`${path}/tags`, { tags: { a: 'one', b: 'two', c: 'three' } })
  await registry.put(`${path}/tags/a?value=changed`)
  expect((await registry.get(`${path}/tags?noCache=1`)).json()).toEqual({
    tags: { a: 'changed', b: 'two', c: 'three' },
  })
  expect((await registry.delete(`${path}/tags/b,c`)).status).toBe(200)
  expect((await registry.get(`${path}/tags?noCache=1`)).json()).toEqual({ tags: { a: 'changed' } })
})

test('a tag that does not exist is 400018', async () => {
  const { registry, path } = await withService()
  expect((await registry.put(`${path}/tags/none?value=x`)).json()).toMatchObject({ errorCode: '400018' })
  expect((await registry.delete(`${path}/tags/none`)).json()).toMatchObject({ errorCode: '400018' })
})

test('101 tags and a tag that starts with a digit are refused', async () => {
  const { registry, path } = await withService()
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`t${n}`, 'x']))
  expect((await registry.post(`${path}/tags`, { tags: many })).json()).toMatchObject({ errorCode: '400001' })
  expect((await registry.post(`${path}/tags`, { tags: { '1a': 'x' } })).json()).toMatchObject({ errorCode: '400001' })
})

test('a schema declared without text is listed by its id alone, and reading it is 400016', async () => {
  const { registry, path, id } = await withService({ schemas: ['s1'] })
  expect((await registry.get(`${path}/schemas?withSchema=1`)).json()).toEqual({ schemas: [{ schemaId: 's1' }] })
  expect((await registry.get(`${path}/schemas/s1`)).json()).toMatchObject({ errorCode: '400016' })
  const existence = await registry.get(`/existence?type=schema&serviceId=${id}&schemaId=s1`)
  expect(existence.json()).toMatchObject({ errorCode: '400016' })
})

test('a PUT declares the schema, and writing another text succeeds', async () => {
  const { registry, path, id } = await withService()
  await registry.put(`${path}/schemas/api`, { schema: 'swagger: "2.0"', summary: 'abc' })
  await registry.put(`${path}/schemas/api`, { schema: 'openapi: "3.0"', summary: 'def' })

  const reply = await registry.get(`${path}/schemas/api?noCache=1`)

  expect(reply.json()).toEqual({ schema: 'openapi: "3.0"' })
  expect(reply.headers.get('X-Schema-Summary')).toBe('def')
  expect((await registry.get(`${path}/schemas?noCache=1`)).json()).toEqual({
    schemas: [{ schemaId: 'api', summary: 'def' }],
  })
  const existence = await registry.get(`/existence?type=schema&serviceId=${id}&schemaId=api&noCache=1`)
  expect([existence.json(), existence.headers.get('X-Schema-Summary')]).toEqual([
    { serviceId: id, schemaId: 'api' },
    'def',
  ])
  expect((await registry.get(`${path}?noCache=1`)).json()).toMatchObject({ service: { schemas: ['api'] } })
})

test('POST replaces the whole set of schemas', async () => {
  const { registry, path } = await withService({ schemas: ['old'] })
  await registry.put(`${path}/schemas/old`, { schema: 'x' })
  await registry.post(`${path}/schemas`, { schemas: [{ schemaId: 'new', schema: 'y', summary: '' }] })
  expect((await registry.get(`${path}/schemas?noCache=1&withSchema=1`)).json()).toEqual({
    schemas: [{ schemaId: 'new', schema: 'y' }],
  })
})

test('a deleted schema is gone, and deleting it again is 400016', async () => {
  const { registry, path } = await withService()
  await registry.put(`${path}/schemas/api`, { schema: 'x' })
  expect((await registry.delete(`${path}/schemas/api`)).text).toBe('')
  expect((await registry.get(`${path}/schemas?noCache=1`)).json()).toEqual({})
  expect((await registry.delete(`${path}/schemas/api`)).json()).toMatchObject({ errorCode: '400016' })
})

test('more than a hundred schemas at once are refused', async () => {
  const { registry, path } = await withService()
  const schemas = Array.from({ length: 101 }, (_, n) => ({ schemaId: `s${n}`, schema: 'x', summary: '' }))
  expect((await registry.post(`${path}/schemas`, { schemas })).json()).toMatchObject({
    errorCode: '400001',
    detail: 'Invalid request.',
  })
})

test('the rules of version 1 do not exist: 404', async () => {
  const { registry, path } = await withService()
  expect((await registry.get(`${path}/rules`)).status).toBe(404)
})
