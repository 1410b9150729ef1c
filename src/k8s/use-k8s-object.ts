import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { KindRef } from '../../contracts/kinds';
import { apiPath } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { ApiError } from './api-error';
import { getObject, listObjects } from './client';
import { releaseList, sharedList } from './list-registry';
import type { Reader } from './list-watch';
import type { ListState, ObjectState } from './types';

const idle: ListState<never> = { items: [], loaded: false, complete: false };
const nothing = () => undefined;

/** GET answers truly for those who may not list; its 404 still needs a version to watch from. */
function objectReader<T extends KubeObject>(kind: KindRef<T>, name: string, namespace: string | undefined): Reader<T> {
  return async (page, signal) => {
    try {
      const object = await getObject(kind, name, namespace, signal);
      page([object]);
      return object.metadata.resourceVersion;
    } catch (thrown) {
      if (!(thrown instanceof ApiError) || thrown.code !== 404) throw thrown;
      const list = await listObjects(kind, { namespace, fieldSelector: `metadata.name=${name}`, signal }).catch(() => undefined);
      if (!list) throw thrown;
      page(list.items);
      return list.metadata.resourceVersion;
    }
  };
}

function gone(kind: KindRef<KubeObject>, name: string): ApiError {
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  return new ApiError(404, 'NotFound', `${resource} "${name}" not found`);
}

/** One live object. A missing one is `error.code === 404`, and appears as soon as it is created. */
export function useK8sObject<T extends KubeObject>(
  kind: KindRef<T>,
  name: string | undefined,
  namespace?: string,
): ObjectState<T> & { retry: () => void } {
  const open = useMemo(() => {
    if (name === undefined || name === '') return undefined;
    const key = `one|${apiPath(kind, { namespace, name })}`;
    const scope = { namespace, fieldSelector: `metadata.name=${name}` };
    return { key, list: () => sharedList(kind, scope, key, objectReader(kind, name, namespace)) };
  }, [kind, name, namespace]);
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!open) return nothing;
      const leave = open.list().subscribe(listener);
      return () => {
        leave();
        releaseList(open.key);
      };
    },
    [open],
  );
  const state = useSyncExternalStore(subscribe, () => (open ? open.list().snapshot() : idle));
  const retry = useCallback(() => open?.list().retry(), [open]);
  return useMemo(() => {
    const object = state.items[0];
    const error = state.error ?? (state.loaded && !object && name ? gone(kind, name) : undefined);
    return {
      object,
      loaded: state.loaded,
      retry,
      ...(error && { error }),
      ...(state.staleSince !== undefined && { staleSince: state.staleSince }),
    };
  }, [state, kind, name, retry]);
}
