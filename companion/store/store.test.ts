import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../contracts/objects';
import { silentLogger } from '../lib/logger';
import type { Change } from './journal';
import { memoryPersistence } from './persistence';
import type { Persistence, PersistedWrite } from './persistence';
import { Store } from './store';

const RESOURCE = 'configmaps';
const object = (name: string, revision: number, data: object = {}): UnknownObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'a', resourceVersion: String(revision) },
  data,
});
const put = (store: Store, name: string, data: object = {}) => store.put(RESOURCE, `a/${name}`, 'struct', (revision) => object(name, revision, data)).committed;
const names = (store: Store, namespace?: string) => store.collection(RESOURCE).records(namespace).map(({ name }) => name);

/** A persistence whose commits end when the test says so. */
function heldPersistence() {
  const batches: { writes: readonly PersistedWrite[]; done(): void; fail(error: Error): void }[] = [];
  let arrived: () => void = () => undefined;
  const persistence: Persistence = {
    ...memoryPersistence,
    commit: (writes) =>
      new Promise((resolve, fail) => {
        batches.push({ writes, done: () => resolve([]), fail });
        arrived();
      }),
  };
  const next = () => new Promise<void>((resolve) => (batches.length > 0 ? resolve() : (arrived = resolve)));
  return { persistence, batches, next };
}

describe('the store', () => {
  it('counts one revision over all kinds', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    await put(store, 'x');
    const first = store.revision;
    await store.put('secrets', 'a/y', 'struct', (revision) => object('y', revision)).committed;
    expect(store.revision).toBe(first + 1);
  });

  it('shows a change to readers and watches only when it is durable', async () => {
    const { persistence, batches, next } = heldPersistence();
    const store = new Store(persistence, silentLogger);
    const seen: Change[] = [];
    store.subscribe({ resource: RESOURCE }, (changes) => seen.push(...changes));
    const written = put(store, 'x');
    expect(store.head(RESOURCE, 'a/x')).toBeDefined();
    await next();
    expect([names(store), seen]).toEqual([[], []]);
    batches[0]?.done();
    await written;
    expect([names(store), seen.map(({ type }) => type)]).toEqual([['x'], ['ADDED']]);
  });

  it('commits together what arrives while a commit runs', async () => {
    const { persistence, batches, next } = heldPersistence();
    const store = new Store(persistence, silentLogger);
    const first = put(store, 'first');
    await next();
    const rest = ['b', 'c', 'd'].map((name) => put(store, name));
    batches[0]?.done();
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    expect(batches[1]?.writes).toHaveLength(3);
    batches[1]?.done();
    await Promise.all(rest);
    expect(names(store)).toEqual(['b', 'c', 'd', 'first']);
  });

  it('refuses all that was built on a commit that failed, and goes on from what is durable', async () => {
    const { persistence, batches, next } = heldPersistence();
    const store = new Store(persistence, silentLogger);
    const first = put(store, 'x', { a: '1' });
    await next();
    const second = put(store, 'x', { a: '2' });
    const failed = Promise.allSettled([first, second]);
    batches[0]?.fail(new Error('no space left on device'));
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(store.head(RESOURCE, 'a/x')).toBeUndefined();
    const again = put(store, 'x', { a: '3' });
    await new Promise((resolve) => setImmediate(resolve));
    batches[1]?.done();
    await again;
    expect(store.collection(RESOURCE).get('a/x')?.object.data).toEqual({ a: '3' });
  });

  it('takes nothing that makes it larger when it is full, but smaller changes and deletions', async () => {
    const store = new Store(memoryPersistence, silentLogger, 1000);
    await put(store, 'x', { filler: 'x'.repeat(600) });
    expect(() => put(store, 'y', { filler: 'y'.repeat(600) })).toThrow('the object store is full');
    await put(store, 'x', { filler: 'x'.repeat(100) });
    await put(store, 'y', { filler: 'y'.repeat(300) });
    expect(names(store)).toEqual(['x', 'y']);
  });

  it('hands out frozen objects in the order of their keys', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    await Promise.all(['c', 'a', 'b'].map((name) => put(store, name, { deep: { er: 1 } })));
    const records = store.collection(RESOURCE).records('a');
    expect(records.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(() => Object.assign(records[0]?.object.data as object, { x: 1 })).toThrow(TypeError);
    expect(store.collection(RESOURCE).records('b')).toEqual([]);
  });

  it('keeps a member called __proto__ as data', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    const data = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    await put(store, 'x', data);
    const record = store.collection(RESOURCE).get('a/x');
    expect(record?.json.toString()).toContain('"__proto__":{"polluted":true}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('gives a deletion a revision of its own', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    const seen: Change[] = [];
    store.subscribe({ resource: RESOURCE, namespace: 'a', name: 'x' }, (changes) => seen.push(...changes));
    await put(store, 'x');
    await store.remove(RESOURCE, 'a/x', 'struct', (revision) => object('x', revision)).committed;
    expect(seen.map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
    expect(seen[1]?.record.object.metadata.resourceVersion).toBe(String(store.revision));
    expect(names(store)).toEqual([]);
  });

  it('tells listeners only about what they can see', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    const seen: Record<string, number> = {};
    const listen = (title: string, scope: Parameters<Store['subscribe']>[0]) => store.subscribe(scope, (changes) => (seen[title] = (seen[title] ?? 0) + changes.length));
    listen('all', { resource: '*' });
    listen('resource', { resource: RESOURCE });
    listen('namespace', { resource: RESOURCE, namespace: 'a' });
    listen('other namespace', { resource: RESOURCE, namespace: 'b' });
    listen('name', { resource: RESOURCE, name: 'x' });
    listen('other name', { resource: RESOURCE, namespace: 'a', name: 'y' });
    await put(store, 'x');
    expect(seen).toEqual({ all: 1, resource: 1, namespace: 1, name: 1 });
  });

  it('survives a listener that throws', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    store.subscribe({ resource: RESOURCE }, () => {
      throw new Error('listener');
    });
    await put(store, 'x');
    await put(store, 'y');
    expect(names(store)).toEqual(['x', 'y']);
  });

  it('writes nothing after it is closed', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    await store.close();
    await expect(put(store, 'x')).rejects.toThrow('the store is closed');
  });
});
