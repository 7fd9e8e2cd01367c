import type { Candidates, OutgoingHandler } from './governance.ts'
import type { Call } from './http-call.ts'
import type { RouteRule } from './route-rule.ts'

/** The route rules that a process has in force, and where they send its calls. */
export interface Routing {
  /**
   * The instances that the rules allow for a call of a service.
   * @throws Dropped where the flavour closes the connection instead of answering.
   */
  candidates(service: string, call: Call): Promise<Candidates>
  /** Everything that the configuration holds when the process starts. */
  load(values: ReadonlyMap<string, string>): void
  /** One key changed in the running process; undefined when it was removed. */
  change(key: string, value: string | undefined): void
  /** The rules of a called service as Mesher's admin listener shows them; undefined when it has none. */
  rules(service: string): readonly RouteRule[] | undefined
  /** Headers that any rule reads, lower case. */
  headersRead(): ReadonlySet<string>
}

/** Finds the candidates of a call and labels its answer for the metrics. */
export const router = (routing: Pick<Routing, 'candidates'>): OutgoingHandler => ({
  name: 'router',
  async handle(outgoing, next) {
    const candidates = await routing.candidates(outgoing.service, outgoing.call)
    return { rule: candidates.rule, ...(await next({ ...outgoing, candidates })) }
  },
})
