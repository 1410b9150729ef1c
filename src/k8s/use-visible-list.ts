import { useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { visibleProjects } from './inventory/projects';
import { MergedList } from './merged-list';
import { queryClient } from './query-client';
import type { ListScope, ListState } from './types';
import { checkAccess } from './use-access';
import { useK8sList } from './use-k8s-list';

/** A watch per project is a socket: beyond this many the list would cost more than it tells. */
const MOST_PROJECTS = 30;
const none: readonly string[] = [];

async function permittedProjects(
  { group, plural }: KindRef<KubeObject>,
  further: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const projects = [...new Set([...(await visibleProjects(signal)), ...further])];
  const answers = await Promise.all(projects.map((namespace) => checkAccess({ verb: 'list', group, resource: plural, namespace })));
  return projects.filter((_, index) => answers[index]?.allowed === true).slice(0, MOST_PROJECTS);
}

/**
 * A live list over all namespaces for whoever may read it; for others put together from the projects in which they may.
 * In one namespace, and for cluster-wide kinds, it is an ordinary list. `further` names namespaces that may be readable
 * although they are nobody's project; keep its identity.
 */
export function useVisibleList<T extends KubeObject>(
  kind: KindRef<T>,
  scope: ListScope = {},
  further: readonly string[] = none,
): ListState<T> & { retry: () => void } {
  const { namespace, labelSelector, fieldSelector } = scope;
  const whole = useK8sList(kind, scope);
  const isRefused = kind.namespaced && namespace === undefined && whole.error?.code === 403;
  const { data: projects } = useQuery(
    {
      queryKey: ['permitted-projects', kind.group, kind.plural, further],
      queryFn: ({ signal }) => permittedProjects(kind, further, signal),
      enabled: isRefused,
    },
    queryClient,
  );
  const parts = useMemo(() => {
    const selectors = {
      ...(labelSelector !== undefined && { labelSelector }),
      ...(fieldSelector !== undefined && { fieldSelector }),
    };
    return new MergedList(kind, isRefused ? (projects ?? []).map((each) => ({ namespace: each, ...selectors })) : []);
  }, [fieldSelector, isRefused, kind, labelSelector, projects]);
  const merged = useSyncExternalStore(parts.subscribe, parts.snapshot);
  return useMemo(() => {
    if (!isRefused) return whole;
    if (projects === undefined) return { items: [], loaded: false, complete: false, retry: whole.retry };
    return projects.length === 0 ? whole : { ...merged, retry: parts.retry };
  }, [isRefused, merged, parts, projects, whole]);
}
