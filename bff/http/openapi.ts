import { z } from 'zod'
import { type Endpoint, endpoint } from '#shared/contract/endpoint.ts'
import { ProblemBody } from '#shared/contract/problem.ts'

/** Describes the API for programs: https://spec.openapis.org/oas/v3.1.1.html */
export const readOpenApi = endpoint({
  method: 'GET',
  path: '/openapi.json',
  permission: 'signed-in',
  summary: 'This API as an OpenAPI 3.1 document',
  response: z.looseObject({ openapi: z.string() }),
})

/** The document, derived from the very values that the endpoints are served by. */
export function openApiOf(endpoints: readonly Endpoint[], version: string) {
  const paths: Record<string, Record<string, object>> = {}
  for (const one of endpoints) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[one.method.toLowerCase()] = operationOf(one)
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Meshdeck', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemBody, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'meshdeck',
          description: 'Set by POST /session; over TLS it is `__Host-meshdeck`.',
        },
      },
    },
  }
}

function operationOf(one: Endpoint): object {
  const hasBody = !(one.body instanceof z.ZodUndefined)
  return {
    operationId: `${one.method.toLowerCase()}${one.path.replaceAll(/[^a-zA-Z]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: one.summary,
    ...(one.permission === 'public' ? { security: [] } : { security: [{ session: [] }] }),
    'x-permission': one.permission,
    parameters: [...parametersOf(one.params, 'path'), ...parametersOf(one.query, 'query')],
    ...(hasBody
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(one.body, 'input') } } } }
      : {}),
    responses: { ...successOf(one), default: problemResponse },
  }
}

const problemResponse = {
  description: 'A problem: its code, its parameters, and its sentence in the language of Accept-Language',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function successOf(one: Endpoint): object {
  if (one.response instanceof z.ZodUndefined) return { 204: { description: 'Done' } }
  return {
    200: { description: one.summary, content: { [one.produces]: { schema: schemaOf(one.response, 'output') } } },
  }
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

interface JsonSchema {
  $schema?: string
  properties?: Record<string, unknown>
  required?: string[]
}

/** What JSON Schema cannot say (a refinement, a function) is left out of the document; the server asks for it all the same. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as JsonSchema // zod's own type says less
  return rest
}
