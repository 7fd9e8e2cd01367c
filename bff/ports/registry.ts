import type { Reading } from '#shared/contract/reading.ts'
import type { Finding } from '#shared/contract/problem.ts'
import type { Instance } from '#shared/mesh/instance.ts'
import type { Service, ServiceRef } from '#shared/mesh/service.ts'

/** Everything a registry knew at one moment. Services by namespace and name; their instances with labels. */
export interface RegistrySnapshot {
  services: Service[]
  /** By `serviceKey`; a service without instances has an empty list. */
  instances: ReadonlyMap<string, Instance[]>
  /** What is odd about the registrations themselves, as one name in two apps. */
  findings: Finding[]
}

/** Knows which services exist, whichever mesh they live in. */
export interface Registry {
  /**
   * The newest known state. Never throws for a silent backend: then it is the last known state, empty if there never was one,
   * and its stamp says since when. Reading it as often as one likes costs the backend nothing.
   */
  snapshot(): Promise<Reading<RegistrySnapshot>>
  /** Asks the backend now, past every cache, about one service; undefined where it does not exist. Throws `backend-silent`. */
  instancesNow(service: ServiceRef, signal?: AbortSignal): Promise<Instance[] | undefined>
  /** Yields once for every change of the state, until the signal ends it. */
  changes(signal: AbortSignal): AsyncIterable<void>
  /** Product and version as the backend names them. Throws `backend-silent`. */
  probe(signal?: AbortSignal): Promise<{ product: string; version: string }>
}
