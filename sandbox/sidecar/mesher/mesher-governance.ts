import type { Governance, GovernanceOptions, OutgoingHandler } from '../governance.ts'
import { router } from '../routing.ts'
import { bizkeeper } from './bizkeeper.ts'
import { failureList } from './failure-list.ts'
import { faultInject } from './faults.ts'
import { loadBalance } from './load-balance.ts'
import { matchGroups } from './match-groups.ts'
import { mesherRouting } from '../mesher-routing.ts'
import { rateLimits } from './rate-limits.ts'
import { settings as settingsFrom } from './settings.ts'
import { timeOuts } from './time-outs.ts'

const chainKeys = {
  outgoing: 'servicecomb.handler.chain.Consumer.outgoing',
  incoming: 'servicecomb.handler.chain.Provider.incoming',
}

/** What a Mesher has in its chains when its file does not say (servicecomb.md 4.4). */
const defaultChains = {
  outgoing: 'router,ratelimiter-consumer,bizkeeper-consumer,loadbalance,transport',
  incoming: 'ratelimiter-provider,transport',
}

/** What a Mesher 1.8.0 enforces, with its defects (servicecomb.md 3.1, 3.3–3.8). */
export function mesherGovernance({
  identity,
  known,
  files,
  gauges,
  clock,
  random,
  end,
}: GovernanceOptions): Governance {
  const settings = settingsFrom(files)
  const routing = mesherRouting(identity.app, known, end)
  const failures = failureList(settings)
  const limits = rateLimits(settings, clock)
  const circuits = bizkeeper({ settings, failures, gauges, clock })
  const balancing = loadBalance({ settings, failures, clock, random, end })
  const waiting = timeOuts(settings, clock)
  const groups = matchGroups()
  const transport: OutgoingHandler = {
    name: 'transport',
    handle(outgoing, next) {
      const timeoutMs = waiting.of(outgoing.service)
      return next(timeoutMs === undefined ? outgoing : { ...outgoing, timeoutMs })
    },
  }
  const faults = faultInject(settings, clock, random)
  const handlers = [groups.outgoing, router(routing), limits.consumer, circuits.handler, faults, balancing.handler]

  return {
    ...routing,
    outgoing: [...chosen(handlers, files[chainKeys.outgoing] ?? defaultChains.outgoing), transport],
    incoming: chosen([groups.incoming, limits.provider], files[chainKeys.incoming] ?? defaultChains.incoming),
    load(values) {
      for (const [key, value] of values) settings.set(key, value)
      routing.load(values)
      groups.load(values)
      waiting.begin()
      for (const key of values.keys()) balancing.changed(key)
    },
    change(key, value) {
      settings.set(key, value)
      routing.change(key, value)
      for (const part of [failures, limits, circuits, balancing, waiting]) part.changed(key)
    },
  }
}

/** The handlers that a chain names, in its order; `transport` always comes last. */
function chosen<Handler extends { name: string }>(handlers: readonly Handler[], chain: string): Handler[] {
  return chain
    .split(',')
    .filter((name) => name !== 'transport')
    .map((name) => {
      const handler = handlers.find((each) => each.name === name.trim())
      // Mesher does not start either (handler.go: "don't have handler").
      if (!handler) throw new Error(`don't have handler [${name}]`)
      return handler
    })
}
