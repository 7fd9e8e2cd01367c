import { Agent } from 'node:http'
import type { Answering, CaseInstance } from '../cases/governance-case.ts'
import { realClock } from './clock.ts'
import { controlClient } from './control-client.ts'
import type { Reply } from './http-call.ts'
import type { Identity } from './identity.ts'
import { register } from './registration.ts'
import { startSidecar, type SidecarOptions } from './sidecar.ts'

/** The instances that a case calls. */
export interface CalledInstances {
  /** Admin listeners of those that read rules. */
  adminUrls: readonly string[]
  answer(name: string, how: Answering): void
  /** Calls that reached each application since the last time it was asked. */
  received(): Record<string, number>
  /** Calls that wait for the others. */
  waiting(): number
  letGo(): void
  close(): Promise<void>
}

export interface CalledOptions {
  instances: readonly CaseInstance[]
  identityOf(service: string): Identity
  /** What each is started with. */
  sidecar: Omit<SidecarOptions, 'identity' | 'application'>
}

/** Starts them, each with a sidecar of the sandbox; one that refuses connections is only in the registry. */
export async function startCalled({ instances, identityOf, sidecar: common }: CalledOptions): Promise<CalledInstances> {
  const { clock = realClock, serviceCenterUrl } = common
  const how = new Map(instances.map(({ name, answers = 200 }) => [name, answers]))
  const received: Record<string, number> = {}
  let waiters: (() => void)[] = []

  async function answer(name: string): Promise<Reply> {
    received[name] = (received[name] ?? 0) + 1
    const answering = how.get(name) ?? 200
    if (answering === 'nothing') await new Promise(() => undefined)
    if (answering === 'when all are there') await new Promise<void>((go) => waiters.push(go))
    // A real while for the caller's real timer, and for the clock that the rules see.
    if (typeof answering === 'object') {
      await Promise.all([clock.sleep(answering.afterMs), new Promise((done) => setTimeout(done, answering.afterMs))])
    }
    const status = typeof answering === 'number' ? answering : 200
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ instance: name }) }
  }

  const started = await Promise.all(
    instances.map(async ({ name, service = 'order', answers }) => {
      const identity = { ...identityOf(service), hostName: name }
      if (answers === 'refuses') return registerOnly(identity, serviceCenterUrl)
      const sidecar = await startSidecar({ ...common, identity, application: () => answer(name) })
      return { admin: `http://127.0.0.1:${sidecar.ports.admin}`, close: () => sidecar.close() }
    }),
  )
  for (const [service, all] of Map.groupBy(instances, ({ service = 'order' }) => service)) {
    await untilFound(serviceCenterUrl, identityOf(service), all.length)
  }
  return {
    adminUrls: started.flatMap(({ admin }) => admin ?? []),
    answer: (name, answering) => how.set(name, answering),
    received() {
      const seen = { ...received }
      for (const name of Object.keys(received)) delete received[name]
      return seen
    },
    waiting: () => waiters.length,
    letGo() {
      for (const go of waiters.splice(0)) go()
      waiters = []
    },
    async close() {
      await Promise.all(started.map((each) => each.close()))
    },
  }
}

/** Service Center shows a registration a little later (servicecomb.md 1.1). */
async function untilFound(serviceCenterUrl: string, { app, service }: Identity, count: number): Promise<void> {
  const url = `${serviceCenterUrl}/v4/default/registry/instances?appId=${app}&serviceName=${service}`
  for (;;) {
    // The registry's list (servicecomb.md 1.7); an empty one is left out.
    const { instances = [] } = (await (await fetch(url)).json()) as { instances?: unknown[] }
    if (instances.length === count) return
    await new Promise((again) => setTimeout(again, 20))
  }
}

async function registerOnly(identity: Identity, serviceCenterUrl: string) {
  const agent = new Agent()
  const stop = new AbortController()
  const registration = await register({
    serviceCenter: controlClient(serviceCenterUrl, agent),
    identity,
    // Nobody listens there, and nobody gets it as a free port.
    endpoints: ['rest://127.0.0.1:1'],
    heartbeatSeconds: 30,
    signal: stop.signal,
  })
  return {
    admin: undefined,
    async close() {
      stop.abort()
      await registration.deregister()
      agent.destroy()
    },
  }
}
