import type { Clock } from '../clock.ts'
import type { Settings } from './settings.ts'

const global = 'cse.isolation.Consumer.timeoutInMilliseconds'

/** A longer time-out is in force this long after it was read. */
const lagMs = 5000

/** How long a call waits for its answer (servicecomb.md 3.6): the one setting of isolation that services have of their own. */
export interface TimeOuts {
  /** Milliseconds; undefined when nothing is set. */
  of(service: string): number | undefined
  /** The process has read its configuration for the first time. */
  begin(): void
  changed(key: string): void
}

export function timeOuts(settings: Settings, clock: Clock): TimeOuts {
  let current = settings.integer(global)
  /** What it was before it became longer or was removed, and until when. */
  let before: { value: number | undefined; until: number } | undefined

  return {
    of(service) {
      const own = settings.integer(`cse.isolation.Consumer.${service}.timeoutInMilliseconds`)
      if (own !== undefined) return own
      if (before && clock.now() >= before.until) before = undefined
      return before ? before.value : current
    },
    begin() {
      current = settings.integer(global)
    },
    changed(key) {
      if (key !== global) return
      const next = settings.integer(global)
      const shorter = next !== undefined && (current === undefined || next < current)
      before = shorter ? undefined : { value: current, until: clock.now() + lagMs }
      current = next
    },
  }
}
