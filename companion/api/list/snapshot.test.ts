import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../lib/logger';
import { memoryPersistence } from '../../store/persistence';
import { Store } from '../../store/store';
import { recordsAt } from './snapshot';

const RESOURCE = 'configmaps';
const step = fc.record({ name: fc.constantFrom('a/x', 'a/y', 'b/x', 'b/z', 'a-b/x'), remove: fc.boolean() });

/** Puts the object, or removes it when it is there. */
async function apply(store: Store, { name, remove }: { name: string; remove: boolean }): Promise<void> {
  const object = (revision: number) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, resourceVersion: String(revision) } });
  if (!remove) return store.put(RESOURCE, name, 'struct', object).committed;
  if (store.head(RESOURCE, name)) await store.remove(RESOURCE, name, 'struct', object).committed;
}

const shown = (records: readonly { key: string; revision: number }[] | undefined) => records?.map(({ key, revision }) => `${key}@${revision}`);

describe('the state at a revision', () => {
  it('is what was there then, in order, whatever came after', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
        const store = new Store(memoryPersistence, silentLogger);
        const seen = new Map<number, string[] | undefined>([[store.revision, []]]);
        for (const each of steps) {
          await apply(store, each);
          seen.set(store.revision, shown(store.collection(RESOURCE).records()));
        }
        for (const [revision, state] of seen) expect(shown(recordsAt(store, RESOURCE, undefined, revision))).toEqual(state);
        for (const [revision, state] of seen) {
          expect(shown(recordsAt(store, RESOURCE, 'a', revision))).toEqual(state?.filter((key) => key.startsWith('a/')));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('and the journal after it give the present', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), fc.nat(15), async (steps, from) => {
        const store = new Store(memoryPersistence, silentLogger);
        const start = store.revision + from;
        for (const each of steps) await apply(store, each);
        if (start > store.revision) return;
        const state = new Map(recordsAt(store, RESOURCE, undefined, start)?.map((record) => [record.key, record.revision]));
        for (const { type, record } of store.journal.after(RESOURCE, start) ?? []) {
          expect(state.has(record.key)).toBe(type !== 'ADDED');
          if (type === 'DELETED') state.delete(record.key);
          else state.set(record.key, record.revision);
        }
        expect([...state].map(([key, revision]) => `${key}@${revision}`).sort()).toEqual(shown(store.collection(RESOURCE).records())?.sort());
      }),
      { numRuns: 60 },
    );
  });

  it('is unknown when the journal does not reach that far', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    await apply(store, { name: 'a/x', remove: false });
    expect(recordsAt(store, RESOURCE, undefined, 1)).toBeUndefined();
  });
});
