import { rollingWindow } from './rolling-window.ts'

export interface CircuitSettings {
  enabled: boolean
  forceOpen: boolean
  forceClosed: boolean
  requestVolumeThreshold: number
  errorThresholdPercentage: number
  sleepWindowInMilliseconds: number
  maxConcurrentRequests: number
}

/** The breaker between this process and one called service (servicecomb.md 3.6; go-chassis' fork of hystrix-go). */
export interface Circuit {
  /** Undefined when the call may go; otherwise why not. What may go has to be ended. */
  begin(): 'circuit open' | 'max concurrency' | undefined
  end(failed: boolean): void
}

/** @param now milliseconds. */
export function circuit(settings: CircuitSettings, now: () => number): Circuit {
  let window = rollingWindow(now)
  let openedOrTriedAt: number | undefined
  let running = 0

  /** An open circuit lets one call try in each sleep window. */
  function allows(): boolean {
    if (settings.forceOpen) return false
    if (settings.forceClosed) return true
    if (openedOrTriedAt === undefined) {
      if (!tripped()) return true
      openedOrTriedAt = now()
      return false
    }
    if (now() <= openedOrTriedAt + settings.sleepWindowInMilliseconds) return false
    openedOrTriedAt = now()
    return true
  }

  function tripped(): boolean {
    const { all, failed } = window.counts()
    return (
      all >= settings.requestVolumeThreshold && Math.round((failed / all) * 100) >= settings.errorThresholdPercentage
    )
  }

  return {
    begin() {
      if (settings.enabled && !allows()) return 'circuit open'
      if (running >= settings.maxConcurrentRequests) {
        window.add(true)
        return 'max concurrency'
      }
      running += 1
      return undefined
    },
    end(failed) {
      running -= 1
      if (!failed && openedOrTriedAt !== undefined) {
        openedOrTriedAt = undefined
        window = rollingWindow(now)
      }
      window.add(failed)
    },
  }
}
