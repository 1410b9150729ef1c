import { useCallback, useState } from 'react';
import { suggestedLayout } from '../vnc/keyboard-layouts';
import type { VncScale } from '../vnc/vnc-screen';

export interface ConsolePreferences {
  scale: VncScale;
  layout: string;
}

const storageKey = 'virtdeck/console';
const scales: readonly VncScale[] = ['fit', 'original', 'resize'];

/** What was stored, made whole: other tabs and older versions may have written anything. */
export function readPreferences(stored: string | null, languages: readonly string[]): ConsolePreferences {
  let found: unknown;
  try {
    found = JSON.parse(stored ?? '{}');
  } catch {
    found = {};
  }
  const part = (name: string): unknown => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined);
  const layout = part('layout');
  return {
    scale: scales.find((scale) => scale === part('scale')) ?? 'fit',
    layout: typeof layout === 'string' ? layout : suggestedLayout(languages),
  };
}

function load(): ConsolePreferences {
  try {
    return readPreferences(localStorage.getItem(storageKey), navigator.languages);
  } catch {
    // Storage may be forbidden by the browser.
    return readPreferences(null, navigator.languages);
  }
}

/** How this person likes consoles; kept in this browser. */
export function useConsolePreferences(): { preferences: ConsolePreferences; change(part: Partial<ConsolePreferences>): void } {
  const [preferences, setPreferences] = useState(load);
  const change = useCallback((part: Partial<ConsolePreferences>) => {
    setPreferences((before) => {
      const next = { ...before, ...part };
      try {
        localStorage.setItem(storageKey, JSON.stringify(next));
      } catch {
        // Not kept for the next time, but in force now.
      }
      return next;
    });
  }, []);
  return { preferences, change };
}
