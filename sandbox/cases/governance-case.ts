/**
 * What a Mesher 1.8.0 does with the governance keys of servicecomb.md 3.4–3.8, as data: the same cases run against the
 * sandbox's sidecar, where time passes only when a case says so, and, by address, against a real Mesher.
 */
export interface GovernanceCase {
  /** The sentence. */
  name: string
  /** Instances that are called; one called `a` otherwise. */
  instances?: readonly CaseInstance[]
  /** The caller's chassis.yaml where it differs from the sandbox's; `null` leaves an entry out. */
  caller?: Readonly<Record<string, string | null>>
  /** The chassis.yaml of the called processes, likewise. */
  called?: Readonly<Record<string, string | null>>
  /** In Kie, for the whole app, before any process starts. */
  atStart?: Keys
  steps: readonly CaseStep[]
}

export interface CaseInstance {
  /** As outcomes name it; unique in its case. */
  name: string
  /** `order` unless it says otherwise. */
  service?: string
  answers?: Answering
}

/**
 * How an instance answers: with a status, after a while, never, only when all calls of the step have come that can
 * come, or not even the connection.
 */
export type Answering = number | { afterMs: number } | 'nothing' | 'when all are there' | 'refuses'

export type Keys = Readonly<Record<string, string | null>>

/** A step is one of these. */
export type CaseStep =
  | { /** Documents for the whole app; `null` deletes one. Goes on when they have been read. */ write: Keys }
  | { passMs: number }
  | { /** From now on, by the name of the instance. */ answers: Readonly<Record<string, Answering>> }
  | { restart: true }
  | CaseCalls

export interface CaseCalls {
  times: number
  /** `order` unless it says otherwise. */
  service?: string
  /** The calling service, another than the one called `caller`. */
  from?: string
  method?: string
  headers?: Readonly<Record<string, string>>
  /** Time from one call to the next. */
  everyMs?: number
  /** All begin before any has an answer. */
  atOnce?: true
  /**
   * How often what came back. An instance's name is its 200, `a 500` its other statuses; the data plane's own answers
   * are status and body, but `timed out`, `refused` (502 with Go's sentence), `no instance`, `dropped` (closed without
   * an answer) and `ended` (the caller's process is gone).
   */
  outcomes: Readonly<Record<string, number>>
  /** How far a real process, where time passes during the calls, may be from these numbers, in calls. */
  within?: number
  /** How far any process may be, since something is left to chance. */
  chance?: number
  /** No two answers in a row are the same. */
  alternating?: true
  /** How often each instance was reached. */
  received?: Readonly<Record<string, number>>
  /** How long all of it took, in milliseconds. */
  took?: { atLeast: number; atMost: number }
  /** How many different cookies `go-chassisLB` came back. */
  cookies?: number
}
