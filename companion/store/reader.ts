import { apiVersionOf } from '../../contracts/kinds';
import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { ObjectEvent, ObjectReader } from './client';
import type { Change } from './journal';
import { recordKey } from './record';
import type { StoredRecord } from './record';
import type { Store } from './store';

/** `plural.group`, the store's name of a resource. */
export function resourceId(kind: { plural: string; group: string }): string {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}

/** The committed state of the store, as controllers and access checks read it. */
export function createReader(store: Store): ObjectReader {
  return {
    get: (kind, name, namespace) => {
      const record = store.collection(resourceId(kind)).get(recordKey(kind.namespaced ? namespace : undefined, name));
      return record && objectOf(kind, record);
    },
    list: (kind, options = {}) => {
      const records = store.collection(resourceId(kind)).records(kind.namespaced ? options.namespace : undefined);
      const objects = records.map((record) => objectOf(kind, record));
      return options.labels ? objects.filter((object) => hasLabels(object, options.labels)) : objects;
    },
    watch: (kind, handler) => watchStore(store, kind, handler),
  };
}

function watchStore<T extends KubeObject>(store: Store, kind: KindRef<T>, handler: (event: ObjectEvent<T>) => void): () => void {
  const resource = resourceId(kind);
  let live = true;
  const stop = store.subscribe({ resource }, (changes) => {
    for (const change of changes) {
      if (live) handler(eventOf(kind, change));
    }
  });
  for (const record of store.collection(resource).records()) {
    if (live) handler({ type: 'ADDED', object: objectOf(kind, record) });
  }
  return () => {
    live = false;
    stop();
  };
}

function eventOf<T extends KubeObject>(kind: KindRef<T>, { type, record, previous }: Change): ObjectEvent<T> {
  const object = objectOf(kind, record);
  return type === 'MODIFIED' && previous ? { type, object, previous: objectOf(kind, previous) } : { type, object };
}

/**
 * All versions of a kind have the same shape (conversion None), only `apiVersion` differs.
 * The kind reference says what the objects of that resource are: this is the one place that trusts it.
 */
export function objectOf<T extends KubeObject>(kind: KindRef<T>, record: StoredRecord): T {
  const { object } = record;
  const apiVersion = apiVersionOf(kind);
  const seen = object.apiVersion === apiVersion ? object : Object.freeze({ ...object, apiVersion });
  return seen as KubeObject as T;
}

function hasLabels(object: KubeObject, wanted: Record<string, string> = {}): boolean {
  const labels = object.metadata.labels ?? {};
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}
