import { type Admission, type Circuit, type CircuitSemantics, circuitOf } from './circuit.ts'
import type { ObservedCircuitBreaker } from './model.ts'

/** A recorded call as a breaker sees it; times in milliseconds. */
export interface ReplayedCall {
  at: number
  tookMs: number
  failed: boolean
}

/** When a circuit refused calls; `to` is absent while it still did at the end. */
export interface OpenSpan {
  from: number
  to?: number
}

/** One circuit with the calls that ran through it so far. */
export interface Replay {
  /** Calls in the order in which they began. */
  call(call: ReplayedCall): Admission
  /** Lets the calls end that end by then, and says when the circuit was open. */
  finish(at: number): OpenSpan[]
}

/** The ends of calls under way, soonest first. */
interface Ending {
  at: number
  failed: boolean
  tookMs: number
}

/** Runs recorded calls through a circuit that begins closed. A call that is refused is not made: what came of it does not count. */
export function replayOf(breaker: ObservedCircuitBreaker, semantics: CircuitSemantics): Replay {
  const circuit: Circuit = circuitOf(breaker, semantics)
  const { timeoutMs } = breaker
  const endings = soonestFirst()
  const spans: OpenSpan[] = []
  let since: number | undefined

  function note(at: number): void {
    const now = circuit.openSince()
    if (now === since) return
    if (since !== undefined) spans[spans.length - 1] = { from: since, to: at }
    if (now !== undefined) spans.push({ from: now })
    since = now
  }

  function passTo(at: number): void {
    for (let next = endings.first(); next && next.at <= at; next = endings.first()) {
      endings.drop()
      circuit.end(next.at, next)
      note(next.at)
    }
  }

  return {
    call({ at, tookMs, failed }) {
      passTo(at)
      const admission = circuit.begin(at)
      note(at)
      if (admission === 'goes') {
        const tooLate = timeoutMs !== undefined && tookMs > timeoutMs
        const took = tooLate ? timeoutMs : tookMs
        endings.add({ at: at + took, failed: failed || tooLate, tookMs: took })
      }
      return admission
    },
    finish(at) {
      passTo(at)
      return spans
    },
  }
}

/** A binary heap of endings. */
function soonestFirst() {
  const heap: Ending[] = []
  const at = (index: number): number => heap[index]?.at ?? Infinity

  function swap(one: number, other: number): void {
    const [first, second] = [heap[one], heap[other]]
    if (!first || !second) return
    heap[one] = second
    heap[other] = first
  }

  return {
    first: (): Ending | undefined => heap[0],
    add(ending: Ending): void {
      heap.push(ending)
      for (let index = heap.length - 1; index > 0;) {
        const parent = (index - 1) >> 1
        if (at(parent) <= at(index)) return
        swap(parent, index)
        index = parent
      }
    },
    drop(): void {
      const last = heap.pop()
      if (!last || heap.length === 0) return
      heap[0] = last
      for (let index = 0; ;) {
        const left = index * 2 + 1
        const child = at(left + 1) < at(left) ? left + 1 : left
        if (at(index) <= at(child)) return
        swap(index, child)
        index = child
      }
    },
  }
}
