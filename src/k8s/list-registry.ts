import type { KindRef } from '../../contracts/kinds';
import { apiPath } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { Reader } from './list-watch';
import { SharedList } from './shared-list';
import type { ListScope } from './types';

/** A list outlives its last viewer this long: going back to a page shows it at once, still live. */
const LINGER_MS = 20_000;

interface Entry {
  list: SharedList<KubeObject>;
  timer?: ReturnType<typeof setTimeout>;
}

const entries = new Map<string, Entry>();

/** The identity of a list: kind, namespace and selectors. */
export function listKey(kind: KindRef<KubeObject>, scope: ListScope): string {
  return [apiPath(kind, { namespace: scope.namespace }), scope.labelSelector ?? '', scope.fieldSelector ?? ''].join('|');
}

/**
 * The shared list of a key. The type of its objects follows from the kind that is part of the key, which the
 * compiler cannot see.
 */
export function sharedList<T extends KubeObject>(
  kind: KindRef<T>,
  scope: ListScope,
  key = listKey(kind, scope),
  reader?: Reader<T>,
): SharedList<T> {
  const found = entries.get(key);
  if (found) return found.list as unknown as SharedList<T>;
  const list = new SharedList(kind, scope, reader);
  entries.set(key, { list: list as unknown as SharedList<KubeObject> });
  // A component that renders but never mounts must not leave a watch behind.
  releaseList(key);
  return list;
}

/** Called when a viewer leaves: the last one starts the linger. */
export function releaseList(key: string): void {
  const entry = entries.get(key);
  if (!entry || entry.list.watched) return;
  clearTimeout(entry.timer);
  entry.timer = setTimeout(() => {
    if (entry.list.watched) return;
    entry.list.close();
    entries.delete(key);
  }, LINGER_MS);
}
