import { seeded } from './random.ts'
import { application } from './services/application.ts'
import type { Conditions } from './services/conditions.ts'
import type { Identity } from './sidecar/identity.ts'
import { startSidecar, type Ports, type Sidecar, type SidecarOptions } from './sidecar/sidecar.ts'
import { app, environments, type EnvironmentName, type ServiceSpec } from './world.ts'

/** A process of the demo cloud: one instance, or several services that live together. */
export interface DemoProcess {
  /** `predict-1@production`; `core-suite-1@production` hosts two services. */
  name: string
  sidecars(): readonly Sidecar[]
  /** Stops it and starts it again on the same ports. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface ProcessesOptions {
  services: readonly ServiceSpec[]
  environments: readonly EnvironmentName[]
  seed: string
  conditions: Conditions
  /** What every instance is started with. */
  sidecar: Omit<SidecarOptions, 'identity' | 'application' | 'ports'>
}

/** Starts every process of the chosen world at once. */
export function startProcesses(options: ProcessesOptions): Promise<DemoProcess[]> {
  const plans = Map.groupBy(plansOf(options), ({ process }) => process)
  return Promise.all([...plans].map(([name, plan]) => startProcess(name, plan, options)))
}

interface Plan {
  process: string
  spec: ServiceSpec
  identity: Identity
}

/** Every instance of the chosen world; hosts of a service are numbered through its versions: `ocr-4` is the candidate. */
function plansOf({ services, environments: chosen }: ProcessesOptions): Plan[] {
  const numbers = new Map<string, number>()
  return environments
    .filter((environment) => chosen.includes(environment))
    .flatMap((environment) =>
      services.flatMap((spec) =>
        Array.from({ length: spec.instances[environment] ?? 0 }, () => {
          const key = `${environment}/${spec.service}`
          const number = (numbers.get(key) ?? 0) + 1
          numbers.set(key, number)
          return plan(spec, environment, number)
        }),
      ),
    )
}

function plan(spec: ServiceSpec, environment: EnvironmentName, number: number): Plan {
  const { service, version, area, flavour, workload } = spec
  const hostName = `${workload ?? service}-${number}`
  return {
    process: `${hostName}@${environment}`,
    spec,
    identity: {
      app,
      environment,
      service,
      version,
      flavour,
      hostName,
      properties: { allowCrossApp: 'true', area },
      instanceProperties: { zone: number % 2 === 1 ? 'a' : 'b', ...(workload ? { workload } : {}) },
    },
  }
}

async function startProcess(name: string, plans: readonly Plan[], options: ProcessesOptions): Promise<DemoProcess> {
  let sidecars = await Promise.all(plans.map((each) => startInstance(each, options)))
  const close = async (): Promise<void> => {
    await Promise.all(sidecars.map((sidecar) => sidecar.close()))
  }
  return {
    name,
    sidecars: () => sidecars,
    close,
    async restart() {
      await close()
      const ports = sidecars.map((sidecar) => sidecar.ports)
      sidecars = await Promise.all(plans.map((each, i) => startInstance(each, options, ports[i])))
    },
  }
}

async function startInstance(
  { process, spec, identity }: Plan,
  options: ProcessesOptions,
  ports?: Ports,
): Promise<Sidecar> {
  const { environment } = identity
  // Filled in below: the application is needed to start the sidecar that it calls through.
  let sidecar: Sidecar | undefined
  const serve = application(spec.endpoints, {
    self: { service: spec.service, version: spec.version, environment },
    random: seeded(`${options.seed}/${process}/${spec.service}`),
    conditions: options.conditions,
    send: (service, call) =>
      sidecar ? sidecar.send(service, call) : Promise.reject(new Error(`${process} is still starting`)),
  })
  sidecar = await startSidecar({ ...options.sidecar, identity, application: serve, ...(ports ? { ports } : {}) })
  return sidecar
}
