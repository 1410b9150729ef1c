import { useCallback, useSyncExternalStore } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { inNamespace, namespaceOf } from './namespaced-paths';

/** Stands for all namespaces, as in the OpenShift Console. */
export const ALL_NAMESPACES = '#ALL_NS#';

const STORAGE_KEY = 'bridge/last-namespace-name';
const listeners = new Set<() => void>();

/** The namespace last worked in; the URL of the page has precedence over it. */
export function lastNamespace(): string {
  return localStorage.getItem(STORAGE_KEY) ?? ALL_NAMESPACES;
}

/** Remembers where the user works. */
export function rememberNamespace(namespace: string): void {
  if (namespace === lastNamespace()) return;
  try {
    localStorage.setItem(STORAGE_KEY, namespace);
  } catch {
    // A full storage costs only that the next visit begins elsewhere.
  }
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The active namespace and how to change it; changing it moves a namespaced page to the new namespace. */
export function useActiveNamespace(): [string, (namespace: string) => void] {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const remembered = useSyncExternalStore(subscribe, lastNamespace);
  const change = useCallback(
    (namespace: string) => {
      rememberNamespace(namespace);
      const target = inNamespace(pathname, namespace);
      if (target !== pathname) void navigate(target);
    },
    [navigate, pathname],
  );
  return [namespaceOf(pathname) ?? remembered, change];
}
