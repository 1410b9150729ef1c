import type { ObjectMeta, OwnerReference, StatusCause, UnknownObject } from '../../../contracts/objects';
import { labelValueFaults, nameFaults, qualifiedNameFaults } from './names';
import type { Resource } from '../registry';

const MAX_ANNOTATIONS = 262_144;

const invalidCause = (field: string, value: unknown, why: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  field,
});

/** The faults of an object's metadata, in the order apimachinery reports them. */
export function metadataCauses(resource: Resource, { metadata }: UnknownObject): StatusCause[] {
  const builtIn = resource.definition.origin === 'core' && resource.definition.group !== 'apiextensions.k8s.io';
  const causes: StatusCause[] = [];
  const { generateName = '' } = metadata;
  // What is drawn ends in letters: a prefix may end in what a name may not.
  const prefix = generateName.replace(/-$/, 'a');
  if (generateName) for (const why of nameFaults(resource.definition, prefix)) causes.push(invalidCause('metadata.generateName', generateName, why));
  if (!metadata.name) {
    causes.push({ reason: 'FieldValueRequired', message: 'Required value: name or generateName is required', field: 'metadata.name' });
  } else {
    for (const why of nameFaults(resource.definition, metadata.name)) causes.push(invalidCause('metadata.name', metadata.name, why));
  }
  return [...causes, ...labelCauses(metadata), ...annotationCauses(metadata), ...ownerCauses(metadata), ...finalizerCauses(metadata), ...(builtIn ? loneFinalizerCauses(metadata) : [])];
}

function labelCauses({ labels = {} }: ObjectMeta): StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedNameFaults(key).map((why) => invalidCause('metadata.labels', key, why)),
    ...labelValueFaults(value).map((why) => invalidCause('metadata.labels', value, why)),
  ]);
}

function annotationCauses({ annotations = {} }: ObjectMeta): StatusCause[] {
  const causes = Object.keys(annotations).flatMap((key) =>
    qualifiedNameFaults(key.toLowerCase()).map((why) => invalidCause('metadata.annotations', key, why)),
  );
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (size > MAX_ANNOTATIONS) {
    causes.push({ reason: 'FieldValueTooLong', message: `Too long: may not be more than ${MAX_ANNOTATIONS} bytes`, field: 'metadata.annotations' });
  }
  return causes;
}

function ownerCauses({ ownerReferences = [] }: ObjectMeta): StatusCause[] {
  const causes = ownerReferences.flatMap(referenceCauses);
  const controllers = ownerReferences.filter((reference) => reference.controller === true);
  if (controllers.length > 1) {
    const names = controllers.map(({ name }) => name);
    const listed = `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
    causes.push(
      invalidCause('metadata.ownerReferences', ownerReferences, `Only one reference can have Controller set to true. Found "true" in references for ${listed}`),
    );
  }
  return causes;
}

function referenceCauses(reference: OwnerReference): StatusCause[] {
  const required = ['apiVersion', 'kind', 'name', 'uid'] as const;
  const isEvent = reference.kind === 'Event' && /^(v1|events\.k8s\.io\/v1(beta1)?)$/.test(reference.apiVersion);
  if (isEvent) return [invalidCause('metadata.ownerReferences', reference, `${goKind(reference)} is disallowed from being an owner`)];
  return required
    .filter((part) => !reference[part])
    .map((part) => invalidCause(`metadata.ownerReferences.${part}`, reference[part] ?? '', part === 'apiVersion' ? 'version must not be empty' : 'must not be empty'));
}

/** `/v1, Kind=Event`, as Go prints a group, version and kind. */
function goKind({ apiVersion, kind }: OwnerReference): string {
  return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}

/** Finalizers the garbage collector and namespaces work with; all others are to say whose they are. */
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const isLone = (finalizer: string) => !finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer);

function loneFinalizerCauses({ finalizers = [] }: ObjectMeta): StatusCause[] {
  return finalizers.flatMap((finalizer, index) =>
    isLone(finalizer) ? [invalidCause(`metadata.finalizers[${index}]`, finalizer, 'name is neither a standard finalizer name nor is it fully qualified')] : [],
  );
}

/** Of custom resources such names are only warned about, when they are new. */
export function finalizerWarnings(metadata: ObjectMeta, before: ObjectMeta | undefined): string[] {
  const added = (metadata.finalizers ?? []).filter((each) => !before?.finalizers?.includes(each));
  const advice = (each: string) => `prefer a domain-qualified finalizer name ${each.includes('.') ? 'including a path (/) ' : ''}to avoid accidental conflicts with other finalizer writers`;
  return added.filter(isLone).sort().map((each) => `metadata.finalizers: ${JSON.stringify(each)}: ${advice(each)}`);
}

function finalizerCauses({ finalizers = [] }: ObjectMeta): StatusCause[] {
  return finalizers.flatMap((finalizer) => qualifiedNameFaults(finalizer).map((why) => invalidCause('metadata.finalizers', finalizer, why)));
}

/** What an update may not change. The server reports immutable fields of metadata twice. */
export function metadataUpdateCauses(before: ObjectMeta, after: ObjectMeta, given: ObjectMeta): StatusCause[] {
  const causes: StatusCause[] = [];
  const immutable = (field: string, value: unknown) => {
    const cause = invalidCause(`metadata.${field}`, value, 'field is immutable');
    causes.push(cause, cause);
  };
  if (given.uid && given.uid !== before.uid) immutable('uid', given.uid);
  if (given.deletionTimestamp && given.deletionTimestamp !== before.deletionTimestamp) immutable('deletionTimestamp', given.deletionTimestamp);
  const added = before.deletionTimestamp ? (after.finalizers ?? []).filter((each) => !before.finalizers?.includes(each)) : [];
  if (added.length > 0) {
    const shown = `[]string{${added.map((each) => JSON.stringify(each)).join(', ')}}`;
    const cause = {
      reason: 'FieldValueForbidden',
      message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers ${shown}`,
      field: 'metadata.finalizers',
    };
    causes.push(cause, cause);
  }
  return causes;
}
