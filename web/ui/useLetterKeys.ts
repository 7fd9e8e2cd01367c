import { useSyncExternalStore } from 'react'

const key = 'meshdeck.letter-keys'
const listeners = new Set<() => void>()

/** Whether single letters act as keys; some people's speech input types letters (WCAG 2.1.4). */
export const letterKeys = (): boolean => localStorage.getItem(key) !== 'off'

/** Switches single letters on or off in this browser. */
export function setLetterKeys(on: boolean): void {
  localStorage.setItem(key, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}

/** The same, as it changes. */
export const useLetterKeys = (): boolean =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, letterKeys)
