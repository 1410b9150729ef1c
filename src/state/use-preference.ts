import { useCallback, useMemo } from 'react';
import { useHostPreference } from '../console/host-preference';
import { tellUnkept } from './unkept';

const LOCAL_PREFIX = 'virtdeck.preference.';

function readLocal(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(LOCAL_PREFIX + key) ?? 'null');
  } catch {
    return undefined;
  }
}

function writeLocal(key: string, value: unknown): void {
  try {
    localStorage.setItem(LOCAL_PREFIX + key, JSON.stringify(value));
  } catch {
    // A full storage costs only the head start of the next page load.
  }
}

/**
 * Something the person has chosen. The host keeps it; a copy in the browser serves while the host has not answered,
 * so that a page does not change its face a second after it appeared. `read` must accept anything.
 */
export function usePreference<T>(key: string, read: (stored: unknown) => T): [T, (change: (before: T) => T) => void] {
  const [stored, setStored, loaded] = useHostPreference(`virtdeck.${key}`);
  const value = useMemo(
    () => read(loaded && stored !== undefined && stored !== null ? stored : readLocal(key)),
    [read, stored, loaded, key],
  );
  const change = useCallback(
    (edit: (before: T) => T) => {
      const next = edit(value);
      writeLocal(key, next);
      try {
        setStored(next);
      } catch (reason) {
        tellUnkept(reason);
      }
    },
    [key, setStored, value],
  );
  return [value, change];
}
