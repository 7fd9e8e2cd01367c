import { useEffect, useEffectEvent } from 'react'
import { letterKeys } from './useLetterKeys.ts'

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

// How long the second letter of a pair may take, in milliseconds.
const pairMs = 1200

/**
 * Acts on single letters while no field has the focus and the person has not switched them off. A pair as `g o` is two
 * letters in a row. What a page handles itself must stop the event.
 */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent, first: string | undefined): string | undefined => {
    const action = actions[first ? `${first} ${event.key}` : event.key]
    if (action) {
      event.preventDefault()
      action()
      return undefined
    }
    return Object.keys(actions).some((keys) => keys.startsWith(`${event.key} `)) ? event.key : undefined
  })

  useEffect(() => {
    let first: string | undefined
    let timer: number | undefined
    const listener = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isField(event.target) || !letterKeys()) return
      first = onKey(event, first)
      window.clearTimeout(timer)
      timer = window.setTimeout(() => (first = undefined), pairMs)
    }
    document.addEventListener('keydown', listener)
    return () => {
      document.removeEventListener('keydown', listener)
      window.clearTimeout(timer)
    }
  }, [])
}
