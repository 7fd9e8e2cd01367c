import { Agent } from 'node:http'
import type { CaseCalls, CaseInstance, GovernanceCase, Keys } from '../cases/governance-case.ts'
import { chassis } from '../chassis.ts'
import { seeded } from '../random.ts'
import { manualClock } from '../test-support/manual-clock.ts'
import { startCalled, type CalledInstances } from './called-instances.ts'
import { realClock, type Clock } from './clock.ts'
import type { Reply } from './http-call.ts'
import { callThrough, identityOf, servers, untilRead, writeKey, type MesherUnderTest } from './mesher-under-test.ts'
import { startSidecar } from './sidecar.ts'

/** What the steps of a case do. */
export interface CaseWorld {
  clock: Clock
  called: CalledInstances
  /** Goes on when every sidecar has read it. */
  write(keys: Keys): Promise<void>
  restart(): Promise<void>
  /** One call, and what came of it. */
  call(calls: CaseCalls): Promise<Reply | 'dropped' | 'ended'>
  close(): Promise<void>
}

type Files = Readonly<Record<string, string>>

/** Everything of the sandbox, where time passes only when the case lets it. */
export async function sandboxWorld(each: GovernanceCase): Promise<CaseWorld> {
  const { close, ...urls } = await servers()
  const clock = manualClock()
  const files = fileOf(each.caller)
  const callers = new Map<string, Promise<MesherUnderTest>>()
  await writeAll(urls.kieUrl, each.atStart ?? {})
  const start = async (service: string): Promise<MesherUnderTest> => {
    const { next: random } = seeded(`${each.name}/${service}`)
    const sidecar = await startSidecar({ identity: identityOf(service), ...urls, files, clock, random })
    return {
      ...urls,
      proxyUrl: `http://127.0.0.1:${sidecar.ports.proxy}`,
      adminUrl: `http://127.0.0.1:${sidecar.ports.admin}`,
      close: () => sidecar.close(),
    }
  }
  const caller = (service: string): Promise<MesherUnderTest> => {
    const known = callers.get(service) ?? start(service)
    callers.set(service, known)
    return known
  }
  const stopCallers = async (): Promise<void> => {
    for (const mesh of callers.values()) await (await mesh).close()
    callers.clear()
  }
  const world = await worldOf({ each, urls, clock, caller })
  await caller('caller')
  return {
    ...world,
    restart: stopCallers,
    async close() {
      await stopCallers()
      await world.called.close()
      await close()
    },
  }
}

/** Names differ from those of earlier runs, too: the process may be the same. */
const run = Date.now().toString(36)
let cases = 0

/**
 * A real Mesher as the caller, which cannot be restarted from here. It remembers the instances of services that it has
 * called, so that each case calls services of its own: `order` is `order-mh2k9x-7` there.
 */
export async function addressedWorld(each: GovernanceCase, mesh: MesherUnderTest): Promise<CaseWorld> {
  cases += 1
  const suffix = `-${run}-${cases}`
  const own = (text: string): string => text.replaceAll(/\b(order|basket)\b/g, `$1${suffix}`)
  const instances = (each.instances ?? one).map((instance) => ({
    ...instance,
    service: own(instance.service ?? 'order'),
  }))
  const caller = (): Promise<MesherUnderTest> => Promise.resolve(mesh)
  const world = await worldOf({ each: { ...each, instances }, urls: mesh, clock: realClock, caller })
  const written = new Set<string>()
  return {
    ...world,
    write(keys) {
      const renamed = Object.entries(keys).map(([key, value]) => [own(key), value && own(value)] as const)
      for (const [key] of renamed) written.add(key)
      return world.write(Object.fromEntries(renamed))
    },
    restart: () => Promise.reject(new Error('a Mesher by address is not ours to restart')),
    async call(calls) {
      const reply = await world.call({ ...calls, service: own(calls.service ?? 'order') })
      return typeof reply === 'string' ? reply : { ...reply, body: reply.body.replaceAll(suffix, '') }
    },
    async close() {
      for (const key of written) await writeKey(mesh.kieUrl, key, null)
      await untilRead(mesh)
      await world.called.close()
      // Until then the time-out of this case is still in force (servicecomb.md 3.6).
      if (written.has('cse.isolation.Consumer.timeoutInMilliseconds')) await realClock.sleep(6000)
    },
  }
}

/** Whether a case leaves the caller's process running with its file as it is, and stays on its side. */
export const isForAddressed = ({ caller, called, atStart, steps }: GovernanceCase): boolean =>
  caller === undefined &&
  called === undefined &&
  atStart === undefined &&
  !steps.some((step) => 'restart' in step || ('times' in step && (step.from !== undefined || 'ended' in step.outcomes)))

/** Whether the caller's process forgets its failure list over the case, until somebody restarts it (servicecomb.md 3.6). */
export const leavesTraces = ({ steps }: GovernanceCase): boolean =>
  steps.some(
    (step) =>
      'write' in step && Object.keys(step.write).some((key) => /^cse\.(isolation|circuitBreaker|fallback)/.test(key)),
  )

const one: readonly CaseInstance[] = [{ name: 'a' }]

interface Parts {
  each: GovernanceCase
  urls: Pick<MesherUnderTest, 'serviceCenterUrl' | 'kieUrl'>
  clock: Clock
  caller(service: string): Promise<MesherUnderTest>
}

async function worldOf({ each, urls, clock, caller }: Parts): Promise<Omit<CaseWorld, 'restart' | 'close'>> {
  const { instances = one } = each
  const { serviceCenterUrl, kieUrl } = urls
  const sidecar = { serviceCenterUrl, kieUrl, files: fileOf(each.called), clock }
  const called = await startCalled({ instances, identityOf, sidecar })
  // New connections only: a kept one would hide that the process is gone.
  const agent = new Agent()
  return {
    clock,
    called,
    async write(keys) {
      await writeAll(urls.kieUrl, keys)
      await untilRead(await caller('caller'), called.adminUrls)
    },
    async call({ service = 'order', from = 'caller', method = 'GET', headers = {} }) {
      return callThrough(await caller(from), service, { method, headers }, agent)
    },
  }
}

async function writeAll(kieUrl: string, keys: Keys): Promise<void> {
  for (const [key, value] of Object.entries(keys)) await writeKey(kieUrl, key, value)
}

function fileOf(changes: Keys = {}): Files {
  const entries = Object.entries({ ...chassis, ...changes })
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
}
