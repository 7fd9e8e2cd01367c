import type { Provider } from './discovery.ts'
import type { Call } from './http-call.ts'
import type { RouteRule } from './route-rule.ts'

/** The instance that a call goes to, or what there is no instance of. */
export type Destination = { provider: Provider; rule: RuleLabels } | { missing: string; rule: RuleLabels }

/** App and version as metrics name them; empty unless a route rule chose them. */
export interface RuleLabels {
  app: string
  version: string
}

/**
 * Chooses an instance of a service for a call, by the rules in force.
 * @throws Dropped where the flavour closes the connection instead of answering.
 */
export type Destinations = (service: string, call: Call) => Promise<Destination>

/** The route rules that a process has in force, and where they send its calls: what differs between the flavours. */
export interface Routing {
  destinations: Destinations
  /** Everything that the configuration holds when the process starts. */
  load(values: ReadonlyMap<string, string>): void
  /** One key changed in the running process; undefined when it was removed. */
  change(key: string, value: string | undefined): void
  /** The rules of a called service as Mesher's admin listener shows them; undefined when it has none. */
  rules(service: string): readonly RouteRule[] | undefined
  /** Headers that any rule reads, lower case. */
  headersRead(): ReadonlySet<string>
}

/** Takes them in turn, for each key apart. */
export function turns(): (key: string, providers: readonly Provider[]) => Provider | undefined {
  const last = new Map<string, number>()
  return (key, providers) => {
    const turn = (last.get(key) ?? -1) + 1
    last.set(key, turn)
    return providers[turn % providers.length]
  }
}
