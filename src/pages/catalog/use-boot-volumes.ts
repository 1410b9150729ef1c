import { useCallback, useMemo } from 'react';
import { DataSourceKind, PersistentVolumeClaimKind } from '../../../contracts/kinds';
import { ImageNamespaces, Labels } from '../../../contracts/labels';
import { inCatalogOrder, volumeOfClaim, volumeOfDataSource } from '../../domain/catalog/boot-volumes';
import type { BootVolume } from '../../domain/catalog/boot-volumes';
import type { ApiFailure } from '../../k8s/types';
import { useK8sList } from '../../k8s/use-k8s-list';
import { useVisibleList } from '../../k8s/use-visible-list';

export interface BootVolumes {
  volumes: readonly BootVolume[];
  loaded: boolean;
  failure: ApiFailure | undefined;
  retry(): void;
}

/** What a machine can boot from: DataSources of all projects, and claims with a default preference. Live. */
export function useBootVolumes(namespace: string): BootVolumes {
  const sources = useVisibleList(DataSourceKind, {}, ImageNamespaces);
  const claims = useK8sList(PersistentVolumeClaimKind, { namespace, labelSelector: Labels.defaultPreference });
  const volumes = useMemo(
    () => inCatalogOrder([...sources.items.map(volumeOfDataSource), ...claims.items.map(volumeOfClaim)]),
    [claims.items, sources.items],
  );
  const { retry: retrySources } = sources;
  const { retry: retryClaims } = claims;
  const retry = useCallback(() => {
    retrySources();
    retryClaims();
  }, [retryClaims, retrySources]);
  return { volumes, loaded: sources.loaded, failure: sources.error, retry };
}
