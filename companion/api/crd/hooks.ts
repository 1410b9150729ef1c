import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { defaults, section } from '../../kinds/core/draft';
import type { AdmissionRequest, KindHooks } from '../../kinds/definition';
import { at, isFields, items, strings, text } from '../../kinds/read';
import { checkSchemaShape } from './schema-shape';
import { terminating, withCondition } from './status';
import { definitionCauses, definitionUpdateCauses } from './validate';

export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

/** The versions objects may be stored in: that of now, and all of before. */
function storedVersions({ object, oldObject }: AdmissionRequest): string[] {
  const stored = items(object, 'spec', 'versions').filter((version) => version.storage === true).map((version) => text(version, 'name'));
  return [...new Set([...strings(oldObject, 'status', 'storedVersions'), ...stored])];
}

function mutate(request: AdmissionRequest): void {
  const { object, operation, subresource } = request;
  if (operation === 'DELETE' || subresource !== undefined) return;
  const spec = section(object, 'spec');
  for (const version of items(spec, 'versions')) checkSchemaShape(at(version, 'schema', 'openAPIV3Schema'));
  const names = section(spec, 'names');
  const kind = text(names, 'kind');
  defaults(names, { singular: kind.toLowerCase(), listKind: kind === '' ? '' : `${kind}List` });
  defaults(spec, { conversion: { strategy: 'None' } });
  if (!isFields(object.spec) || object.metadata.deletionTimestamp) return;
  const before = operation === 'CREATE' || !isFields(object.status) ? { acceptedNames: { plural: '', kind: '' } } : object.status;
  object.status = { ...before, storedVersions: storedVersions(request) };
}

function validate({ object, oldObject, operation, subresource }: AdmissionRequest): StatusCause[] {
  if (operation === 'DELETE' || subresource !== undefined || object.metadata.deletionTimestamp) return [];
  return [...definitionCauses(object), ...(oldObject ? definitionUpdateCauses(object, oldObject) : [])];
}

/** A definition that is deleted is held until the last object of its kind is gone. */
function terminate(draft: UnknownObject, now: string): void {
  const { finalizers = [] } = draft.metadata;
  if (!finalizers.includes(CLEANUP)) draft.metadata.finalizers = [...finalizers, CLEANUP];
  const message = 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon';
  draft.status = withCondition(draft.status, terminating('InstanceDeletionPending', message), now);
}

export const definitionHooks: KindHooks = { mutate, validate, terminate };
