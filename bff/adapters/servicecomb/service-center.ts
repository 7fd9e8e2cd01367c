import { z } from 'zod'
import type { ServiceCombDeclaration } from './declaration.ts'
import { type Backend, backend, refusedWith } from './client.ts'
import { type AppEnvironment, appEnvironmentOf } from './namespace.ts'

const text = z.string().default('')
const texts = z.record(z.string(), z.string()).default({})

// Zero values and empty lists are left out everywhere (servicecomb.md 1.2); unknown fields are none of ours.
const Framework = z.object({ name: text, version: text })

/** One version of a service (servicecomb.md 1.3). */
export const Microservice = z.object({
  serviceId: z.string(),
  environment: text,
  appId: z.string(),
  serviceName: z.string(),
  version: z.string(),
  properties: texts,
  framework: Framework.optional(),
})
export type Microservice = z.infer<typeof Microservice>

/** One instance; in the list form its properties are missing (servicecomb.md 1.10). */
export const MicroserviceInstance = z.object({
  instanceId: z.string(),
  serviceId: z.string().default(''),
  endpoints: z.array(z.string()).default([]),
  hostName: text,
  status: text,
  properties: texts,
  /** Unix seconds as text. */
  timestamp: text,
  modTimestamp: text,
  version: text,
})
export type MicroserviceInstance = z.infer<typeof MicroserviceInstance>

const Overview = z.object({
  allServicesDetail: z
    .array(z.object({ microService: Microservice, instances: z.array(MicroserviceInstance).default([]) }))
    .default([]),
})
export type Overview = z.infer<typeof Overview>['allServicesDetail']

const Instances = z.object({ instances: z.array(MicroserviceInstance).default([]) })
const Version = z.object({ version: text })

/** What is asked of Service Center v4. `X-ConsumerId` is never sent: it would make false dependency edges (1.7). */
export interface ServiceCenter extends Backend {
  /** Every version of every service with its instances, from the server's cache: cheap (1.10). */
  overview(signal?: AbortSignal): Promise<Overview>
  /** The instances of all versions of a service with their properties; undefined when `revision` is still current. */
  find(
    service: AppEnvironment & { name: string },
    revision: string | undefined,
    signal?: AbortSignal,
  ): Promise<{ instances: MicroserviceInstance[]; revision: string | undefined } | undefined>
  /** As `find`, past the server's cache; undefined for a service that is not registered. */
  findNow(service: AppEnvironment & { name: string }, signal?: AbortSignal): Promise<MicroserviceInstance[] | undefined>
  /** Sets the status of an instance (1.6). Throws `backend-refused` with status 400 for one that is not registered. */
  setStatus(
    instance: Pick<MicroserviceInstance, 'serviceId' | 'instanceId'>,
    status: string,
    signal?: AbortSignal,
  ): Promise<void>
  /** The path of that request. */
  statusPath(instance: Pick<MicroserviceInstance, 'serviceId' | 'instanceId'>): string
  version(signal?: AbortSignal): Promise<string>
}

export const serviceCenterName = 'Service Center'

export function serviceCenter({ registry, limits }: ServiceCombDeclaration): ServiceCenter {
  const base = `/v4/${encodeURIComponent(registry.project)}`
  const client = backend({
    backend: serviceCenterName,
    address: registry.address,
    headers: { 'X-Domain-Name': registry.domain },
    ...limits,
  })
  const named = ({ app, environment, name }: AppEnvironment & { name: string }) => ({
    appId: app,
    serviceName: name,
    env: environment === '' ? undefined : environment,
  })

  const statusPath: ServiceCenter['statusPath'] = ({ serviceId, instanceId }) =>
    `${base}/registry/microservices/${encodeURIComponent(serviceId)}/instances/${encodeURIComponent(instanceId)}/status`

  return {
    ...client,
    statusPath,
    async setStatus(instance, status, signal) {
      await client.write('PUT', statusPath(instance), undefined, z.unknown(), { query: { value: status }, signal })
    },
    async overview(signal) {
      const answer = await client.read(`${base}/govern/microservices`, Overview, {
        query: { options: 'instances' },
        signal,
      })
      return answer.changed ? answer.value.allServicesDetail : []
    },
    async find(service, revision, signal) {
      const query = { ...named(service), rev: revision }
      const answer = await client.read(`${base}/registry/instances`, Instances, { query, signal })
      if (!answer.changed) return undefined
      return { ...answer.value, revision: answer.headers.get('X-Resource-Revision') ?? undefined }
    },
    async findNow(service, signal) {
      const query = { ...named(service), noCache: '1' }
      try {
        const answer = await client.read(`${base}/registry/instances`, Instances, { query, signal })
        return answer.changed ? answer.value.instances : []
      } catch (error) {
        // 400012: micro-service does not exist.
        if (refusedWith(error, 400) && error.source?.startsWith('400012')) return undefined
        throw error
      }
    },
    async version(signal) {
      const answer = await client.read(`${base}/registry/version`, Version, { signal })
      return answer.changed ? answer.value.version : ''
    },
  }
}

export const inNamespace = (namespace: string, name: string) => ({ ...appEnvironmentOf(namespace), name })
