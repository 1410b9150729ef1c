import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { listKey, releaseList, sharedList } from './list-registry';
import type { ListScope, ListState } from './types';

const idle: ListState<never> = { items: [], loaded: false, complete: false };
const nothing = () => undefined;

/** A live list, shared by everyone who asks for the same kind, namespace and selectors. */
export function useK8sList<T extends KubeObject>(kind: KindRef<T>, scope: ListScope = {}): ListState<T> & { retry: () => void } {
  const { namespace, labelSelector, fieldSelector, enabled = true } = scope;
  const key = enabled ? listKey(kind, scope) : undefined;
  const list = useMemo(
    () =>
      key === undefined
        ? undefined
        : () =>
            sharedList(
              kind,
              { namespace, ...(labelSelector !== undefined && { labelSelector }), ...(fieldSelector !== undefined && { fieldSelector }) },
              key,
            ),
    [key, kind, namespace, labelSelector, fieldSelector],
  );
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!list || key === undefined) return nothing;
      const leave = list().subscribe(listener);
      return () => {
        leave();
        releaseList(key);
      };
    },
    [list, key],
  );
  const state = useSyncExternalStore(subscribe, () => (list ? list().snapshot() : idle));
  const retry = useCallback(() => list?.().retry(), [list]);
  return useMemo(() => ({ ...state, retry }), [state, retry]);
}
