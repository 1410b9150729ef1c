import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigMapKind } from '../../contracts/kinds';
import type { OwnerReference, UnknownObject } from '../../contracts/objects';
import { systemClock } from '../lib/clock';
import { silentLogger } from '../lib/logger';
import { startApi } from '../test-support/api/start-api';
import type { StartedApi } from '../test-support/api/start-api';
import type { Controller } from './context';
import { startGarbageCollector } from './gc';

const PATH = '/api/v1/namespaces/default/configmaps';
let api: StartedApi;
let collector: Controller;

beforeEach(async () => {
  api = await startApi();
  collector = startGarbageCollector({ store: api.store, client: api.client, definitions: api.api.definitions, clock: systemClock, logger: silentLogger });
});
afterEach(async () => {
  await collector.stop();
  await api.stop();
});

const ownedBy = ({ kind, apiVersion, metadata }: UnknownObject, more: Partial<OwnerReference> = {}): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
  ...more,
});

function make(name: string, owners: OwnerReference[] = [], finalizers: string[] = []): Promise<UnknownObject> {
  const metadata = { name, namespace: 'default', ...(owners.length > 0 ? { ownerReferences: owners } : {}), ...(finalizers.length > 0 ? { finalizers } : {}) };
  return api.client.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
}

const read = (name: string) => api.client.get(ConfigMapKind, name, 'default');

/** Resolves when the object is as wanted; looks after every change. */
function until(wanted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!wanted()) return;
      stop();
      resolve();
    };
    const stop = api.store.subscribe({ resource: '*' }, () => queueMicrotask(look));
    look();
  });
}

describe('garbage collection', () => {
  it('removes dependents after their owner', async () => {
    const owner = await make('owner');
    await make('dependent', [ownedBy(owner)]);
    const { status, body } = await api.call('DELETE', `${PATH}/owner`);
    expect([status, body.kind]).toEqual([200, 'Status']);
    await until(() => !read('dependent'));
  });

  it('collects an object whose owner never existed', async () => {
    await make('stray', [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid: 'b2c7f1de-0000-4000-8000-000000000000' }]);
    await until(() => !read('stray'));
  });

  it('leaves an object alone whose owner is of a kind that is not served', async () => {
    await make('foreign', [{ apiVersion: 'example.com/v1', kind: 'Thing', name: 'x', uid: 'u' }]);
    const owner = await make('owner');
    await make('dependent', [ownedBy(owner)]);
    await api.call('DELETE', `${PATH}/owner`);
    await until(() => !read('dependent'));
    expect(read('foreign')).toBeDefined();
  });

  it('keeps what has another living owner, and drops the dangling reference', async () => {
    const [first, second] = [await make('first'), await make('second')];
    await make('shared', [ownedBy(first), ownedBy(second)]);
    await api.call('DELETE', `${PATH}/first`);
    await until(() => read('shared')?.metadata.ownerReferences?.length === 1);
    expect(read('shared')?.metadata.ownerReferences?.[0]?.name).toBe('second');
    await api.call('DELETE', `${PATH}/second`);
    await until(() => !read('shared'));
  });

  it('deletes in the foreground: blocking dependents hold the owner', async () => {
    const owner = await make('owner');
    await make('blocker', [ownedBy(owner, { blockOwnerDeletion: true })], ['example.com/hold']);
    const { body } = await api.call('DELETE', `${PATH}/owner?propagationPolicy=Foreground`);
    expect(body.metadata?.finalizers).toEqual(['foregroundDeletion']);
    await until(() => Boolean(read('blocker')?.metadata.deletionTimestamp));
    expect(read('owner')).toBeDefined();
    await api.call('PATCH', `${PATH}/blocker`, { metadata: { finalizers: null } });
    await until(() => !read('blocker') && !read('owner'));
  });

  it('orphans dependents: they lose the reference and stay', async () => {
    const owner = await make('owner');
    await make('dependent', [ownedBy(owner)]);
    await api.call('DELETE', `${PATH}/owner`, { propagationPolicy: 'Orphan' });
    await until(() => !read('owner'));
    expect(read('dependent')?.metadata.ownerReferences).toBeUndefined();
  });
});
