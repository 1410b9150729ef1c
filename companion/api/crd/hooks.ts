import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { CustomResourceDefinitionKind } from '../../../contracts/kinds';
import { defaults, section } from '../../kinds/core/draft';
import type { AdmissionRequest, KindHooks } from '../../kinds/definition';
import type { Fields } from '../../kinds/read';
import { at, isFields, items, strings, text } from '../../kinds/read';
import { checkSchemaShape } from './schema-shape';
import { definitionCauses, definitionUpdateCauses } from './validate';

export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

/** Names another definition of the group already has: they are refused in the status, not the object. */
function takenNames({ object, read }: AdmissionRequest): { reason: string; message: string } | undefined {
  const names = at(object, 'spec', 'names');
  const group = text(object, 'spec', 'group');
  const others = read.list(CustomResourceDefinitionKind).filter((crd) => crd.metadata.name !== object.metadata.name && text(crd, 'spec', 'group') === group);
  const used = new Set(others.flatMap((crd) => [text(crd, 'spec', 'names', 'singular'), ...strings(crd, 'spec', 'names', 'shortNames')]));
  const kinds = new Set(others.flatMap((crd) => [text(crd, 'spec', 'names', 'kind'), text(crd, 'spec', 'names', 'listKind')]));
  const clash = (reason: string, name: string) => ({ reason, message: `${JSON.stringify(name)} is already in use` });
  if (used.has(text(names, 'singular'))) return clash('SingularConflict', text(names, 'singular'));
  const short = strings(names, 'shortNames').find((name) => used.has(name));
  if (short !== undefined) return clash('ShortNamesConflict', short);
  if (kinds.has(text(names, 'kind'))) return clash('KindConflict', text(names, 'kind'));
  return undefined;
}

/** The moment a condition changed is kept while it stays as it is. */
function since(before: unknown, { type, status, ...rest }: Fields, now: unknown): Fields {
  const old = items(before, 'status', 'conditions').find((each) => each.type === type);
  return { lastTransitionTime: old?.status === status ? old?.lastTransitionTime : now, ...rest, status, type };
}

function statusOf(request: AdmissionRequest): Fields {
  const { object, oldObject } = request;
  const clash = takenNames(request);
  const stored = items(object, 'spec', 'versions').filter((version) => version.storage === true).map((version) => text(version, 'name'));
  const storedVersions = [...new Set([...strings(oldObject, 'status', 'storedVersions'), ...stored])];
  const found = clash
    ? [
        { type: 'NamesAccepted', status: 'False', ...clash },
        { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
      ]
    : [
        { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
        { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' },
      ];
  const conditions = found.map((each) => since(oldObject, each, object.metadata.creationTimestamp));
  const acceptedNames = clash ? { kind: '', plural: '' } : at(object, 'spec', 'names');
  return { acceptedNames, conditions, storedVersions };
}

/** Is the definition served: are its names its own? */
export function isEstablished(crd: UnknownObject): boolean {
  return items(crd, 'status', 'conditions').some((each) => each.type === 'Established' && each.status === 'True');
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
  const { finalizers = [], deletionTimestamp } = object.metadata;
  if (!deletionTimestamp && !finalizers.includes(CLEANUP)) object.metadata.finalizers = [...finalizers, CLEANUP];
  if (isFields(object.spec) && (operation === 'CREATE' || !deletionTimestamp)) object.status = statusOf(request);
}

function validate({ object, oldObject, operation, subresource }: AdmissionRequest): StatusCause[] {
  if (operation === 'DELETE' || subresource !== undefined || object.metadata.deletionTimestamp) return [];
  return [...definitionCauses(object), ...(oldObject ? definitionUpdateCauses(object, oldObject) : [])];
}

/** A definition is checked and its names accepted as part of the write, so that its kind can be used at once. */
export const definitionHooks: KindHooks = { mutate, validate };
