import { useEffect, useEffectEvent } from 'react'
import { letterKeys } from './useLetterKeys.ts'

/** The letter t, outside fields and without Ctrl or Alt, turns graph and table over. */
export function useTwinKey(turn: () => void, enabled: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !letterKeys())
      return
    if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return
    turn()
  })
  useEffect(() => {
    if (!enabled) return
    const listener = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [enabled])
}
