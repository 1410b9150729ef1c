import { useCallback, useSyncExternalStore } from 'react';
import type { Dispatch, SetStateAction } from 'react';

const STORAGE_KEY = 'console-user-settings';
const listeners = new Set<() => void>();
let parsedFrom: string | null = null;
let parsed: Record<string, unknown> = {};

/** One preference of this browser, kept in one JSON object under the key the OpenShift Console uses for local settings. */
export function useUserPreference<T>(key: string, defaultValue?: T): [T, Dispatch<SetStateAction<T>>, boolean] {
  const stored = useSyncExternalStore(subscribe, readAll)[key];
  // The caller names the type of what it stored itself; nobody else writes this key.
  const value = (stored === undefined ? defaultValue : stored) as T;
  const change = useCallback(
    (next: SetStateAction<T>) => {
      const before = (readAll()[key] ?? defaultValue) as T;
      write(key, next instanceof Function ? next(before) : next);
    },
    [defaultValue, key],
  );
  return [value, change, true];
}

function readAll(): Record<string, unknown> {
  const text = localStorage.getItem(STORAGE_KEY);
  if (text === parsedFrom) return parsed;
  parsedFrom = text;
  parsed = parse(text);
  return parsed;
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** What a full storage refuses still holds in this page; the error goes on to the caller, who can say so. */
function write(key: string, value: unknown): void {
  parsed = { ...readAll(), [key]: value };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(parsed));
  } finally {
    for (const each of listeners) each();
  }
}

/** Other tabs of the browser are heard through `storage`. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
