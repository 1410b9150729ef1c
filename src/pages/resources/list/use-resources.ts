import { useCallback, useMemo } from 'react';
import type { KubeObject } from '../../../../contracts/objects';
import type { ApiFailure } from '../../../k8s/types';
import { useVisibleList } from '../../../k8s/use-visible-list';
import type { ResourceSpec } from '../resource-spec';

export interface Resources {
  items: readonly KubeObject[];
  loaded: boolean;
  error: ApiFailure | undefined;
  staleSince: number | undefined;
  retry(): void;
}

/** The live objects of a page: those of its kind, and of the further kind where the page joins two. */
export function useResources(spec: ResourceSpec, namespace: string | undefined): Resources {
  const { kind, also, labelSelector } = spec;
  const first = useVisibleList(
    kind,
    {
      namespace: kind.namespaced ? namespace : undefined,
      ...(labelSelector !== undefined && { labelSelector }),
    },
    spec.sharedFrom,
  );
  const second = useVisibleList(also?.kind ?? kind, {
    namespace,
    enabled: also !== undefined,
    ...(also?.labelSelector !== undefined && { labelSelector: also.labelSelector }),
  });
  const items = useMemo(
    () => (second.items.length === 0 ? first.items : [...first.items, ...second.items]),
    [first.items, second.items],
  );
  const { retry: retryFirst } = first;
  const { retry: retrySecond } = second;
  const retry = useCallback(() => {
    retryFirst();
    retrySecond();
  }, [retryFirst, retrySecond]);
  return { items, loaded: first.loaded, error: first.error, staleSince: first.staleSince ?? second.staleSince, retry };
}
