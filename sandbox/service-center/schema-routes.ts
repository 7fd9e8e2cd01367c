import { decodeJson } from '../http/decode.ts'
import { omitEmpty } from '../http/omit-empty.ts'
import { isYes } from '../http/query-flag.ts'
import { route, type Route } from '../http/router.ts'
import { done, json, list } from './answers.ts'
import {
  anyOrder,
  MAX_BODY_BYTES,
  one,
  scopeOf,
  search,
  serviceOf,
  storedService,
  type RegistryContext,
  type Scope,
} from './context.ts'
import { invalid, noSchema } from './errors.ts'
import { PutSchema, ReplaceSchemas, type Microservice, type Schema } from './model.ts'
import type { RegistryStore } from './registry-store.ts'
import { checkSchema, MAX_SCHEMAS } from './validation.ts'

const BASE = '/v4/:project/registry/microservices/:serviceId/schemas'

/** Source: Service Center, server/resource/disco/schema_resource.go. Schema writes overwrite. */
export function schemaRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', BASE, (call) => {
      const scope = scopeOf(context, call)
      const service = serviceOf(scope, call.params.serviceId)
      return json(list('schemas', anyOrder(context, schemasOf(scope, service, isYes(call.query.get('withSchema'))))))
    }),

    route('GET', `${BASE}/:schemaId`, ({ params, ...call }) => {
      const scope = scopeOf(context, { ...call, params })
      serviceOf(scope, params.serviceId)
      const [schema] = search(scope, (view) => one(view.schemas.get(`${params.serviceId}/${params.schemaId}`)))
      if (!schema) throw noSchema()
      return json({ schema: schema.schema }, { 'X-Schema-Summary': schema.summary })
    }),

    route('PUT', `${BASE}/:schemaId`, async ({ params, ...call }) => {
      const { store } = scopeOf(context, { ...call, params })
      const body = decodeJson(await call.body(MAX_BODY_BYTES), PutSchema, invalid)
      checkSchema(params.schemaId, body.schema)
      declare(store, storedService(store, params.serviceId), [params.schemaId])
      store.putSchema(params.serviceId, { ...body, schemaId: params.schemaId })
      return done()
    }),

    route('POST', BASE, async (call) => {
      const { store } = scopeOf(context, call)
      const { schemas } = decodeJson(await call.body(MAX_BODY_BYTES), ReplaceSchemas, invalid)
      if (schemas.length === 0 || schemas.length > MAX_SCHEMAS) throw invalid('Invalid request.')
      for (const { schemaId, schema } of schemas) checkSchema(schemaId, schema)
      replaceAll(store, storedService(store, call.params.serviceId), schemas)
      return done()
    }),

    route('DELETE', `${BASE}/:schemaId`, ({ params, ...call }) => {
      const { store } = scopeOf(context, { ...call, params })
      const service = storedService(store, params.serviceId)
      if (!store.stored.schemas.has(`${params.serviceId}/${params.schemaId}`)) throw noSchema()
      store.deleteSchema(params.serviceId, params.schemaId)
      store.putService({ ...service, schemas: service.schemas.filter((id) => id !== params.schemaId) })
      return done()
    }),
  ]
}

/** An id that was declared without a text is listed with nothing but the id. */
export function schemasOf(scope: Pick<Scope, 'views'>, service: Microservice, withText: boolean): object[] {
  const texts = search(scope, (view) =>
    [...view.schemas].filter(([key]) => key.startsWith(`${service.serviceId}/`)).map(([, schema]) => schema),
  )
  const ids = new Set([...service.schemas, ...texts.map(({ schemaId }) => schemaId)])
  return [...ids].map((schemaId) => {
    const schema = texts.find((text) => text.schemaId === schemaId)
    return omitEmpty({ schemaId, summary: schema?.summary, schema: withText ? schema?.schema : undefined })
  })
}

function replaceAll(store: RegistryStore, service: Microservice, schemas: Schema[]): void {
  const kept = new Set(schemas.map(({ schemaId }) => schemaId))
  for (const key of store.stored.schemas.keys()) {
    const [serviceId, schemaId = ''] = key.split('/')
    if (serviceId === service.serviceId && !kept.has(schemaId)) store.deleteSchema(serviceId, schemaId)
  }
  for (const schema of schemas) store.putSchema(service.serviceId, schema)
  store.putService({ ...service, schemas: [...kept] })
}

function declare(store: RegistryStore, service: Microservice, schemaIds: string[]): void {
  const schemas = [...new Set([...service.schemas, ...schemaIds])]
  if (schemas.length > service.schemas.length) store.putService({ ...service, schemas })
}
