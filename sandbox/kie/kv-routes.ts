import type { z } from 'zod'
import { parse } from 'yaml'
import { decodeJson, decodeValue } from '../http/decode.ts'
import { route, type Call, type Route } from '../http/router.ts'
import { brief, json, noContent, withLabelFormat } from './answers.ts'
import {
  createDocument,
  deleteDocuments,
  MAX_BODY_BYTES,
  notFound,
  updateDocument,
  type KieContext,
} from './context.ts'
import { invalid } from './errors.ts'
import { KvBody, KvIds, KvUpdate } from './model.ts'

/** Create, read, update, delete. Source: Kie, server/resource/v1/kv_resource.go. */
export function kvRoutes(context: KieContext): Route[] {
  return [
    route('POST', '/v1/:project/kie/kv', async (call) => {
      const body = await read(call, KvBody)
      return json(brief(createDocument(context, call.params.project, body)))
    }),

    route('GET', '/v1/:project/kie/kv/:id', ({ params }) => {
      const document = context.store.find(params.project, params.id)
      if (!document) throw notFound()
      return json(withLabelFormat(document))
    }),

    route('PUT', '/v1/:project/kie/kv/:id', async (call) => {
      const update = await read(call, KvUpdate)
      return json(brief(updateDocument(context, call.params.project, call.params.id, update)))
    }),

    route('DELETE', '/v1/:project/kie/kv/:id', ({ params }) => {
      if (!context.store.find(params.project, params.id)) throw notFound()
      deleteDocuments(context, params.project, [params.id])
      return noContent()
    }),

    route('DELETE', '/v1/:project/kie/kv', async (call) => {
      const { ids } = await read(call, KvIds)
      deleteDocuments(context, call.params.project, ids)
      return noContent()
    }),
  ]
}

/** JSON, or YAML when the request says so. */
async function read<Shape>(call: Pick<Call, 'headers' | 'body'>, shape: z.ZodType<Shape>): Promise<Shape> {
  const body = await call.body(MAX_BODY_BYTES)
  if (!call.headers['content-type']?.startsWith('text/yaml')) return decodeJson(body, shape, invalid)
  return decodeValue(parseYaml(body), shape, invalid)
}

function parseYaml(body: string): unknown {
  try {
    return parse(body)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}
