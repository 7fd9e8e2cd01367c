import { LaggedTable } from './lagged-table.ts'
import type { Instance, Microservice, Schema, ServiceName } from './model.ts'

/** How long the cache is behind the store, in milliseconds. */
export interface CacheDelay {
  /** Registrations, properties, tags, schemas, dependencies. */
  write: number
  /** Deletions and expired leases. */
  delete: number
}

/** One moment's content, either of the store or of the cache. */
export interface View {
  /** By service id. */
  services: ReadonlyMap<string, Microservice>
  /** By `serviceId/instanceId`. */
  instances: ReadonlyMap<string, Instance>
  /** By service id. */
  tags: ReadonlyMap<string, Record<string, string>>
  /** By `serviceId/schemaId`. */
  schemas: ReadonlyMap<string, Schema>
  /** Names of providers by the consumer's service id. */
  dependencies: ReadonlyMap<string, ReadonlySet<string>>
}

/** The registry of one domain and project: state without HTTP. */
export class RegistryStore {
  readonly #now: () => number
  readonly #delay: CacheDelay
  readonly #random: () => number
  readonly #services: LaggedTable<Microservice>
  readonly #instances: LaggedTable<Instance>
  readonly #tags: LaggedTable<Record<string, string>>
  readonly #schemas: LaggedTable<Schema>
  readonly #dependencies: LaggedTable<ReadonlySet<string>>
  /** When each instance's lease ends, in milliseconds since the epoch. */
  readonly #leases = new Map<string, number>()
  #nextExpiry = Infinity

  constructor(now: () => number, delay: CacheDelay, random: () => number) {
    this.#now = now
    this.#delay = delay
    this.#random = random
    this.#services = new LaggedTable(now)
    this.#instances = new LaggedTable(now)
    this.#tags = new LaggedTable(now)
    this.#schemas = new LaggedTable(now)
    this.#dependencies = new LaggedTable(now)
  }

  get stored(): View {
    this.#expire()
    return {
      services: this.#services.stored,
      instances: this.#instances.stored,
      tags: this.#tags.stored,
      schemas: this.#schemas.stored,
      dependencies: this.#dependencies.stored,
    }
  }

  get cached(): View {
    this.#expire()
    return {
      services: this.#services.cached,
      instances: this.#instances.cached,
      tags: this.#tags.cached,
      schemas: this.#schemas.cached,
      dependencies: this.#dependencies.cached,
    }
  }

  putService(service: Microservice): void {
    this.#services.put(service.serviceId, service, this.#delay.write)
  }

  /** With its instances, tags, schemas and the dependencies it declared. */
  deleteService(serviceId: string): void {
    const { instances, schemas } = this.stored
    for (const [key, { instanceId }] of instances)
      if (ofService(key, serviceId)) this.deleteInstance(serviceId, instanceId)
    for (const key of schemas.keys()) if (ofService(key, serviceId)) this.#schemas.delete(key, this.#delay.delete)
    this.#tags.delete(serviceId, this.#delay.delete)
    this.#dependencies.delete(serviceId, this.#delay.delete)
    this.#services.delete(serviceId, this.#delay.delete)
  }

  putInstance(instance: Instance): void {
    this.#instances.put(keyOf(instance), instance, this.#delay.write)
  }

  /** A status is in the cache after anything up to the usual delay. */
  putStatus(instance: Instance): void {
    this.#instances.put(keyOf(instance), instance, this.#delay.write * this.#random())
  }

  deleteInstance(serviceId: string, instanceId: string): void {
    const key = `${serviceId}/${instanceId}`
    this.#leases.delete(key)
    this.#instances.delete(key, this.#delay.delete)
  }

  /** @param milliseconds from now; Infinity for an instance that needs no heartbeat. */
  renewLease(instance: { serviceId: string; instanceId: string }, milliseconds: number): void {
    const deadline = this.#now() + milliseconds
    this.#leases.set(keyOf(instance), deadline)
    this.#nextExpiry = Math.min(this.#nextExpiry, deadline)
  }

  putTags(serviceId: string, tags: Record<string, string>): void {
    this.#tags.put(serviceId, tags, this.#delay.write)
  }

  putSchema(serviceId: string, schema: Schema): void {
    this.#schemas.put(`${serviceId}/${schema.schemaId}`, schema, this.#delay.write)
  }

  deleteSchema(serviceId: string, schemaId: string): void {
    this.#schemas.delete(`${serviceId}/${schemaId}`, this.#delay.delete)
  }

  putDependencies(consumerId: string, providers: ReadonlySet<string>): void {
    this.#dependencies.put(consumerId, providers, this.#delay.write)
  }

  /** Instances whose lease ran out disappear; they are not marked DOWN. */
  #expire(): void {
    const now = this.#now()
    if (now < this.#nextExpiry) return
    this.#nextExpiry = Infinity
    for (const [key, deadline] of this.#leases) {
      if (deadline > now) this.#nextExpiry = Math.min(this.#nextExpiry, deadline)
      else {
        this.#leases.delete(key)
        this.#instances.delete(key, this.#delay.delete, deadline)
      }
    }
  }
}

const keyOf = ({ serviceId, instanceId }: { serviceId: string; instanceId: string }) => `${serviceId}/${instanceId}`

const ofService = (key: string, serviceId: string) => key.startsWith(`${serviceId}/`)

/** Dependencies are kept by the provider's name: all its versions are meant. */
export const nameKey = ({ environment, appId, serviceName }: ServiceName) => `${environment}/${appId}/${serviceName}`

const byService = new WeakMap<View, Map<string, Instance[]>>()

/** Grouped once a view: a list of a thousand services must not walk all instances a thousand times. */
export function instancesOf(view: View, serviceId: string): Instance[] {
  const groups = byService.get(view) ?? Map.groupBy(view.instances.values(), (instance) => instance.serviceId)
  byService.set(view, groups)
  return groups.get(serviceId) ?? []
}

/** All versions of a service; the name may be the alias. */
export function versionsOf(view: View, { environment, appId, serviceName }: ServiceName): Microservice[] {
  return [...view.services.values()].filter(
    (service) =>
      service.environment === environment &&
      service.appId === appId &&
      (service.serviceName === serviceName || (service.alias !== '' && service.alias === serviceName)),
  )
}

export function providersOf(view: View, consumer: Microservice): Microservice[] {
  const names = view.dependencies.get(consumer.serviceId)
  return names ? [...view.services.values()].filter((service) => names.has(nameKey(service))) : []
}

export function consumersOf(view: View, provider: Microservice): Microservice[] {
  const name = nameKey(provider)
  return [...view.services.values()].filter(({ serviceId }) => view.dependencies.get(serviceId)?.has(name))
}
