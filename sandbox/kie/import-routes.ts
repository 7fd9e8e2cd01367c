import { text } from '../http/answer.ts'
import { decodeJson } from '../http/decode.ts'
import { route, type Route } from '../http/router.ts'
import { ServiceError } from '../http/service-error.ts'
import { brief, json } from './answers.ts'
import { createDocument, MAX_BODY_BYTES, updateDocument, type KieContext } from './context.ts'
import { invalid, kieError } from './errors.ts'
import { KvFile, type KvBody, type KvDocument } from './model.ts'

type Failure = { key: string; labels: Record<string, string>; error_code: number; error_message: string }

const STRATEGIES = ['force', 'skip', 'abort']

/** Source: Kie, server/service/kv/override.go and server/service/kv/kv_svc.go (Upload). */
export function importRoutes(context: KieContext): Route[] {
  return [
    route('POST', '/v1/:project/kie/file', async (call) => {
      const override = call.query.get('override')
      if (!override) throw invalid('override can not be empty')
      const { data } = await call.body(MAX_BODY_BYTES).then((body) => decodeJson(body, KvFile, invalid))
      // The real server finds no strategy of that name and runs into a nil pointer.
      if (!STRATEGIES.includes(override)) return text(500, 'server got a panic, plz check log.')
      return json(importAll(context, call.params.project, override, data))
    }),
  ]
}

function importAll(context: KieContext, project: string, override: string, bodies: KvBody[]) {
  const success: object[] = []
  const failure: Failure[] = []
  for (const [index, body] of bodies.entries()) {
    try {
      success.push(brief(importOne(context, project, override, body)))
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      if (error.code === 400005) {
        failure.push(...bodies.slice(index).map((stopped) => failed(stopped, error)))
        break
      }
      failure.push(failed(body, error))
    }
  }
  return { success, failure }
}

function importOne(context: KieContext, project: string, override: string, body: KvBody): KvDocument {
  try {
    return createDocument(context, project, body)
  } catch (error) {
    const existing = context.store.findSame(project, body.key, body.labels)
    if (!existing || !(error instanceof ServiceError) || error.code !== 409001) throw error
    if (override === 'force') return updateDocument(context, project, existing.id, body)
    if (override === 'skip') throw kieError(400004, 'skip overriding duplicate kvs')
    throw kieError(400005, 'stop overriding kvs after reaching the duplicate kv')
  }
}

/** `error_code` is a number here, and a string everywhere else. */
function failed({ key, labels }: KvBody, { code, detail }: ServiceError): Failure {
  return { key, labels, error_code: code, error_message: detail }
}
