import { afterEach } from 'vitest'
import { startServiceCenter, type ServiceCenter, type ServiceCenterOptions } from '../service-center/service-center.ts'
import { httpClient, type HttpClient } from './http-client.ts'
import { manualClock, type ManualClock } from './manual-clock.ts'

export interface ServiceJson {
  serviceId: string
  serviceName: string
  appId?: string
  version: string
  properties?: Record<string, string>
  schemas?: string[]
}

export interface InstanceJson {
  instanceId: string
  serviceId: string
  version: string
  status: string
  endpoints?: string[]
  properties?: Record<string, string>
  healthCheck: { mode: string; interval: number; times: number }
}

export interface ServiceCenterWithClient {
  center: ServiceCenter
  /** Paths below `/v4/default/registry`. */
  registry: HttpClient
  /** Paths below `/v4/default/govern`. */
  govern: HttpClient
  /** The server's clock: nothing lags and nothing expires until the test lets time pass. */
  clock: ManualClock
  /** Registers a service of app `shop` and answers its id. */
  service(serviceName: string, more?: object): Promise<string>
  /** Registers an instance and answers its id. */
  instance(serviceId: string, more?: object): Promise<string>
  /** Lets the cache catch up with all that was written. */
  settle(): void
}

/** A Service Center of its own for one test, which ends with it. */
export async function serviceCenterWithClient(options: ServiceCenterOptions = {}): Promise<ServiceCenterWithClient> {
  const clock = manualClock()
  const center = await startServiceCenter({ now: clock.now, ...options })
  running.push(center)
  const registry = httpClient(`${center.url}/v4/default/registry`)
  const result: ServiceCenterWithClient = {
    center,
    registry,
    govern: httpClient(`${center.url}/v4/default/govern`),
    clock,
    async service(serviceName, more) {
      const body = { service: { appId: 'shop', serviceName, version: '1.0.0', ...more } }
      return (await registry.post('/microservices', body)).json<{ serviceId: string }>().serviceId
    },
    async instance(serviceId, more) {
      const body = { instance: { hostName: 'host-1', endpoints: ['rest://127.0.0.1:8080'], ...more } }
      const reply = await registry.post(`/microservices/${serviceId}/instances`, body)
      return reply.json<{ instanceId: string }>().instanceId
    },
    settle: () => clock.pass(3_000),
  }
  // The registry's own service is in the cache from the start.
  result.settle()
  return result
}

const running: ServiceCenter[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((center) => center.close()))
})
