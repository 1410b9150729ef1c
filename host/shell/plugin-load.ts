import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PluginLoad, PluginLoading } from '../loader/load-plugins';

const Context = createContext<PluginLoading | undefined>(undefined);

export const PluginLoadProvider = Context.Provider;

/** How far the loading of plugins has come and what failed. */
export function usePluginLoad(): PluginLoad {
  const loading = useContext(Context);
  if (!loading) throw new Error('usePluginLoad needs a PluginLoadProvider');
  return useSyncExternalStore(loading.subscribe, loading.snapshot);
}
