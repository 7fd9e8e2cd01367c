import { onTestFinished } from 'vitest'
import { type Kie as KieServer, startKie } from '../../sandbox/kie/kie.ts'
import { type ServiceCenter as CenterServer, startServiceCenter } from '../../sandbox/service-center/service-center.ts'
import { ServiceCombDeclaration } from '../adapters/servicecomb/declaration.ts'
import { type Kie, kie } from '../adapters/servicecomb/kie.ts'
import { kieTarget } from '../adapters/servicecomb/kie-target.ts'
import { registrar } from '../adapters/servicecomb/registrar.test-support.ts'
import { type PolledRegistry, polledRegistry } from '../adapters/servicecomb/registry.ts'
import type { RecentCalls } from '../adapters/servicecomb/route-rules/check.ts'
import { routeRuleKind } from '../adapters/servicecomb/route-rules/kind.ts'
import { serviceCenter } from '../adapters/servicecomb/service-center.ts'

/** Addresses of real servers that a run was given. */
const given = { center: process.env['SERVICE_CENTER_URL'], kie: process.env['KIE_URL'] }

/** Whether a run goes against real servers: then only what every server promises is asked. */
export const real = given.center !== undefined || given.kie !== undefined

export const app = 'contract'
export const environment = 'testing'
export const namespace = `${app}@${environment}`

/** A mesh on loopback: real servers where their addresses are given, else the sandbox's. */
export async function lab(options: { recentCalls?: RecentCalls; declaration?: object } = {}) {
  const centerServer: CenterServer | undefined =
    given.center === undefined ? await startServiceCenter({ cacheDelayMs: { write: 0, delete: 0 } }) : undefined
  const kieServer: KieServer | undefined = given.kie === undefined ? await startKie() : undefined
  const addresses = { center: given.center ?? centerServer?.url ?? '', kie: given.kie ?? kieServer?.url ?? '' }
  const declaration = ServiceCombDeclaration.parse({
    kind: 'servicecomb',
    name: 'lab',
    registry: { address: addresses.center, pollSeconds: 0.05 },
    policies: { address: addresses.kie },
    refresh: { mode: 'poll', seconds: 5 },
    allowedNetworks: ['127.0.0.0/8'],
    ...options.declaration,
  })
  const registry: PolledRegistry = polledRegistry(declaration, serviceCenter(declaration))
  const store: Kie = kie(declaration)
  const recentCalls = options.recentCalls ?? (() => Promise.resolve(undefined))
  const target = kieTarget(routeRuleKind(declaration, registry, recentCalls), { kie: store, registry })
  const registered = registrar(addresses.center, { app, environment })
  const made: string[] = []

  return {
    declaration,
    addresses,
    registry,
    kie: store,
    /** Route rules; other kinds make theirs of `kieTarget` and this very world. */
    target,
    centerServer,
    kieServer,
    /** As `registrar.register`, and waits until the registry shows it. */
    async register(...args: Parameters<typeof registered.register>): Promise<string> {
      const id = await registered.register(...args)
      const seen = () => [...registry.current().instances.values()].flat().some((instance) => instance.id === id)
      const until = Date.now() + 10_000
      while (!seen() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10))
      return id
    },
    /** Writes a document past the adapter. */
    async document(key: string, labels: Record<string, string>, value: string, enabled = true) {
      const document = await store.create({ key, labels, value, enabled })
      made.push(document.id)
      return document
    },
    async close(): Promise<void> {
      registry.close()
      await registered.clean()
      if (!kieServer) for (const id of made) await store.remove(id)
      await centerServer?.close()
      await kieServer?.close()
    },
  }
}

export type Lab = Awaited<ReturnType<typeof lab>>

/** A mesh for one test, closed when that has ended. */
export async function labOfTest(...options: Parameters<typeof lab>): Promise<Lab> {
  const world = await lab(...options)
  onTestFinished(() => world.close())
  return world
}

export const appLabels = { appId: app, environment }
