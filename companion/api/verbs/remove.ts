import type { UnknownObject } from '../../../contracts/objects';
import { conflict, notFound } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import { cloneJson } from '../patch/tree';
import { recordKey } from '../../store/record';
import type { StoredRecord } from '../../store/record';
import type { DeleteOptions } from '../../store/client';
import { fieldOrder, isHeld, markDeleted } from './lifecycle';
import { checkPermanent, isNamespace, markTerminating } from './namespace-rules';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

export interface RemoveRequest {
  resource: Resource;
  namespace?: string | undefined;
  name: string;
  options: DeleteOptions;
}

export interface Removal {
  /** The last state, or the state with its deletion begun. */
  record: StoredRecord;
  /** False while finalizers hold the object. */
  gone: boolean;
}

const PROPAGATION_FINALIZERS: Record<string, string> = { Foreground: 'foregroundDeletion', Orphan: 'orphan' };

/** Deletes an object, or begins its deletion when finalizers hold it. */
export async function remove(core: ApiCore, context: WriteContext, { resource, namespace, name, options }: RemoveRequest): Promise<Removal> {
  const { definition } = resource;
  const stored = core.store.head(resource.id, recordKey(namespace, name));
  if (!stored) throw notFound(definition, name);
  checkPermanent(resource, name);
  const before = cloneJson(stored.object);
  checkPreconditions(resource, before, options);
  resource.definition.hooks?.validate?.({
    operation: 'DELETE',
    object: before,
    oldObject: before,
    user: context.user,
    internal: context.internal,
    dryRun: context.dryRun,
    read: core.reader,
    warn: context.warn,
  });
  const next = cloneJson(before);
  addPropagationFinalizer(next, options);
  const grace = graceOf(resource, before, options);
  if (definition.hooks?.graceSeconds) next.metadata.deletionGracePeriodSeconds = grace;
  const deleting = before.metadata.deletionTimestamp !== undefined;
  const now = timestamp(core.clock);
  const { terminate } = isNamespace(resource) ? { terminate: markTerminating } : (definition.hooks ?? {});
  if (!deleting) terminate?.(next, now);
  const held = isHeld(next, definition);
  const unchanged = sameFinalizers(before, next) && next.metadata.deletionGracePeriodSeconds === before.metadata.deletionGracePeriodSeconds;
  if (held && deleting && unchanged) return { record: stored, gone: false };
  if (!deleting && held && terminate) next.metadata.deletionTimestamp = now;
  else if (!deleting && held) markDeleted(resource, next, core.clock, grace);
  if (context.dryRun) return { record: stored, gone: !held };
  const build = (revision: number) => ({ ...next, metadata: { ...next.metadata, resourceVersion: String(revision) } });
  const order = fieldOrder(definition);
  const { record, committed } = held ? core.store.put(resource.id, stored.key, order, build) : core.store.remove(resource.id, stored.key, order, build);
  await committed;
  return { record, gone: !held };
}

/** Seconds the object has until its end; a deletion under way can only be made shorter. */
function graceOf({ definition }: Resource, before: UnknownObject, { gracePeriodSeconds }: DeleteOptions): number {
  const { hooks } = definition;
  if (!hooks?.graceSeconds) return gracePeriodSeconds ?? 0;
  const grace = hooks.graceSeconds(before, gracePeriodSeconds);
  const left = before.metadata.deletionTimestamp === undefined ? grace : (before.metadata.deletionGracePeriodSeconds ?? 0);
  return Math.min(grace, left);
}

function addPropagationFinalizer({ metadata }: UnknownObject, { propagationPolicy }: DeleteOptions): void {
  const finalizer = propagationPolicy && PROPAGATION_FINALIZERS[propagationPolicy];
  const others = (metadata.finalizers ?? []).filter((each) => !Object.values(PROPAGATION_FINALIZERS).includes(each));
  if (!propagationPolicy) return;
  const finalizers = finalizer ? [...others, finalizer] : others;
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
}

function checkPreconditions({ definition }: Resource, { metadata }: UnknownObject, { preconditions = {} }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions;
  let why: string | undefined;
  if (uid && uid !== metadata.uid) {
    why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid ?? ''}). The object might have been deleted and then recreated`;
  } else if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion ?? ''}). The object might have been modified`;
  }
  if (!why) return;
  // Here, unlike in all other conflicts, the server names the kind and not the resource.
  throw conflict({ group: definition.group, plural: definition.kind }, metadata.name, why);
}

function sameFinalizers(before: UnknownObject, after: UnknownObject): boolean {
  return (before.metadata.finalizers ?? []).join() === (after.metadata.finalizers ?? []).join();
}
