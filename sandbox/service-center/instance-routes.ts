import { decodeJson } from '../http/decode.ts'
import { route, type Route } from '../http/router.ts'
import { ServiceError } from '../http/service-error.ts'
import { done, instanceJson, json, list, revised } from './answers.ts'
import {
  anyOrder,
  consumerId,
  knownRevision,
  MAX_BODY_BYTES,
  MAX_INSTANCE_BYTES,
  MAX_PROPERTIES_BYTES,
  one,
  scopeOf,
  search,
  seconds,
  serviceOf,
  type RegistryContext,
} from './context.ts'
import { invalid, noInstance } from './errors.ts'
import { consumerOf, mayCall } from './find.ts'
import { Heartbeats, RegisterInstance, ReplaceProperties, StatusOfMany, type Instance } from './model.ts'
import { heartbeat, registerInstance } from './register-instance.ts'
import { instancesOf, type RegistryStore } from './registry-store.ts'
import { checkStatus } from './validation.ts'

const INSTANCES = '/v4/:project/registry/microservices/:serviceId/instances'
const INSTANCE = `${INSTANCES}/:instanceId` as const

/** Source: Service Center, server/resource/disco/instance_resource.go. */
export function instanceRoutes(context: RegistryContext): Route[] {
  return [...readRoutes(context), ...lifeRoutes(context), ...statusRoutes(context)]
}

function readRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', INSTANCES, (call) => {
      const scope = scopeOf(context, call)
      const consumer = consumerOf(scope, consumerId(call.headers))
      const service = serviceOf(scope, call.params.serviceId)
      const instances = mayCall(consumer, service) ? search(scope, (view) => instancesOf(view, service.serviceId)) : []
      const body = list('instances', anyOrder(context, instances).map(instanceJson))
      return revised(instances, knownRevision(call.query), body)
    }),

    route('GET', INSTANCE, ({ params, ...call }) => {
      const scope = scopeOf(context, { ...call, params })
      const consumer = consumerOf(scope, consumerId(call.headers))
      const service = serviceOf(scope, params.serviceId)
      const [instance] = search(scope, (view) => one(view.instances.get(`${params.serviceId}/${params.instanceId}`)))
      if (!instance || !mayCall(consumer, service)) throw noInstance()
      return revised([instance], knownRevision(call.query), { instance: instanceJson(instance) })
    }),
  ]
}

function lifeRoutes(context: RegistryContext): Route[] {
  return [
    route('POST', INSTANCES, async (call) => {
      const { store } = scopeOf(context, call)
      const { instance } = decodeJson(await call.body(MAX_INSTANCE_BYTES), RegisterInstance, invalid)
      if (!instance) throw invalid('Request body is empty')
      return json({ instanceId: registerInstance(context, store, call.params.serviceId, instance) })
    }),

    route('PUT', `${INSTANCE}/heartbeat`, ({ params, ...call }) => {
      heartbeat(context, scopeOf(context, { ...call, params }).store, params.serviceId, params.instanceId)
      return done()
    }),

    route('PUT', '/v4/:project/registry/heartbeats', async (call) => {
      const { store } = scopeOf(context, call)
      const { instances } = decodeJson(await call.body(MAX_BODY_BYTES), Heartbeats, invalid)
      if (instances.length === 0) throw invalid("field 'Instances' is empty")
      const results = instances.map((key) => ({ ...key, ...heartbeatFailure(context, store, key) }))
      return json({ instances: anyOrder(context, results) })
    }),

    route('DELETE', INSTANCE, ({ params, ...call }) => {
      const { store } = scopeOf(context, { ...call, params })
      storedInstance(store, params.serviceId, params.instanceId)
      store.deleteInstance(params.serviceId, params.instanceId)
      return done()
    }),
  ]
}

function statusRoutes(context: RegistryContext): Route[] {
  return [
    route('PUT', `${INSTANCE}/status`, ({ params, ...call }) => {
      const { store } = scopeOf(context, { ...call, params })
      const status = call.query.get('value') ?? ''
      checkStatus('UpdateInstanceStatusRequest.Status', status)
      const instance = storedInstance(store, params.serviceId, params.instanceId)
      store.putStatus({ ...instance, status, modTimestamp: seconds(context) })
      return done()
    }),

    route('PUT', `${INSTANCE}/properties`, async ({ params, ...call }) => {
      const { store } = scopeOf(context, { ...call, params })
      const { properties } = decodeJson(await call.body(MAX_PROPERTIES_BYTES), ReplaceProperties, invalid)
      const instance = storedInstance(store, params.serviceId, params.instanceId)
      store.putInstance({ ...instance, properties, modTimestamp: seconds(context) })
      return done()
    }),

    // Without a property to match this means every instance of the domain, the registry's own included.
    route('PUT', '/v4/:project/registry/instances/status', async (call) => {
      const { domain } = scopeOf(context, call)
      const { matches, status } = decodeJson(await call.body(MAX_BODY_BYTES), StatusOfMany, invalid)
      checkStatus('UpdateManyInstanceStatusRequest.Status', status)
      const wanted = Object.entries(matches.properties)
      for (const [key, store] of context.registries) {
        if (!key.startsWith(`${domain}/`)) continue
        for (const instance of store.stored.instances.values())
          if (wanted.every(([name, value]) => instance.properties[name] === value))
            store.putStatus({ ...instance, status, modTimestamp: seconds(context) })
      }
      return done()
    }),
  ]
}

function storedInstance(store: RegistryStore, serviceId: string, instanceId: string): Instance {
  const instance = store.stored.instances.get(`${serviceId}/${instanceId}`)
  if (!instance) throw noInstance()
  return instance
}

/** The whole answers 200 even when every single heartbeat failed. */
function heartbeatFailure(
  context: RegistryContext,
  store: RegistryStore,
  key: { serviceId: string; instanceId: string },
): { errMessage?: string } {
  try {
    heartbeat(context, store, key.serviceId, key.instanceId)
    return {}
  } catch (error) {
    if (error instanceof ServiceError) return { errMessage: error.message }
    throw error
  }
}
