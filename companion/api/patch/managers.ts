import type { ManagedFieldsEntry } from '../../../contracts/objects';
import { FieldSet, fromFieldsV1, toFieldsV1 } from './field-set';
import { isObject } from './tree';

/** Who owns which fields: one entry of managedFields, decoded. */
export interface Manager {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource: string;
  time: string;
  fields: FieldSet;
}

export type Managers = Map<string, Manager>;

export const managerKey = ({ manager, operation, apiVersion, subresource }: Omit<Manager, 'time' | 'fields'>): string =>
  JSON.stringify([manager, operation, operation === 'Apply' ? '' : apiVersion, subresource]);

/** Decodes managedFields, whatever a client has sent as such; undefined when any entry is broken. */
export function decodeManagers(entries: unknown): Managers | undefined {
  const out: Managers = new Map();
  if (entries === undefined) return out;
  if (!Array.isArray(entries)) return undefined;
  for (const entry of entries as unknown[]) {
    if (!isObject(entry)) return undefined;
    const fields = fromFieldsV1(entry.fieldsV1 ?? {});
    if (!fields || (entry.operation !== 'Apply' && entry.operation !== 'Update')) return undefined;
    const text = (name: string) => (typeof entry[name] === 'string' ? entry[name] : '');
    const decoded: Manager = {
      manager: text('manager'),
      operation: entry.operation,
      apiVersion: text('apiVersion'),
      subresource: text('subresource'),
      time: text('time'),
      fields,
    };
    out.set(managerKey(decoded), decoded);
  }
  return out;
}

const compareText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** Apply entries first, then by time and name; who owns nothing any more is left out. */
export function encodeManagers(managers: Managers): ManagedFieldsEntry[] {
  const all = [...managers.values()].filter(({ fields }) => !fields.isEmpty);
  all.sort(
    (left, right) =>
      compareText(left.operation, right.operation) ||
      compareText(left.time, right.time) ||
      compareText(left.manager, right.manager) ||
      compareText(left.apiVersion, right.apiVersion) ||
      compareText(left.subresource, right.subresource),
  );
  return all.map(({ manager, operation, apiVersion, subresource, time, fields }) => ({
    manager,
    operation,
    apiVersion,
    ...(time ? { time } : {}),
    fieldsType: 'FieldsV1',
    fieldsV1: toFieldsV1(fields),
    ...(subresource ? { subresource } : {}),
  }));
}

const OWNERLESS = ['apiVersion', 'kind', 'metadata'];
/** Members of metadata that belong to the server. */
export const OWNERLESS_META = ['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'generation', 'managedFields', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds'];

const ownerless = new FieldSet();
for (const name of OWNERLESS) ownerless.below(`f:${name}`).member = true;
for (const name of OWNERLESS_META) ownerless.below('f:metadata').below(`f:${name}`).member = true;

/** The set without the fields that belong to the server. */
export function withoutIdentity(set: FieldSet): FieldSet {
  return set.difference(ownerless);
}
