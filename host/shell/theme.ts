import { useSyncExternalStore } from 'react';

export const THEMES = ['light', 'dark', 'systemDefault'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'bridge/theme';
const DARK_CLASS = 'pf-v6-theme-dark';
const listeners = new Set<() => void>();
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** The chosen theme; the system's own where nothing was chosen. */
export function currentTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY);
  return THEMES.find((each) => each === stored) ?? 'systemDefault';
}

/** Chooses a theme and shows it. */
export function setTheme(theme: Theme): void {
  localStorage.setItem(STORAGE_KEY, theme);
  show();
  for (const each of listeners) each();
}

/** Shows the chosen theme from now on, also when the system changes its mind. */
export function followTheme(): void {
  show();
  systemIsDark.addEventListener('change', show);
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentTheme);
}

function show(): void {
  const theme = currentTheme();
  const isDark = theme === 'dark' || (theme === 'systemDefault' && systemIsDark.matches);
  document.documentElement.classList.toggle(DARK_CLASS, isDark);
}
