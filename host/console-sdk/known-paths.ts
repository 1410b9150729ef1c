import { createContext, useContext } from 'react';

/** Whether some page of this host answers a path. The shell, which knows the routes, provides it. */
const KnownPaths = createContext<(path: string) => boolean>(() => true);

export const KnownPathsProvider = KnownPaths.Provider;

/** True when a link to this path leads to a page. */
export function useIsKnownPath(path: string | undefined): boolean {
  const isKnown = useContext(KnownPaths);
  return path !== undefined && isKnown(path);
}
