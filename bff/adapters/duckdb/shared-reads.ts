import { epochMs, instantOf } from '#shared/contract/instant.ts'
import type { Window } from '#shared/contract/window.ts'

/** How long an answer serves everybody who asks the same, in milliseconds. */
const freshMs = 2000
const heldAnswers = 300

/** Asks once for all who ask the same at about the same time. */
export interface SharedReads {
  /** A caller who leaves leaves alone: the read goes on for the others. */
  read<Value>(key: string, ask: () => Promise<Value>, signal?: AbortSignal): Promise<Value>
}

export function sharedReads(): SharedReads {
  const held = new Map<string, { answer: Promise<unknown>; untilMs: number }>()

  return {
    read<Value>(key: string, ask: () => Promise<Value>, signal?: AbortSignal) {
      const known = held.get(key)
      if (known && known.untilMs > Date.now()) return orLeave(known.answer as Promise<Value>, signal) // the key names the question
      const answer = ask()
      const entry = { answer, untilMs: Infinity }
      held.delete(key)
      held.set(key, entry)
      for (const oldest of held.keys()) {
        if (held.size <= heldAnswers) break
        held.delete(oldest)
      }
      answer.then(
        () => (entry.untilMs = Date.now() + freshMs),
        () => held.get(key) === entry && held.delete(key),
      )
      return orLeave(answer, signal)
    },
  }
}

function orLeave<Value>(answer: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return answer
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error) // an abort's reason
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

/** A window that ends about now is moved back by less than two seconds, so that all who look at it ask the same. */
export function aligned(window: Window, nowMs: number): Window {
  const [from, to] = [epochMs(window.from), epochMs(window.to)]
  if (Math.abs(nowMs - to) > 5000) return window
  const shift = to % freshMs
  return { from: instantOf(from - shift), to: instantOf(to - shift) }
}
