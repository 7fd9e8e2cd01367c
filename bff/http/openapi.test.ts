import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { consoleWith } from '../test-support/console-with.ts'

test('the API describes itself in a valid OpenAPI 3.1 document', async () => {
  const { api } = await consoleWith()

  const { body } = await api.get('/api/openapi.json').expect(200)

  const validator = new Validator()
  expect(await validator.validate(body)).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('the document names every endpoint with its permission, its parameters and its problems', async () => {
  const { api, app } = await consoleWith()

  const { body } = await api.get('/api/openapi.json').expect(200)

  for (const { path, method, permission } of app.endpoints) {
    const operation = body.paths[path.replaceAll(/:(\w+)/g, '{$1}')][method.toLowerCase()]
    expect(operation).toMatchObject({ 'x-permission': permission, responses: { default: expect.any(Object) } })
    const named = operation.parameters.filter((one: { in: string }) => one.in === 'path')
    expect(named.map((one: { name: string }) => `:${one.name}`)).toEqual(path.match(/:\w+/g) ?? [])
  }
})

test('operations have names of their own', async () => {
  const { api } = await consoleWith()

  const { body } = await api.get('/api/openapi.json').expect(200)

  const paths = Object.values(body.paths) as Record<string, { operationId: string }>[] // as the test above has shown
  const ids = paths.flatMap((operations) => Object.values(operations).map(({ operationId }) => operationId))
  expect(ids).toEqual([...new Set(ids)])
})
