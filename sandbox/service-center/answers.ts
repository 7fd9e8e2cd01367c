import { createHash } from 'node:crypto'
import { answer, type Answer } from '../http/answer.ts'
import { omitEmpty } from '../http/omit-empty.ts'
import type { Instance, Microservice } from './model.ts'

export function json(value: unknown, headers: Record<string, string> = {}, status = 200): Answer {
  return answer(status, { 'Content-Type': 'application/json; charset=UTF-8', ...headers }, JSON.stringify(value))
}

/** Most writes answer 200 without a body. Source: Service Center, pkg/rest/util.go (WriteResponse). */
export function done(): Answer {
  return answer(200, { 'Content-Type': 'text/plain; charset=UTF-8' })
}

/** An empty list is left out: `{}`. */
export function list(name: string, items: readonly object[]): Record<string, readonly object[]> {
  return items.length > 0 ? { [name]: items } : {}
}

export const serviceJson = (service: Microservice) => omitEmpty(service)

export function instanceJson(instance: Instance) {
  return omitEmpty({ ...instance, healthCheck: omitEmpty(instance.healthCheck) })
}

/** A hash of the content: it returns to an earlier value when the content does. */
export function revisionOf(instances: readonly Instance[]): string {
  const ordered = instances.toSorted((a, b) => a.instanceId.localeCompare(b.instanceId))
  return createHash('sha1').update(JSON.stringify(ordered)).digest('hex')
}

/** 304 without a body when the caller has this content already, the content otherwise. */
export function revised(instances: readonly Instance[], known: string | null, body: object): Answer {
  const revision = revisionOf(instances)
  const headers = { 'X-Resource-Revision': revision }
  return known === revision ? answer(304, headers) : json(body, headers)
}
