import type { KindRef } from '../../contracts/kinds';
import type { KubeObject, ObjectMeta, UnknownObject } from '../../contracts/objects';
import { ApiError } from '../lib/api-error';
import type { Identity } from '../kinds/definition';
import type { DeleteOptions, ObjectClient } from '../store/client';
import { recordKey } from '../store/record';
import type { StoredRecord } from '../store/record';
import { objectOf } from '../store/reader';
import { cloneJson, sameJson } from './patch/tree';
import { create } from './verbs/create';
import { remove } from './verbs/remove';
import { update } from './verbs/update';
import { unknownResource } from './errors';
import type { ApiCore, WriteContext } from './core';
import type { Resource } from './registry';

/** How often a mutation reads again after somebody else was faster. */
const ATTEMPTS = 5;

/** The API for code in this process: the same write path as HTTP, as the given user. */
export function createClient(core: ApiCore, user: Identity, internal: boolean): ObjectClient {
  const context = contextOf(user, internal);
  const resolve = (kind: Pick<KindRef, 'group' | 'version' | 'plural'>): Resource => {
    const resource = core.registry.resolve(kind);
    if (!resource) throw unknownResource();
    return resource;
  };
  const placeOf = (resource: Resource, object: KubeObject) => (resource.definition.namespaced ? object.metadata.namespace : undefined);
  return {
    ...core.reader,
    create: async <T extends KubeObject>(kind: KindRef<T>, object: T) => {
      const resource = resolve(kind);
      const body = bodyOf(cloneJson(object), resource);
      return as(kind, await create(core, context, { resource, namespace: placeOf(resource, object), body }));
    },
    update: async <T extends KubeObject>(kind: KindRef<T>, object: T, options: { subresource?: 'status' } = {}) => {
      const resource = resolve(kind);
      const { name } = object.metadata;
      const body = bodyOf(cloneJson(object), resource);
      return as(kind, await update(core, context, { resource, namespace: placeOf(resource, object), name, body, unconditional: true, ...options }));
    },
    mutate: async (kind, name, namespace, change, options = {}) => {
      const resource = resolve(kind);
      return mutate(core, context, { kind, resource, name, namespace: resource.definition.namespaced ? namespace : undefined, change, ...options });
    },
    delete: async (kind: KindRef, name: string, namespace?: string, options: DeleteOptions = {}) => {
      const resource = resolve(kind);
      try {
        await remove(core, context, { resource, namespace: resource.definition.namespaced ? namespace : undefined, name, options });
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 404)) throw error;
      }
    },
  };
}

interface Mutation<T extends KubeObject> {
  kind: KindRef<T>;
  resource: Resource;
  name: string;
  namespace: string | undefined;
  change(draft: T): void;
  subresource?: 'status';
}

async function mutate<T extends KubeObject>(core: ApiCore, context: WriteContext, mutation: Mutation<T>): Promise<T | undefined> {
  const { kind, resource, name, namespace, change, subresource } = mutation;
  for (let attempt = 1; ; attempt += 1) {
    const stored = core.store.head(resource.id, recordKey(namespace, name));
    if (!stored) return undefined;
    const current = objectOf(kind, stored);
    const before = unmanaged(current);
    const draft = cloneJson(before);
    change(draft);
    if (sameJson(before, draft)) {
      await core.store.settled(resource.id, stored.key);
      return current;
    }
    const { managedFields } = current.metadata;
    if (managedFields) draft.metadata.managedFields = cloneJson(managedFields);
    try {
      const body = bodyOf(draft, resource);
      return as(kind, await update(core, context, { resource, namespace, name, body, unconditional: true, ...(subresource ? { subresource } : {}) }));
    } catch (error) {
      const conflicted = error instanceof ApiError && error.reason === 'Conflict';
      if (error instanceof ApiError && error.code === 404) return undefined;
      if (!conflicted || attempt >= ATTEMPTS) throw error;
    }
  }
}

/** The object without `managedFields`: they are read only when there is something to write. */
function unmanaged<T extends KubeObject>(object: T): T {
  const all = object.metadata as ObjectMeta & Record<string, unknown>;
  const names = Object.keys(all).filter((name) => name !== 'managedFields');
  return { ...object, metadata: Object.fromEntries(names.map((name) => [name, all[name]])) };
}

function contextOf(user: Identity, internal: boolean): WriteContext {
  const fieldManager = user.username.split(':').pop() ?? user.username;
  return { user, internal, dryRun: false, fieldManager, fieldValidation: 'Ignore', warn: () => undefined };
}

/** The object in the version that is being written. The write path takes it over and changes it. */
function bodyOf(object: KubeObject, { apiVersion, definition }: Resource): Record<string, unknown> {
  return { ...(object as UnknownObject), apiVersion, kind: definition.kind };
}

function as<T extends KubeObject>(kind: KindRef<T>, record: StoredRecord): T {
  return objectOf(kind, record);
}
