import type { ManagedFieldsEntry, UnknownObject } from '../../../contracts/objects';
import type { JsonSchema } from '../../kinds/definition';
import { compareObjects } from './compare';
import { rootSchema } from './field-schema';
import { FieldSet } from './field-set';
import type { Managers } from './managers';
import { decodeManagers, encodeManagers, managerKey, withoutIdentity } from './managers';
import { isObject } from './tree';

export interface Writer {
  /** `fieldManager` of the request, or what `defaultManager` makes of the User-Agent. */
  manager: string;
  apiVersion: string;
  /** RFC 3339 with seconds. */
  time: string;
  subresource?: string | undefined;
  schema: JsonSchema | undefined;
  /** The kind's status is a subresource: nobody owns it from outside of that. */
  hasStatus?: boolean | undefined;
  /** Kinds compiled into the API server have structs that are always there. */
  core: boolean;
}

/** The User-Agent up to its first slash. */
export function defaultManager(userAgent: string | undefined): string {
  return (userAgent ?? '').split('/')[0]?.slice(0, 128) || 'unknown';
}

const isReset = (entries: readonly ManagedFieldsEntry[] | undefined) =>
  Array.isArray(entries) && entries.length === 1 && isObject(entries[0]) && Object.keys(entries[0]).length === 0;

/** Gives what changed to the writer and takes it from all others. */
export function recordChange(managers: Managers, before: object, after: object, writer: Writer): void {
  const { added, modified, removed } = compareObjects(rootSchema(writer.schema), before, after, writer.core);
  const taken = withoutIdentity(added.union(modified));
  if (writer.hasStatus && writer.subresource !== 'status') taken.children.delete('f:status');
  for (const entry of managers.values()) entry.fields = entry.fields.difference(taken).difference(removed);
  if (taken.isEmpty) return;
  const identity = { manager: writer.manager, operation: 'Update' as const, apiVersion: writer.apiVersion, subresource: writer.subresource ?? '' };
  // Who scales has an entry without a time.
  const time = writer.subresource === 'scale' ? '' : writer.time;
  const own = managers.get(managerKey(identity));
  managers.set(managerKey(identity), { ...identity, time, fields: (own?.fields ?? new FieldSet()).union(taken) });
}

/**
 * Sets `metadata.managedFields` of an object about to be created (`before` undefined), updated or patched, but not applied:
 * the writer owns what it changed. Call it when defaults are in. `after` is changed in place.
 */
export function trackUpdate(before: UnknownObject | undefined, after: UnknownObject, writer: Writer): void {
  const sent = after.metadata.managedFields;
  if (isReset(sent)) {
    delete after.metadata.managedFields;
    return;
  }
  const given = decodeManagers(sent);
  const managers = given && given.size > 0 ? given : (decodeManagers(before?.metadata.managedFields) ?? new Map());
  delete after.metadata.managedFields;
  // An object whose owners were cleared stays without until somebody applies it.
  if (before && managers.size === 0) return;
  recordChange(managers, before ?? {}, after, writer);
  const entries = encodeManagers(managers);
  if (entries.length > 0) after.metadata.managedFields = entries;
}
