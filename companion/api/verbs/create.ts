import type { UnknownObject } from '../../../contracts/objects';
import { ApiError, alreadyExists, badRequest } from '../../lib/api-error';
import type { Fields } from '../../kinds/read';
import { canonical, toJson } from '../../store/canonical';
import { StoredRecord, recordKey } from '../../store/record';
import { admit, checkNamespace } from './admit';
import { draftOf } from './body-identity';
import { fieldOrder, stampNew } from './lifecycle';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

export interface CreateRequest {
  resource: Resource;
  namespace?: string | undefined;
  body: Fields;
}

/** Stores a new object and resolves with its first state. `body` is taken over and changed. */
export async function create(core: ApiCore, context: WriteContext, { resource, namespace, body }: CreateRequest): Promise<StoredRecord> {
  const { draft, unknown } = draftOf(resource, body);
  checkPlace(resource, draft, namespace);
  const { metadata } = draft;
  if (metadata.resourceVersion) throw new ApiError(500, '', 'resourceVersion should not be set on objects to be created');
  const generated = !metadata.name && Boolean(metadata.generateName);
  stampNew(resource, draft, namespace, core.clock);
  checkNamespace(core, resource, namespace, metadata.name);
  admit(core, context, { resource, operation: 'CREATE', draft, unknown });
  return storeNew(core, context, resource, draft, generated ? 8 : 1);
}

/** Writes a draft that passed admission; a generated name that is taken is drawn again a few times. */
async function storeNew(core: ApiCore, context: WriteContext, resource: Resource, draft: UnknownObject, _tries: number): Promise<StoredRecord> {
  const { definition } = resource;
  const { name, namespace } = draft.metadata;
  const key = recordKey(namespace, name);
  if (core.store.head(resource.id, key)) throw alreadyExists(definition, name);
  const stored = { ...draft, apiVersion: resource.storedApiVersion };
  const order = fieldOrder(definition);
  if (context.dryRun) return unsaved(key, canonical(stored, order));
  const { record, committed } = core.store.put(resource.id, key, order, (revision) => ({
    ...stored,
    metadata: { ...stored.metadata, resourceVersion: String(revision) },
  }));
  await committed;
  return record;
}

/** A state that was only tried. */
export function unsaved(key: string, object: UnknownObject): StoredRecord {
  return new StoredRecord(key, 0, Buffer.from(toJson(object)), object);
}

/** The namespace of a body has to be the one of the URL, or be left out. */
export function checkPlace({ definition }: Resource, { metadata }: UnknownObject, namespace: string | undefined): void {
  if (!definition.namespaced) return;
  if (metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
}
