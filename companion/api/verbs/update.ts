import type { UnknownObject } from '../../../contracts/objects';
import { ApiError, conflict, invalid, notFound } from '../../lib/api-error';
import type { Fields } from '../../kinds/read';
import { recordKey } from '../../store/record';
import type { StoredRecord } from '../../store/record';
import { cloneJson, sameJson } from '../patch/tree';
import { admit } from './admit';
import { isNamespace, keepNamespace } from './namespace-rules';
import { checkName, checkPlace, draftOf } from './body-identity';
import { unsaved } from './create';
import { carryOver, countGeneration, fieldOrder, inStorage, isHeld } from './lifecycle';
import { metadataUpdateCauses } from './meta-rules';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

export interface UpdateRequest {
  resource: Resource;
  namespace?: string | undefined;
  name: string;
  subresource?: string | undefined;
  body: Fields;
  /** A PUT of a custom resource has to say which version it replaces; a patch or the companion itself need not. */
  unconditional?: boolean;
  /** The body is the outcome of an apply: who owns which field is in it already. */
  applied?: boolean;
  /** The body is what a patch has made of the object. */
  patched?: boolean;
}

/** Replaces an object (or its status) and resolves with the state after it. `body` is taken over and changed. */
export async function update(core: ApiCore, context: WriteContext, request: UpdateRequest): Promise<StoredRecord> {
  const { resource, namespace, name, subresource } = request;
  const { definition } = resource;
  const { draft, unknown } = draftOf(resource, request.body, { registry: core.registry, patched: request.patched });
  checkPlace(resource, draft, namespace);
  checkName(draft, name);
  const key = recordKey(namespace, name);
  const stored = core.store.head(resource.id, key);
  if (!stored) throw notFound(definition, name);
  const before = inVersion(stored.object, resource.apiVersion);
  checkPreconditions(request, draft, before, key);
  const given = { ...draft.metadata };
  const next = subresource === 'status' ? statusOnly(before, draft) : keepStatus(resource, before, draft);
  // An apply says itself who owns what afterwards, of the status too.
  if (request.applied) next.metadata.managedFields = draft.metadata.managedFields ?? [];
  carryOver(before.metadata, next.metadata);
  if (isNamespace(resource)) keepNamespace(before, next, subresource, context);
  const causes = metadataUpdateCauses(before.metadata, next.metadata, given);
  admit(core, context, { resource, operation: 'UPDATE', draft: next, before, subresource, unknown, causes, applied: request.applied });
  countGeneration(resource, before, next);
  return storeNext(core, context, resource, stored, next);
}

/** Writes the next state, or nothing when it is the old one; an object that was only held by finalizers goes with the last. */
async function storeNext(core: ApiCore, context: WriteContext, resource: Resource, stored: StoredRecord, next: UnknownObject): Promise<StoredRecord> {
  const { resourceVersion } = stored.object.metadata;
  const order = fieldOrder(resource.definition);
  const object = inStorage(resource, next);
  const same = sameJson(withoutTimes(stored.object), withoutTimes({ ...object, metadata: { ...object.metadata, resourceVersion } }));
  const gone = Boolean(object.metadata.deletionTimestamp) && !isHeld(object, resource.definition);
  if (same && !gone) {
    await core.store.settled(resource.id, stored.key);
    return stored;
  }
  if (context.dryRun) return unsaved(stored.key, { ...object, metadata: { ...object.metadata, resourceVersion } }, order);
  const build = (revision: number) => ({ ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } });
  const { record, committed } = gone ? core.store.remove(resource.id, stored.key, order, build) : core.store.put(resource.id, stored.key, order, build);
  await committed;
  return record;
}

function checkPreconditions({ resource, unconditional }: UpdateRequest, draft: UnknownObject, before: UnknownObject, key: string): void {
  const { definition } = resource;
  const { resourceVersion, uid, name } = draft.metadata;
  if (uid && uid !== before.metadata.uid && !unconditional) throw otherUid(resource, draft, key, before.metadata.uid ?? '');
  if (!resourceVersion && !unconditional && definition.origin === 'crd') {
    const cause = { reason: 'FieldValueInvalid', message: 'Invalid value: 0: must be specified for an update', field: 'metadata.resourceVersion' };
    throw invalid({ group: definition.group, kind: definition.plural }, name, [cause]);
  }
  if (resourceVersion && !/^\d+$/.test(resourceVersion)) {
    throw new ApiError(500, '', `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`);
  }
  if (resourceVersion && resourceVersion !== '0' && resourceVersion !== before.metadata.resourceVersion) throw conflict(definition, name);
}

function otherUid({ definition }: Resource, { metadata }: UnknownObject, key: string, found: string): ApiError {
  const path = `/registry/${definition.group ? `${definition.group}/` : ''}${definition.plural}/${key}`;
  const why = `Precondition failed: UID in precondition: ${metadata.uid ?? ''}, UID in object meta: ${found}`;
  return conflict(definition, metadata.name, `StorageError: invalid object, Code: 4, Key: ${path}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`);
}

/** The same object as another version shows it; frozen, as everything the store hands out. */
function inVersion(object: UnknownObject, apiVersion: string): UnknownObject {
  return object.apiVersion === apiVersion ? object : Object.freeze({ ...object, apiVersion });
}

/** When a manager last wrote is no difference: an update that changes nothing else is none. */
function withoutTimes(object: UnknownObject): UnknownObject {
  const { managedFields } = object.metadata;
  if (!managedFields) return object;
  return { ...object, metadata: { ...object.metadata, managedFields: managedFields.map((entry) => ({ ...entry, time: '' })) } };
}

/** An update of the status leaves all else as it was. */
function statusOnly(before: UnknownObject, draft: UnknownObject): UnknownObject {
  const next = cloneJson(before);
  if (draft.status === undefined) delete next.status;
  else next.status = draft.status;
  if (draft.metadata.managedFields) next.metadata.managedFields = draft.metadata.managedFields;
  return next;
}

/** Where the status is a subresource, an ordinary update leaves it as it was. */
function keepStatus({ version }: Resource, before: UnknownObject, draft: UnknownObject): UnknownObject {
  if (!version.status) return draft;
  const next = { ...draft };
  if (before.status === undefined) delete next.status;
  else next.status = cloneJson(before.status);
  return next;
}
