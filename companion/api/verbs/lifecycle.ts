import { randomUUID } from 'node:crypto';
import type { ObjectMeta, UnknownObject } from '../../../contracts/objects';
import { timestamp } from '../../lib/clock';
import type { Clock } from '../../lib/clock';
import type { KindDefinition } from '../../kinds/definition';
import type { FieldOrder } from '../../store/canonical';
import { cloneJson, sameJson } from '../patch/tree';
import { storageVersion } from '../registry';
import type { Resource } from '../registry';
import { processResource } from '../schema/process';

/** Built-in groups whose kinds count generations; objects of the core group do not. */
const COUNTED = new Set(['apps', 'batch', 'networking.k8s.io', 'policy', 'autoscaling', 'apiextensions.k8s.io', 'admissionregistration.k8s.io']);

export function countsGenerations({ origin, group }: KindDefinition): boolean {
  return origin === 'crd' || COUNTED.has(group);
}

export function fieldOrder({ origin }: KindDefinition): FieldOrder {
  return origin === 'crd' ? 'sorted' : 'struct';
}

/** Fills in what the server owns on a new object. */
export function stampNew({ definition, version }: Resource, draft: UnknownObject, namespace: string | undefined, clock: Clock): void {
  const { metadata } = draft;
  if (namespace !== undefined) metadata.namespace = namespace;
  else delete metadata.namespace;
  metadata.uid = randomUUID();
  metadata.creationTimestamp = timestamp(clock);
  delete metadata.resourceVersion;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  if (countsGenerations(definition)) metadata.generation = 1;
  else delete metadata.generation;
  if (version.status && definition.origin === 'crd') delete draft.status;
}

/** The state as it is stored: of a custom resource pruned and defaulted by the version for that, whichever it was written in. */
export function inStorage({ definition, version, storedApiVersion }: Resource, draft: UnknownObject): UnknownObject {
  const object = { ...draft, apiVersion: storedApiVersion };
  const stored = storageVersion(definition);
  if (definition.origin !== 'crd' || stored.name === version.name) return object;
  const copy = cloneJson(object);
  processResource({ definition, version: stored }, copy, 'Ignore');
  return copy;
}

/** On an update the server's own fields stay as they were, whatever the client sent. */
export function carryOver(before: ObjectMeta, draft: ObjectMeta): void {
  const kept = ['name', 'namespace', 'generateName', 'uid', 'creationTimestamp', 'generation', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;
  for (const part of kept) {
    if (before[part] === undefined) delete draft[part];
    else Object.assign(draft, { [part]: before[part] });
  }
  delete draft.resourceVersion;
}

/** One generation further when something outside metadata (and outside status, where that is a subresource) differs. */
export function countGeneration({ definition, version }: Resource, before: UnknownObject, draft: UnknownObject): void {
  if (!countsGenerations(definition)) return;
  const ignored = new Set(['metadata', 'apiVersion', 'kind', ...(version.status ? ['status'] : [])]);
  const parts = new Set([...Object.keys(before), ...Object.keys(draft)].filter((part) => !ignored.has(part)));
  const changed = [...parts].some((part) => !sameJson(before[part], draft[part]));
  if (changed) draft.metadata.generation = (before.metadata.generation ?? 0) + 1;
}

/** The state with a deletion begun: time, grace and one generation more. */
export function markDeleted({ definition }: Resource, draft: UnknownObject, clock: Clock, gracePeriodSeconds: number): void {
  // What is given time to end is marked with the end of that time.
  const later = definition.hooks?.graceSeconds ? gracePeriodSeconds * 1000 : 0;
  draft.metadata.deletionTimestamp = timestamp({ ...clock, now: () => clock.now() + later });
  draft.metadata.deletionGracePeriodSeconds = gracePeriodSeconds;
  if (countsGenerations(definition)) draft.metadata.generation = (draft.metadata.generation ?? 0) + 1;
}

/** Does anything still hold an object whose deletion has begun? Namespaces have finalizers in their spec too, pods time to end. */
export function isHeld({ metadata, spec }: UnknownObject, { group, plural, hooks }: KindDefinition): boolean {
  if (metadata.finalizers?.length) return true;
  if (hooks?.graceSeconds && (metadata.deletionGracePeriodSeconds ?? 0) > 0) return true;
  if (group !== '' || plural !== 'namespaces') return false;
  return typeof spec === 'object' && spec !== null && 'finalizers' in spec && Array.isArray(spec.finalizers) && spec.finalizers.length > 0;
}
