import { useSyncExternalStore } from 'react'
import type { ThemeName } from '../theme.ts'

export type ThemeChoice = ThemeName | 'system'

const key = 'meshdeck.theme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  systemDark.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    systemDark.removeEventListener('change', listener)
  }
}

/** What the person chose in this browser. */
export function themeChoice(): ThemeChoice {
  const stored = localStorage.getItem(key)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function themeName(): ThemeName {
  const choice = themeChoice()
  if (choice !== 'system') return choice
  return systemDark.matches ? 'dark' : 'light'
}

/** Sets the theme and remembers it in this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(key, choice)
  for (const listener of listeners) listener()
}

/** The theme that is shown, also for charts and graphs. */
export const useThemeName = (): ThemeName => useSyncExternalStore(subscribe, themeName)

/** What the person chose, for the theme's menu. */
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, themeChoice)
