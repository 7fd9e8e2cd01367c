import type { TraceContext } from './b3.ts'
import type { Handler } from './chain.ts'
import type { Clock } from './clock.ts'
import type { ConsumerGauges } from './consumer-gauges.ts'
import type { Discovery, Provider } from './discovery.ts'
import type { Call, Reply } from './http-call.ts'
import type { Identity } from './identity.ts'
import type { RouteRule } from './route-rule.ts'
import type { Outcome } from './span.ts'

/** A call of the application on its way out. Handlers pass on copies: `next({ ...call, timeoutMs: 500 })`. */
export interface OutgoingCall {
  /** The called service. */
  service: string
  call: Call
  /** The span of the first attempt; others are its siblings. */
  context: TraceContext
  /** 0, and one more with each try of the same call; whoever retries counts it up. */
  attempt: number
  /** When this attempt began, in microseconds since the epoch; delays before the first one belong to it. */
  startedAt: number
  /** Set by the handler that routes. */
  candidates?: Candidates
  /** The instance to call, set by the handler that balances load; there has to be one at the end of the chain. */
  provider?: Provider
  /** How long the transport waits for the answer; its own default otherwise. */
  timeoutMs?: number
}

/** The instances that the rules in force allow for a call. */
export interface Candidates {
  providers: readonly Provider[]
  /** What they have in common: turns are taken among candidates of equal key, and an answer names it when there are none. */
  key: string
  rule: RuleLabels
}

/** App and version as metrics name them; empty unless a route rule chose them. */
export interface RuleLabels {
  app: string
  version: string
}

/** A call received for the application. Handlers that only look at it pass it on as it is. */
export interface IncomingCall {
  call: Call
  /** The calling service, where it is in the mesh. */
  caller?: string
}

/**
 * What came of a call at one step of the chain. A handler that refuses a call answers with its flavour's status and
 * body, the outcome that records show (`limited`, `open-circuit`, `fault`, `no-instance`), and that sentence as `error`.
 */
export interface Answer {
  reply: Reply
  outcome: Outcome
  error?: string
  /** Whether the other program answered: the called instance, or the application behind the provider's chain. */
  answered: boolean
  /** Set by the transport: the instance that was called. The attempt is reported then; otherwise the sidecar reports the refusal. */
  provider?: Provider
  /** The instance did not answer in time. */
  timedOut?: true
  /** App and version for metrics, set on the way back. */
  rule?: RuleLabels
}

export type OutgoingHandler = Handler<OutgoingCall, Answer>
export type IncomingHandler = Handler<IncomingCall, Answer>

/**
 * All rules that one process has in force: what differs between the flavours. The sidecar calls `load` once, then
 * `change` for each key that Kie changes; it runs the handlers in their order, and its own transport after the last.
 * A handler may throw Dropped where the flavour closes the connection instead of answering.
 */
export interface Governance {
  /** For calls of the application: routing, limits, breakers, faults, load balancing with retries. */
  outgoing: readonly OutgoingHandler[]
  /** For calls received for the application. */
  incoming: readonly IncomingHandler[]
  /** Everything that the configuration holds when the process starts, the files included. */
  load(values: ReadonlyMap<string, string>): void
  /** One key changed in the running process; undefined when it was removed and no file holds it. */
  change(key: string, value: string | undefined): void
  /** The route rules of a called service as Mesher's admin listener shows them; undefined when it has none. */
  rules(service: string): readonly RouteRule[] | undefined
  /** Headers that any rule reads, lower case. */
  headersRead(): ReadonlySet<string>
}

/** What a flavour's governance is made from. */
export interface GovernanceOptions {
  identity: Identity
  known: Discovery
  /** The process's own configuration file, flat: what stands in chassis.yaml, below what Kie says. */
  files: Readonly<Record<string, string>>
  /** Where Mesher's circuit handler counts. */
  gauges: Pick<ConsumerGauges, 'add'>
  clock: Clock
  /** From 0 to 1, for what is decided by chance. */
  random(): number
  /** Ends the process, with the reason. */
  end(reason: string): void
}
