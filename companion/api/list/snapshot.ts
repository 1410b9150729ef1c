import type { StoredRecord } from '../../store/record';
import type { Store } from '../../store/store';

/**
 * The records of a resource as they were at `revision`, in key order: the present ones with the newer changes taken
 * back. Undefined when the journal no longer reaches that far.
 */
export function recordsAt(store: Store, resource: string, namespace: string | undefined, revision: number): StoredRecord[] | undefined {
  const present = store.collection(resource).records(namespace);
  if (revision >= store.revision) return present;
  const changes = store.journal.after(resource, revision);
  if (!changes) return undefined;
  if (changes.length === 0) return present;
  const before = new Map<string, StoredRecord | undefined>();
  for (const { record, previous } of changes) {
    if (namespace && record.namespace !== namespace) continue;
    if (!before.has(record.key)) before.set(record.key, previous);
  }
  const restored = [...before.values()].filter((record) => record !== undefined).sort((left, right) => (left.key < right.key ? -1 : 1));
  return merged(
    present.filter((record) => !before.has(record.key)),
    restored,
  );
}

/** Two lists in key order as one. A list that goes on under many changes comes here for each of its pages. */
function merged(many: readonly StoredRecord[], few: readonly StoredRecord[]): StoredRecord[] {
  const all: StoredRecord[] = [];
  let at = 0;
  for (const record of many) {
    for (let next = few[at]; next && next.key < record.key; next = few[at]) {
      all.push(next);
      at += 1;
    }
    all.push(record);
  }
  return [...all, ...few.slice(at)];
}
