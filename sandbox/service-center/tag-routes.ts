import { decodeJson } from '../http/decode.ts'
import { route, type Route } from '../http/router.ts'
import { done, json } from './answers.ts'
import { MAX_BODY_BYTES, one, scopeOf, search, serviceOf, storedService, type RegistryContext } from './context.ts'
import { invalid, registryError } from './errors.ts'
import { ReplaceTags } from './model.ts'
import { putTags } from './register-service.ts'
import type { RegistryStore } from './registry-store.ts'
import { checkTag } from './validation.ts'

const BASE = '/v4/:project/registry/microservices/:serviceId/tags'

/** Source: Service Center, server/resource/disco/service_resource.go (tags). */
export function tagRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', BASE, (call) => {
      const scope = scopeOf(context, call)
      const { serviceId } = serviceOf(scope, call.params.serviceId)
      const [tags = {}] = search(scope, (view) => one(view.tags.get(serviceId)))
      return json(Object.keys(tags).length > 0 ? { tags } : {})
    }),

    route('POST', BASE, async (call) => {
      const { store } = scopeOf(context, call)
      const { tags } = decodeJson(await call.body(MAX_BODY_BYTES), ReplaceTags, invalid)
      putTags(store, storedService(store, call.params.serviceId).serviceId, tags)
      return done()
    }),

    route('PUT', `${BASE}/:key`, ({ params, ...call }) => {
      const { store } = scopeOf(context, { ...call, params })
      const value = call.query.get('value') ?? ''
      checkTag(params.key, value)
      const tags = tagsOf(store, params.serviceId, [params.key])
      store.putTags(params.serviceId, { ...tags, [params.key]: value })
      return done()
    }),

    route('DELETE', `${BASE}/:key`, ({ params, ...call }) => {
      const { store } = scopeOf(context, { ...call, params })
      const keys = params.key.split(',')
      const tags = tagsOf(store, params.serviceId, keys)
      store.putTags(params.serviceId, Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))))
      return done()
    }),
  ]
}

/** The tags, which must have these keys. */
function tagsOf(store: RegistryStore, serviceId: string, keys: string[]): Record<string, string> {
  storedService(store, serviceId)
  const tags = store.stored.tags.get(serviceId) ?? {}
  const missing = keys.find((key) => tags[key] === undefined)
  if (missing !== undefined) throw registryError(400018, `Tag ${missing} does not exist.`)
  return tags
}
