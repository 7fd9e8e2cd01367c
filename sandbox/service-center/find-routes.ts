import { decodeJson } from '../http/decode.ts'
import { route, type Route } from '../http/router.ts'
import { ServiceError } from '../http/service-error.ts'
import { instanceJson, json, list, revised, revisionOf } from './answers.ts'
import {
  anyOrder,
  consumerId,
  knownRevision,
  MAX_BODY_BYTES,
  one,
  scopeOf,
  search,
  type RegistryContext,
  type Scope,
} from './context.ts'
import { invalid, noInstance } from './errors.ts'
import { findInstances } from './find.ts'
import { FindMany, type Instance } from './model.ts'

/** Source: Service Center, server/resource/disco/instance_resource.go and go-chassis/cari, discovery/batch_find.go. */
export function findRoutes(context: RegistryContext): Route[] {
  return [
    route('GET', '/v4/:project/registry/instances', (call) => {
      const { query } = call
      const name = {
        environment: query.get('env') ?? '',
        appId: query.get('appId') ?? '',
        serviceName: query.get('serviceName') ?? '',
      }
      const tags = query.get('tags')?.split(',').filter(Boolean) ?? []
      const instances = findInstances(context, scopeOf(context, call), name, consumerId(call.headers), tags)
      return revised(instances, knownRevision(query), list('instances', anyOrder(context, instances).map(instanceJson)))
    }),

    route('POST', '/v4/:project/registry/instances/action', async (call) => {
      const action = call.query.get('type') ?? ''
      if (action !== 'query') throw invalid(`Invalid action: ${action}`)
      const { services, instances } = decodeJson(await call.body(MAX_BODY_BYTES), FindMany, invalid)
      if (services.length === 0 && instances.length === 0) throw invalid('Required services or instances')
      const scope = scopeOf(context, call)
      const consumer = consumerId(call.headers)
      return json({
        services: findEach(context, services, ({ service }) => {
          if (!service) throw invalid("field 'Service' is empty")
          return findInstances(context, scope, service, consumer)
        }),
        instances: findEach(context, instances, ({ instance }) => [findOne(scope, instance)]),
      })
    }),
  ]
}

/** Indexes refer to positions in the request. */
function findEach<Wanted extends { rev: string }>(
  context: RegistryContext,
  wanted: Wanted[],
  find: (item: Wanted) => Instance[],
): object {
  const updated: object[] = []
  const notModified: number[] = []
  const failed = new Map<number, { indexes: number[]; error: object }>()
  for (const [index, item] of wanted.entries()) {
    try {
      const instances = find(item)
      const rev = revisionOf(instances)
      if (rev === item.rev) notModified.push(index)
      else updated.push({ index, rev, ...list('instances', anyOrder(context, instances).map(instanceJson)) })
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      const same = failed.get(error.code) ?? { indexes: [], error: error.body }
      same.indexes.push(index)
      failed.set(error.code, same)
    }
  }
  return {
    ...list('updated', updated),
    ...(notModified.length > 0 && { notModified }),
    ...list('failed', [...failed.values()]),
  }
}

function findOne(scope: Scope, key: { serviceId: string; instanceId: string } | undefined): Instance {
  const [instance] = search(scope, (view) => one(view.instances.get(`${key?.serviceId}/${key?.instanceId}`)))
  if (!instance) throw noInstance()
  return instance
}
