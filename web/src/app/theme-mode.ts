// Light, dark, or as the system says: the reader's choice, kept in this browser.
import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'light' | 'dark' | 'system'

const KEY = 'beichen.theme'
const listeners = new Set<() => void>()
const systemDark = () => globalThis.matchMedia('(prefers-color-scheme: dark)')

export function themeChoice(): ThemeChoice {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

const isDark = () => {
  const choice = themeChoice()
  return choice === 'dark' || (choice === 'system' && systemDark().matches)
}

function apply() {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

export function chooseTheme(choice: ThemeChoice) {
  localStorage.setItem(KEY, choice)
  apply()
}

export function startTheme() {
  systemDark().addEventListener('change', apply)
  apply()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useIsDark = () => useSyncExternalStore(subscribe, isDark)
export const useThemeChoice = () => useSyncExternalStore(subscribe, themeChoice)
