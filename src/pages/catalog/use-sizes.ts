import { useMemo } from 'react';
import { ClusterInstancetypeKind, ClusterPreferenceKind, InstancetypeKind, PreferenceKind } from '../../../contracts/kinds';
import { optionsOf } from '../../domain/catalog/size-options';
import type { SizeOption } from '../../domain/catalog/size-options';
import { useK8sList } from '../../k8s/use-k8s-list';

export interface Sizes {
  instancetypes: readonly SizeOption[];
  preferences: readonly SizeOption[];
  loaded: boolean;
}

/** Instance types and preferences of the cluster and of a project. */
export function useSizes(namespace: string): Sizes {
  const clusterTypes = useK8sList(ClusterInstancetypeKind);
  const ownTypes = useK8sList(InstancetypeKind, { namespace });
  const clusterPreferences = useK8sList(ClusterPreferenceKind);
  const ownPreferences = useK8sList(PreferenceKind, { namespace });
  const instancetypes = useMemo(
    () => optionsOf([...ownTypes.items, ...clusterTypes.items]),
    [clusterTypes.items, ownTypes.items],
  );
  const preferences = useMemo(
    () => optionsOf([...ownPreferences.items, ...clusterPreferences.items]),
    [clusterPreferences.items, ownPreferences.items],
  );
  return { instancetypes, preferences, loaded: clusterTypes.loaded || clusterTypes.error !== undefined };
}
