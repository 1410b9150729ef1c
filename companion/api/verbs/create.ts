import type { UnknownObject } from '../../../contracts/objects';
import { ApiError, alreadyExists, conflict } from '../../lib/api-error';
import type { Fields } from '../../kinds/read';
import { canonical } from '../../store/canonical';
import type { FieldOrder } from '../../store/canonical';
import { StoredRecord, recordKey } from '../../store/record';
import { admit } from './admit';
import { checkNamespace, isNamespace, prepareNamespace } from './namespace-rules';
import { checkName, checkPlace, draftOf } from './body-identity';
import { fieldOrder, inStorage, stampNew } from './lifecycle';
import { generateName } from './names';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

export interface CreateRequest {
  resource: Resource;
  namespace?: string | undefined;
  body: Fields;
  /** The body is the outcome of an apply: who owns which field is in it already. */
  applied?: boolean;
  /** The name on the URL, which the body has to have as well. */
  name?: string;
}

/** How often a generated name that is taken is drawn again. */
const DRAWS = 8;

/** Stores a new object and resolves with its first state. `body` is taken over and changed. */
export async function create(core: ApiCore, context: WriteContext, { resource, namespace, body, applied, name }: CreateRequest): Promise<StoredRecord> {
  const { draft, unknown } = draftOf(resource, body, { registry: core.registry, patched: applied });
  checkPlace(resource, draft, namespace);
  if (name !== undefined) checkName(draft, name);
  const { metadata } = draft;
  if (applied && metadata.uid) throw conflict(resource.definition, metadata.name, `uid mismatch: the provided object specified uid ${metadata.uid}, and no existing object was found`);
  if (metadata.resourceVersion && metadata.resourceVersion !== '0') throw new ApiError(500, '', 'resourceVersion should not be set on objects to be created');
  if (!metadata.name && metadata.generateName) metadata.name = freeName(core, resource, namespace, metadata.generateName);
  stampNew(resource, draft, namespace, core.clock);
  if (isNamespace(resource)) prepareNamespace(draft);
  checkNamespace(core, resource, namespace, metadata.name);
  if (!applied) delete metadata.managedFields;
  admit(core, context, { resource, operation: 'CREATE', draft, unknown, applied });
  return storeNew(core, context, resource, draft);
}

/** Draws names until one is free; should none be, the last is refused as taken. */
function freeName(core: ApiCore, { id }: Resource, namespace: string | undefined, prefix: string): string {
  let name = generateName(prefix);
  for (let draw = 1; draw < DRAWS && core.store.head(id, recordKey(namespace, name)); draw += 1) name = generateName(prefix);
  return name;
}

async function storeNew(core: ApiCore, context: WriteContext, resource: Resource, draft: UnknownObject): Promise<StoredRecord> {
  const { definition } = resource;
  const { name, namespace } = draft.metadata;
  const key = recordKey(namespace, name);
  if (core.store.head(resource.id, key)) throw alreadyExists(definition, name);
  const stored = inStorage(resource, draft);
  const order = fieldOrder(definition);
  if (context.dryRun) return unsaved(key, stored, order);
  const { record, committed } = core.store.put(resource.id, key, order, (revision) => ({
    ...stored,
    metadata: { ...stored.metadata, resourceVersion: String(revision) },
  }));
  await committed;
  return record;
}

/** A state that was only tried. */
export function unsaved(key: string, object: UnknownObject, order: FieldOrder): StoredRecord {
  return StoredRecord.of(key, 0, canonical(object, order), order);
}
