import { setTimeout as pause } from 'node:timers/promises'
import { Problem, reportOf } from '#shared/contract/problem.ts'
import { type Instant, instantOf } from '#shared/contract/instant.ts'
import type { Reading, Stamp } from '#shared/contract/reading.ts'
import { serviceKey } from '#shared/mesh/service.ts'
import type { Registry, RegistrySnapshot } from '../../ports/registry.ts'
import type { ServiceCombDeclaration } from './declaration.ts'
import { instanceOf } from './instances.ts'
import { type Registration, registrationsIn, snapshotOf } from './registry-state.ts'
import { type ServiceCenter, inNamespace, serviceCenterName } from './service-center.ts'
import { appEnvironmentOf } from './namespace.ts'

/** A registry that is read in the background until it is closed. */
export interface PolledRegistry extends Registry {
  /** The newest known state without waiting; empty before the first answer. */
  current(): RegistrySnapshot
  /** What that state was made of, in the registry's own words. */
  registrations(): readonly Registration[]
  /** Asks again at once, for whoever just changed something. */
  look(): Promise<void>
  close(): void
}

// Properties of a cached list entry may change without a trace in the list, so each service is asked again in turn.
const refreshedEachPoll = 20

// So long a reader waits for the first state; then it gets what is there.
const longestFirstWaitMs = 3000

/** What was last found of one service: `listed` is what the list said then. */
interface Found {
  revision: string | undefined
  listed: string
  properties: Map<string, Record<string, string>>
}

/** Reads Service Center every few seconds, once for everybody. */
export function polledRegistry(declaration: ServiceCombDeclaration, center: ServiceCenter): PolledRegistry {
  const stop = new AbortController()
  const found = new Map<string, Found>()
  const listeners = new Set<() => void>()
  let state: RegistrySnapshot = { services: [], instances: new Map(), findings: [] }
  let listed: readonly Registration[] = []
  let fingerprint = fingerprintOf(state)
  let at: Instant | undefined
  let silent: Stamp['silent']
  let complete = false
  let turn = 0

  async function poll(): Promise<void> {
    const overview = await center.overview(stop.signal)
    const registrations = registrationsIn(declaration.name, overview)
    // Of a large mesh the list is shown before every property is there, stamped as partial.
    if (at === undefined) publish(registrations, false)
    const missed = await refreshProperties(registrations)
    publish(registrations, !missed)
  }

  function publish(registrations: Registration[], all: boolean): void {
    const properties = new Map([...found.values()].flatMap((each) => [...each.properties]))
    const next = snapshotOf(registrations, properties, declaration.frameworkVersions)
    complete = all
    listed = registrations
    at = instantOf(Date.now())
    if (fingerprintOf(next) === fingerprint) return
    state = next
    fingerprint = fingerprintOf(next)
    for (const wake of listeners) wake()
  }

  /** Asks for the instance properties of services that changed, and of some more in turn; true when some stayed unknown. */
  async function refreshProperties(registrations: Registration[]): Promise<boolean> {
    const known = new Set(registrations.map(({ ref }) => serviceKey(ref)))
    for (const key of found.keys()) if (!known.has(key)) found.delete(key)
    const next = turn % Math.max(registrations.length, 1)
    const inTurn = new Set([...registrations, ...registrations].slice(next, next + refreshedEachPoll))
    turn = next + refreshedEachPoll
    const due = registrations.filter(
      (registration) => inTurn.has(registration) || !isCurrent(found.get(serviceKey(registration.ref)), registration),
    )
    const results = await Promise.allSettled(due.map(refresh))
    return results.some(({ status }) => status === 'rejected')
  }

  async function refresh(registration: Registration): Promise<void> {
    const { ref } = registration
    const before = found.get(serviceKey(ref))
    const listed = listedOf(registration)
    const service = { ...appEnvironmentOf(ref.namespace), name: ref.name }
    const answer = await center.find(service, before?.revision, stop.signal)
    if (!answer && before) return void found.set(serviceKey(ref), { ...before, listed })
    found.set(serviceKey(ref), {
      revision: answer?.revision,
      listed,
      properties: new Map((answer?.instances ?? []).map(({ instanceId, properties }) => [instanceId, properties])),
    })
  }

  /** One reading after the other, so that an older one never comes last. */
  let readings: Promise<void> = Promise.resolve()
  const pollOnce = (): Promise<void> => (readings = readings.then(pollNow))

  async function pollNow(): Promise<void> {
    try {
      await poll()
      silent = undefined
    } catch (error) {
      if (stop.signal.aborted) return
      const problem =
        error instanceof Problem
          ? error
          : new Problem('backend-garbled', { params: { backend: center.name }, cause: error })
      silent = { since: silent?.since ?? instantOf(Date.now()), problem: reportOf(problem) }
    }
  }

  const begun = pollOnce()
  const first = Promise.race([begun, pause(longestFirstWaitMs, undefined, { signal: stop.signal, ref: false })]).catch(
    () => {},
  )
  void (async () => {
    await begun
    while (!stop.signal.aborted) {
      await pause(declaration.registry.pollSeconds * 1000, undefined, { signal: stop.signal, ref: false }).catch(
        () => {},
      )
      if (!stop.signal.aborted) await pollOnce()
    }
  })()

  const stamp = (): Stamp => ({
    source: serviceCenterName,
    ...(at === undefined ? {} : { at }),
    completeness: at === undefined ? 'unknown' : complete ? 'complete' : 'partial',
    ...(silent && { silent }),
  })

  return {
    async snapshot(): Promise<Reading<RegistrySnapshot>> {
      await first
      return { value: state, stamps: [stamp()] }
    },
    async instancesNow(service, signal) {
      const natives = await center.findNow(inNamespace(service.namespace, service.name), signal)
      return natives
        ?.map((native) => instanceOf(service, native.version, native))
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    },
    current: () => state,
    registrations: () => listed,
    look: pollOnce,
    changes: (signal) => changesOf(listeners, AbortSignal.any([signal, stop.signal])),
    async probe(signal) {
      return { product: serviceCenterName, version: await center.version(signal) }
    },
    close: () => stop.abort(),
  }
}

async function* changesOf(listeners: Set<() => void>, signal: AbortSignal): AsyncGenerator<void> {
  let pending = false
  let wake = () => {}
  const listener = () => {
    pending = true
    wake()
  }
  listeners.add(listener)
  signal.addEventListener('abort', listener, { once: true })
  try {
    while (!signal.aborted) {
      if (!pending) await new Promise<void>((resolve) => (wake = resolve))
      pending = false
      if (!signal.aborted) yield
    }
  } finally {
    listeners.delete(listener)
    signal.removeEventListener('abort', listener)
  }
}

/** Whether the list says what it said then, and every listed instance was found: the server's caches need not agree. */
const isCurrent = (found: Found | undefined, registration: Registration): boolean =>
  found?.listed === listedOf(registration) &&
  registration.versions.every(({ instances }) => instances.every(({ instanceId }) => found.properties.has(instanceId)))

/** What the list tells about a service; when it differs its properties are asked for at once. */
const listedOf = ({ versions }: Registration): string =>
  JSON.stringify(
    versions.map(({ service, instances }) => [
      service.version,
      instances.map(({ instanceId, modTimestamp, status }) => [instanceId, modTimestamp, status].join()).toSorted(),
    ]),
  )

const fingerprintOf = ({ services, instances, findings }: RegistrySnapshot): string =>
  JSON.stringify([services, [...instances], findings])
