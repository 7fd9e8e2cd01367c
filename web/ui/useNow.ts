import { useSyncExternalStore } from 'react'

let now = Date.now()
let timer: number | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // The clock stood still while nobody looked at it.
  if (timer === undefined) now = Date.now()
  timer ??= window.setInterval(() => {
    if (document.hidden) return
    now = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(timer)
    timer = undefined
  }
}

/** Milliseconds since 1970, to the second; one clock for the page, still while the tab is hidden. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)
