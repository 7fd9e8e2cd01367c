/**
 * Every sentence of servicecomb.md 3.3 about what Mesher 1.8.0 does with a route rule, as data: the same cases run
 * against the sandbox's sidecar, the route engine in `shared`, and, by address, a real Mesher.
 */
export interface RouteRuleCase {
  /** The sentence. */
  name: string
  /** Instances of the called service `order`, all of the caller's app `shop` unless they say otherwise. */
  instances: readonly CaseInstance[]
  /** Values of `servicecomb.routeRule.order` in the order they are written; `null` deletes it, none leaves it absent. */
  rules: readonly (string | null)[]
  /** The first rule, and the rules of other services, are in Kie before the caller's process starts. */
  atStart?: true
  /** Rules of other services by name. */
  otherRules?: Readonly<Record<string, string>>
  /** What is called after the last rule is in force, in this order. */
  calls: readonly CaseCalls[]
}

export interface CaseInstance {
  version: string
  app?: string
  properties?: Readonly<Record<string, string>>
  /** `UP` when absent. */
  status?: 'UP' | 'DOWN' | 'OUTOFSERVICE' | 'STARTING' | 'TESTING'
}

export interface CaseCalls {
  headers?: Readonly<Record<string, string>>
  times: number
  /**
   * How often each version answered. Other keys: `no instance` is Mesher's 502 with `lb: No available instance`,
   * `dropped` a connection closed without an answer, `ended` that the caller's process is gone.
   */
  outcomes: Readonly<Record<string, number>>
  /** How far a real process may be from these numbers, in calls; exactly when absent. */
  within?: number
}
