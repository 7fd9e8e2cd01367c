import { Agent } from 'node:http'
import { adminAnswers } from './admin.ts'
import { callMetrics } from './call-metrics.ts'
import { realClock, type Clock } from './clock.ts'
import { consumerGauges } from './consumer-gauges.ts'
import { controlClient } from './control-client.ts'
import { discovery } from './discovery.ts'
import type { Call, Reply } from './http-call.ts'
import type { Identity } from './identity.ts'
import { incomingCalls, type Application } from './incoming.ts'
import { javaGovernance } from './java/java-governance.ts'
import { listen, text } from './listener.ts'
import { mesherGovernance } from './mesher/mesher-governance.ts'
import { outgoingCalls } from './outgoing.ts'
import { register, type Registered } from './registration.ts'
import { remoteConfig, type KieMode } from './remote-config.ts'
import { toSpan, type Half } from './span.ts'
import { spanReporter } from './span-reporter.ts'
import { transport } from './transport.ts'

export interface SidecarOptions {
  identity: Identity
  serviceCenterUrl: string
  kieUrl: string
  /** Calls that arrive for the application; without one the instance only calls. */
  application?: Application
  /** Base URL of a Zipkin collector; without one calls are not reported. */
  collectorUrl?: string
  kieMode?: KieMode
  /** Period of polling Kie, or length of one wait; 30 s as in Mesher. */
  kieIntervalSeconds?: number
  /** How often known providers are asked for again; Mesher's default is 30 s. */
  refreshSeconds?: number
  heartbeatSeconds?: number
  /** How often the `Consumer_*` gauges are renewed; 10 s as in Mesher. */
  gaugeSeconds?: number
  /** How long a call waits for its answer. */
  timeoutMs?: number
  /** What stands in the process's own configuration file, flat: it is in force where Kie says nothing. */
  files?: Readonly<Record<string, string>>
  /** Time and chance of everything that governs calls; the real ones otherwise. */
  clock?: Clock
  random?: () => number
  /** Fixed ports, such as those of an earlier run; otherwise free ones. */
  ports?: Ports
}

export interface Ports {
  /** Calls for the application. */
  rest: number
  /** Calls of the application, as a forward proxy. */
  proxy: number
  admin: number
}

/** One instance of a service with its data plane. */
export interface Sidecar {
  identity: Identity
  ports: Ports
  ids(): Registered
  /** Why the process ended by itself; undefined while it runs. */
  ended(): string | undefined
  /** The application calls a service by name. */
  send(service: string, call: Call): Promise<Reply>
  /** SIGTERM: leaves the registry and stops. */
  close(): Promise<void>
}

/** Starts an instance: listens, registers, reads its rules; ready when all three are done. */
export async function startSidecar(options: SidecarOptions): Promise<Sidecar> {
  const { identity, kieMode = 'watch', kieIntervalSeconds = 30, refreshSeconds = 30, heartbeatSeconds = 30 } = options
  const stop = new AbortController()
  const { signal } = stop
  const agent = new Agent({ keepAlive: true })
  const serviceCenter = controlClient(options.serviceCenterUrl, agent)
  const startedAt = Math.floor(Date.now() / 1000)
  const metrics = callMetrics()
  const gauges = consumerGauges(identity)
  const reporter = options.collectorUrl === undefined ? undefined : spanReporter({ collectorUrl: options.collectorUrl })
  let ended: string | undefined

  // Calls may arrive while the registry has not yet given an id.
  let ids = (): Registered => ({ serviceId: '', instanceId: '' })
  const known = discovery({ serviceCenter, consumerId: () => ids().serviceId, refreshSeconds, signal })
  const { files = {}, clock = realClock, random = Math.random, application } = options
  const govern = identity.flavour === 'java-chassis' ? javaGovernance : mesherGovernance
  const governance = govern({ identity, known, files, gauges, clock, random, end })
  const record = (half: Half): void => {
    reporter?.report(toSpan(half, identity, ids().instanceId, governance.headersRead()))
  }
  const send = outgoingCalls({
    identity,
    handlers: governance.outgoing,
    transport: transport({ identity, agent, timeoutMs: options.timeoutMs ?? 30_000, record }),
    metrics,
    record,
  })
  const refused = (status: number): void => metrics.count({ ...identity, status, seconds: 0 })

  const listeners = await Promise.all([
    listen(
      options.ports?.rest ?? 0,
      application ? incomingCalls({ application, handlers: governance.incoming, refused, record }) : refuseDirectCalls,
    ),
    listen(options.ports?.proxy ?? 0, (call) => forward(call, send)),
    listen(
      options.ports?.admin ?? 0,
      adminAnswers(identity, governance, () => `${metrics.render({ ...identity, startedAt })}${gauges.render()}\n`),
    ),
  ])
  const [rest, proxy, admin] = listeners
  const ports: Ports = { rest: rest.port, proxy: proxy.port, admin: admin.port }

  const registration = await register({
    serviceCenter,
    identity,
    endpoints: endpointsOf(identity, ports),
    heartbeatSeconds,
    signal,
  })
  ids = () => registration.ids()
  const atStart = await remoteConfig({
    kie: controlClient(options.kieUrl, agent),
    identity,
    mode: kieMode,
    intervalSeconds: kieIntervalSeconds,
    signal,
    onChange: (key, value) => governance.change(key, value ?? files[key]),
  })
  governance.load(new Map([...Object.entries(files), ...atStart]))

  const flushing = setInterval(
    () => {
      const label = gauges.badLabel()
      if (identity.flavour === 'mesher' && label !== undefined) end(`"${label}" is not a valid label name`)
      gauges.flush()
    },
    (options.gaugeSeconds ?? 10) * 1000,
  )

  function end(reason: string): void {
    ended ??= reason
    void halt()
  }

  /** Stops at once, as a killed process does: the lease runs out by itself. */
  async function halt(): Promise<void> {
    stop.abort()
    clearInterval(flushing)
    await Promise.all(listeners.map((listener) => listener.close()))
    agent.destroy()
    await reporter?.close()
  }

  return {
    identity,
    ports,
    ids,
    ended: () => ended,
    send,
    async close() {
      if (ended !== undefined) return
      ended = 'stopped'
      await registration.deregister()
      await halt()
    },
  }
}

// A java-chassis process has no sidecar and so no admin listener to announce.
const endpointsOf = ({ flavour }: Identity, { rest, admin }: Ports): string[] =>
  flavour === 'mesher' ? [`rest-admin://127.0.0.1:${admin}`, `rest://127.0.0.1:${rest}`] : [`rest://127.0.0.1:${rest}`]

const refuseDirectCalls = ({ path }: Call): Reply => text(400, `Invalid uri, please check: ${path}`)

/** The application's proxy: `GET http://ocr/path`. */
function forward(call: Call, send: (service: string, call: Call) => Promise<Reply>): Promise<Reply> | Reply {
  if (!call.path.startsWith('http://')) return refuseDirectCalls(call)
  const { hostname, pathname, search } = new URL(call.path)
  return send(hostname, { ...call, path: pathname + search })
}
