import { useEffect, useEffectEvent } from 'react'
import { useKeys } from '../ui/useKeys.ts'
import { usePageCommands } from './useCommands.ts'

interface Actions {
  openPalette: () => void
  openKeys: () => void
  foldNavigation: () => void
}

/** The keys that act on every page. */
export function useShellKeys({ openPalette, openKeys, foldNavigation }: Actions): void {
  const pages = usePageCommands()
  const goTo = Object.fromEntries(pages.flatMap(({ letter, run }) => (letter ? [[`g ${letter}`, run]] : [])))
  useKeys({
    '/': () => document.querySelector<HTMLElement>('[data-find]')?.focus(),
    '?': openKeys,
    '[': foldNavigation,
    w: () => document.querySelector<HTMLElement>('[data-window] button')?.click(),
    ...goTo,
  })

  // The palette opens from everywhere, also from fields, and whatever is said about single letters.
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'k') return
    event.preventDefault()
    openPalette()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
