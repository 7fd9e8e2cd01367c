import { chassis } from './chassis.ts'
import { startControlPage } from './control/control-page.ts'
import type { Controlled, Server } from './control/controlled.ts'
import { startKie, type Kie } from './kie/kie.ts'
import { startProcesses, type DemoProcess } from './processes.ts'
import type { Scenario } from './scenario.ts'
import { startServiceCenter, type ServiceCenter } from './service-center/service-center.ts'
import type { Conditions } from './services/conditions.ts'
import type { Flavour } from './sidecar/identity.ts'
import type { KieMode } from './sidecar/remote-config.ts'
import type { Sidecar } from './sidecar/sidecar.ts'
import { startLoad, type Load } from './traffic/load.ts'
import { operations } from './traffic/operations.ts'
import {
  app,
  environments as allEnvironments,
  ocrRule,
  services as allServices,
  type EnvironmentName,
} from './world.ts'

export interface SandboxOptions {
  /** Fixed ports; free ones otherwise. */
  ports?: { serviceCenter?: number; kie?: number; control?: number }
  /** The same seed gives the same people and the same calls in the same order. */
  seed?: string
  /** Calls a second that clients begin; 80 unless said otherwise, 0 for silence. */
  rate?: number
  /** Names of the services to start; all nine otherwise. */
  services?: readonly string[]
  environments?: readonly EnvironmentName[]
  /** Runs every service as this kind of program; otherwise all are Meshers but `core-suite`. */
  flavour?: Flavour
  /** Base URL of the collector that calls are reported to, with its path prefix; not reported without it. */
  collectorUrl?: string
  /** How sidecars hear of changed rules: `watch` within 50 ms (the default), `poll` within `kieIntervalSeconds`. */
  kieMode?: KieMode
  kieIntervalSeconds?: number
  /** How often sidecars ask Service Center for changes. */
  refreshSeconds?: number
}

/** A running demo mesh. */
export interface Sandbox extends Controlled {
  controlUrl: string
  close(): Promise<void>
}

/** Starts the servers, the rule that is there from the start, every instance, and the traffic. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 'meshdeck', rate = 80, environments = allEnvironments } = options
  const services = allServices
    .filter(({ service }) => options.services?.includes(service) ?? true)
    .map((spec) => ({ ...spec, flavour: options.flavour ?? spec.flavour }))
  const [serviceCenter, kie] = await Promise.all([
    startServiceCenter({ port: options.ports?.serviceCenter ?? 0 }),
    startKie({ port: options.ports?.kie ?? 0 }),
  ])
  await Promise.all(environments.map((environment) => writeOcrRule(kie, environment)))

  const conditions: Conditions = { candidate: 'well', ocr: 'well', billing: 'well' }
  const processes = await startProcesses({
    services,
    environments,
    seed,
    conditions,
    sidecar: {
      serviceCenterUrl: serviceCenter.url,
      kieUrl: kie.url,
      kieMode: options.kieMode ?? 'watch',
      kieIntervalSeconds: options.kieIntervalSeconds ?? 30,
      refreshSeconds: options.refreshSeconds ?? 3,
      heartbeatSeconds: 10,
      timeoutMs: 3000,
      files: chassis,
      ...(options.collectorUrl === undefined ? {} : { collectorUrl: options.collectorUrl }),
    },
  })
  const sidecars = (): Sidecar[] => processes.flatMap((process) => process.sidecars())
  const serving = (environment: EnvironmentName, service: string): Sidecar[] =>
    sidecars().filter(
      ({ identity, ended }) =>
        identity.service === service && identity.environment === environment && ended() === undefined,
    )
  const load = startLoad({
    seed,
    rate,
    operations: operations.filter(({ environment, entry }) => serving(environment, entry).length > 0),
    entries: (environment, service) =>
      serving(environment, service).map(({ ports }) => ({ host: '127.0.0.1', port: ports.rest })),
  })
  return withControls({
    serviceCenter,
    kie,
    processes,
    sidecars,
    load,
    conditions,
    controlPort: options.ports?.control ?? 0,
  })
}

interface Parts {
  serviceCenter: ServiceCenter
  kie: Kie
  processes: readonly DemoProcess[]
  sidecars(): Sidecar[]
  load: Load
  conditions: Conditions
  controlPort: number
}

async function withControls({
  serviceCenter,
  kie,
  processes,
  sidecars,
  load,
  conditions,
  controlPort,
}: Parts): Promise<Sandbox> {
  const servers = { 'service-center': serviceCenter, kie }
  const stopped = new Set<Server>()
  let scenario: Scenario = 'normal'

  async function setRunning(server: Server, running: boolean): Promise<void> {
    if (running && stopped.delete(server)) await servers[server].resume()
    if (!running && !stopped.has(server)) {
      stopped.add(server)
      await servers[server].pause()
    }
  }

  const mesh: Controlled = {
    serviceCenterUrl: serviceCenter.url,
    kieUrl: kie.url,
    scenario: () => scenario,
    async setScenario(next) {
      scenario = next
      conditions.candidate = next === 'slow candidate' ? 'slow' : next === 'failing candidate' ? 'failing' : 'well'
      conditions.ocr = next === 'slow ocr' ? 'slow' : 'well'
      conditions.billing = next === 'failing billing' ? 'failing' : 'well'
      load.setNoisy(next === 'noisy tenant')
      await setRunning('service-center', next !== 'registry outage')
      await setRunning('kie', next !== 'config outage')
    },
    rate: () => load.rate(),
    setRate: (callsPerSecond) => load.setRate(callsPerSecond),
    counts: () => load.counts(),
    running: (server) => !stopped.has(server),
    setRunning,
    processes: () => processes,
    sidecars,
  }
  const control = await startControlPage(mesh, controlPort)
  return {
    ...mesh,
    controlUrl: control.url,
    async close() {
      load.close()
      await Promise.all([control.close(), ...processes.map((process) => process.close())])
      await Promise.all([serviceCenter.close(), kie.close()])
    },
  }
}

async function writeOcrRule(kie: Kie, environment: EnvironmentName): Promise<void> {
  const response = await fetch(`${kie.url}/v1/default/kie/kv`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      key: 'servicecomb.routeRule.ocr',
      value: ocrRule,
      value_type: 'text',
      status: 'enabled',
      labels: { appId: app, environment },
    }),
  })
  if (!response.ok) throw new Error(`Kie refused the first rule: ${response.status} ${await response.text()}`)
}
