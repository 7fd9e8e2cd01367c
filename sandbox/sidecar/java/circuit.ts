import type { Clock } from '../clock.ts'
import type { Answer } from '../governance.ts'
import type { CircuitBreaking } from './policies.ts'
import { countWindow, timeWindow, type SlidingWindow } from './sliding-window.ts'

/** A circuit as resilience4j's CircuitBreakerStateMachine has it. */
export interface Circuit {
  /** Whether a call may go now; each one that goes is recorded. */
  admits(): boolean
  record(result: { failed: boolean; durationMs: number }): void
}

type State =
  | { name: 'closed'; window: SlidingWindow; minimum: number }
  | { name: 'open'; until: number }
  | { name: 'half-open'; window: SlidingWindow; minimum: number; left: number }

/** @param now milliseconds. */
export function circuit(policy: CircuitBreaking, now: () => number): Circuit {
  let state: State = closed()

  function closed(): State {
    const { slidingWindowType, slidingWindowSize: size, minimumNumberOfCalls: minimum } = policy
    return slidingWindowType === 'count'
      ? { name: 'closed', window: countWindow(size), minimum: Math.min(minimum, size) }
      : { name: 'closed', window: timeWindow(size, now), minimum }
  }

  function halfOpen(): State {
    const permitted = policy.permittedNumberOfCallsInHalfOpenState
    const minimum = Math.min(policy.minimumNumberOfCalls, permitted)
    return { name: 'half-open', window: countWindow(permitted), minimum, left: permitted }
  }

  return {
    admits() {
      if (policy.forceOpen) return false
      if (policy.forceClosed) return true
      if (state.name === 'open' && now() > state.until) state = halfOpen()
      if (state.name === 'closed') return true
      if (state.name === 'open' || state.left === 0) return false
      state.left -= 1
      return true
    },
    record({ failed, durationMs }) {
      // A call that began before the circuit opened changes nothing any more.
      if (state.name === 'open') return
      const slow = durationMs > policy.slowCallDurationThreshold
      const totals = state.window.add({ failed, slow })
      if (totals.calls < state.minimum) return
      const share = (count: number): number => (count * 100) / totals.calls
      if (share(totals.failed) >= policy.failureRateThreshold || share(totals.slow) >= policy.slowCallRateThreshold)
        state = { name: 'open', until: now() + policy.waitDurationInOpenState }
      else if (state.name === 'half-open') state = closed()
    },
  }
}

/**
 * Makes a call if the circuit lets it go, and records what came of it. Statuses that the policy does not name are no
 * failure; a connection that broke always is one.
 * @returns undefined, without the call, when the circuit refuses it.
 */
export async function throughCircuit(
  { admits, record }: Circuit,
  { recordFailureStatus }: CircuitBreaking,
  { now }: Clock,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> {
  if (!admits()) return undefined
  const begunAt = now()
  const ended = (failed: boolean): void => record({ failed, durationMs: now() - begunAt })
  try {
    const answer = await call()
    const broken = !answer.answered && answer.outcome === 'failed'
    ended(broken || statusIn(recordFailureStatus, answer.reply.status))
    return answer
  } catch (error) {
    ended(true)
    throw error
  }
}

/** Whether a status is in a list such as `["502", "5x3"]`, where `x` stands for any digit. */
export const statusIn = (list: readonly string[], status: number): boolean =>
  list.some((each) => /^[\dx]+$/.test(each) && new RegExp(`^${each.replaceAll('x', '\\d')}$`).test(`${status}`))
