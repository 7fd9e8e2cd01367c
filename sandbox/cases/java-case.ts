/**
 * What a java-chassis 3.x process does under a set of governance keys, as data. The process is `billing` 1.0.0 of app
 * `shop`; it receives calls, and its application calls the service `order`.
 */
export interface JavaCase {
  /** The sentence. */
  name: string
  /** Keys in force from the start. */
  keys: Readonly<Record<string, string>>
  /** Instances of `order`; `a` and `b` of version 1.0.0 when absent. */
  instances?: readonly CaseInstance[]
  /** What chance says, in this order and over again; chance of its own, the same in each run, when absent. */
  random?: readonly number[]
  steps: readonly Step[]
}

export interface CaseInstance {
  id: string
  version?: string
  properties?: Readonly<Record<string, string>>
}

export type Step = Calls | { passMs: number } | { change: Readonly<Record<string, string | null>> }

/** Calls that are made one after the other, or all at once. */
export interface Calls {
  /** To the process, or from its application to `order`. */
  side: 'received' | 'sent'
  times?: number
  atOnce?: true
  method?: string
  path?: string
  headers?: Readonly<Record<string, string>>
  /** The calling service of received calls; clients outside the mesh have none. */
  caller?: string
  /** What the application does with received calls, or each instance of `order` with sent ones; 200 at once when absent. */
  served?: Served
  /** What one instance of `order` does instead. */
  servedBy?: Readonly<Record<string, Served>>
  /**
   * How often each came out. A received call: its status, as `200`; a sent one: the instance and the status, as `a 200`.
   * Where the process answers itself: outcome, status and sentence, as `limited 429 rate limited.`
   */
  outcomes: Readonly<Record<string, number>>
  /** How often each instance was called, tries included. */
  tries?: Readonly<Record<string, number>>
  /** How long all of it took on the process's own clock. */
  tookMs?: number
}

export interface Served {
  status?: number
  takesMs?: number
  /** The connection breaks instead. */
  broken?: true
}

/** A match group that every call is in. */
export const everything = { 'servicecomb.matchGroup.all': 'matches: [{apiPath: {prefix: "/"}}]' }
