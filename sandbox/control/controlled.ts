import type { DemoProcess } from '../processes.ts'
import type { Scenario } from '../scenario.ts'
import type { Sidecar } from '../sidecar/sidecar.ts'

export type Server = 'service-center' | 'kie'

/** What of a running demo mesh can be looked at and changed, by the control page and by tests. */
export interface Controlled {
  serviceCenterUrl: string
  kieUrl: string
  scenario(): Scenario
  setScenario(scenario: Scenario): Promise<void>
  rate(): number
  /** Calls a second that clients begin. */
  setRate(callsPerSecond: number): void
  counts(): { sent: number; unanswered: number }
  running(server: Server): boolean
  /** Stops or starts one of the two servers; what it holds is kept. */
  setRunning(server: Server, running: boolean): Promise<void>
  processes(): readonly DemoProcess[]
  sidecars(): readonly Sidecar[]
}
