import type { ManagedFieldsEntry, StatusCause, UnknownObject } from '../../../contracts/objects';
import type { JsonSchema, KindDefinition, VersionDefinition } from '../../kinds/definition';
import { ApiError, badRequest, conflict, invalid } from '../../lib/api-error';
import { schemaOf } from '../schema/process';
import { compareObjects } from './compare';
import { rootSchema } from './field-schema';
import type { FieldSet } from './field-set';
import { FieldSet as Fields, pathText } from './field-set';
import { recordChange } from './managed-fields';
import type { Manager, Managers } from './managers';
import { OWNERLESS_META, decodeManagers, encodeManagers, managerKey, withoutIdentity } from './managers';
import { fieldsOf, mergeTyped, removeFields, withParents } from './typed';
import { checkTyped } from './typed-check';
import { goType } from './decode';
import { cloneJson, has, isObject, sameJson } from './tree';

export interface ApplyRequest {
  current: UnknownObject | undefined;
  /** The decoded body. */
  config: unknown;
  definition: KindDefinition;
  version: VersionDefinition;
  query: URLSearchParams;
  name: string;
  time: string;
  subresource?: string | undefined;
}

function optionsInvalid(cause: StatusCause): ApiError {
  return invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [cause]);
}

function readConfig({ config, definition, version, current, name }: ApplyRequest): UnknownObject {
  if (!isObject(config)) {
    const why = `json: cannot unmarshal ${goType(config)} into Go value of type map[string]interface {}`;
    throw badRequest(config === null ? 'invalid object type: /, Kind=' : `error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`);
  }
  const apiVersion = typeof config.apiVersion === 'string' ? config.apiVersion : '';
  const kind = typeof config.kind === 'string' ? config.kind : '';
  if (apiVersion === '' || kind === '') {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    throw badRequest(`invalid object type: ${group ?? ''}/${version ?? ''}, Kind=${kind}`);
  }
  const served = definition.group ? `${definition.group}/${version.name}` : version.name;
  if (apiVersion !== served || kind !== definition.kind) {
    throw badRequest(`invalid object type: ${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`);
  }
  const metadata = isObject(config.metadata) ? config.metadata : {};
  if (metadata.managedFields !== undefined && metadata.managedFields !== null) throw badRequest('metadata.managedFields must be nil');
  const wanted = metadata.resourceVersion;
  if (typeof wanted === 'string' && wanted !== '' && wanted !== current?.metadata.resourceVersion) throw conflict(definition, name);
  checkTyped(rootSchema(schemaOf(version)), config);
  const given = typeof metadata.name === 'string' ? metadata.name : '';
  return { ...cloneJson(config), apiVersion, kind, metadata: { ...cloneJson(metadata), name: given } };
}

/** What this request may say: the status through its subresource, everything else outside of it. */
function inScope(config: UnknownObject, { version, subresource }: ApplyRequest): UnknownObject {
  const { apiVersion, kind, metadata, status, ...rest } = config;
  if (subresource === 'status') return { apiVersion, kind, metadata: { name: metadata.name }, ...(status === undefined ? {} : { status }) };
  const keepsStatus = !version.status && status !== undefined;
  return { apiVersion, kind, metadata, ...rest, ...(keepsStatus ? { status } : {}) };
}

const title = ({ manager, operation, apiVersion, subresource }: Manager) =>
  `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;

function conflictError(conflicts: { manager: Manager; path: string }[]): ApiError {
  const causes = conflicts.map(({ manager, path }) => ({ reason: 'FieldManagerConflict', message: `conflict with ${title(manager)}`, field: path }));
  const byManager = new Map<string, string[]>();
  for (const { manager, path } of conflicts) byManager.set(title(manager), [...(byManager.get(title(manager)) ?? []), path]);
  const [only] = conflicts;
  const words =
    conflicts.length === 1 && only
      ? `1 conflict: conflict with ${title(only.manager)}: ${only.path}`
      : `${conflicts.length} conflicts: ${[...byManager].sort(([a], [b]) => (a < b ? -1 : 1)).map(([who, paths]) => `conflicts with ${who}:\n${paths.map((path) => `- ${path}`).join('\n')}`).join('\n')}`;
  return new ApiError(409, 'Conflict', `Apply failed with ${words}`, { causes });
}

/** Takes away what the applier owned before, names no longer, and nobody else owns. */
function withoutLeftOver(schema: JsonSchema, merged: unknown, last: FieldSet, managers: Managers): unknown {
  const wide = (set: FieldSet) => withParents(schema, set);
  const pruned = removeFields(schema, merged, wide(last));
  const all = wide(fieldsOf(schema, merged));
  let owned: FieldSet = new Fields();
  for (const { fields } of managers.values()) owned = owned.union(fields);
  const kept = wide(fieldsOf(schema, pruned)).union(wide(owned));
  const withOwned = removeFields(schema, merged, all.difference(kept));
  const gone = all.difference(wide(fieldsOf(schema, withOwned))).intersection(wide(last));
  return removeFields(schema, merged, gone);
}

function settle(live: object, next: object, self: string, managers: Managers, request: { schema: JsonSchema; core: boolean; force: boolean }): void {
  const { added, modified, removed } = compareObjects(request.schema, live, next, request.core);
  const changed = added.union(modified);
  const conflicts: { manager: Manager; path: string }[] = [];
  for (const [key, entry] of managers) {
    if (key === self) continue;
    const lost = entry.fields.intersection(changed);
    for (const steps of lost.paths()) conflicts.push({ manager: entry, path: pathText(steps) });
  }
  if (conflicts.length > 0 && !request.force) throw conflictError(conflicts);
  for (const [key, entry] of managers) {
    if (key !== self) managers.set(key, { ...entry, fields: entry.fields.difference(changed).difference(removed) });
  }
}

function isTrue(text: string | null): boolean {
  return text !== null && text !== 'false' && text !== '0';
}

/**
 * Server-side apply: the object after the configuration is laid over it, with its managedFields. Fields that others own and
 * that would change are a 409 unless `force` is asked for; fields the applier no longer names go when nobody else owns them.
 * A repeated apply gives the object back as it was.
 */
export function applyConfiguration(request: ApplyRequest): UnknownObject {
  const { current, definition, query, time, subresource = '' } = request;
  const manager = query.get('fieldManager') ?? '';
  if (manager === '') throw optionsInvalid({ reason: 'FieldValueRequired', message: 'Required value: is required for apply patch', field: 'fieldManager' });
  const config = inScope(readConfig(request), request);
  const schema = rootSchema(schemaOf(request.version));
  const core = definition.origin === 'core';
  const live = current ? cloneJson(current) : { apiVersion: config.apiVersion, kind: config.kind, metadata: { name: '' } };
  const managers: Managers = decodeManagers(current?.metadata.managedFields) ?? new Map();
  delete live.metadata.managedFields;
  if (current && managers.size === 0) {
    recordChange(managers, {}, live, { manager: 'before-first-apply', apiVersion: config.apiVersion, time, schema, core });
  }
  const before = encodeManagers(managers);
  const identity = { manager, operation: 'Apply' as const, apiVersion: config.apiVersion, subresource };
  const self = managerKey(identity);
  const last = managers.get(self);
  const fields = withoutIdentity(fieldsOf(schema, config));
  managers.set(self, { ...identity, time: last?.time ?? time, fields });
  const merged = mergeTyped(schema, live, withoutServerFields(config));
  const next = last && !last.fields.isEmpty ? withoutLeftOver(schema, merged, last.fields, managers) : merged;
  if (!isObject(next)) throw badRequest('the applied configuration leaves no object');
  settle(live, next, self, managers, { schema, core, force: isTrue(query.get('force')) });
  const isNoop = sameJson(live, next) && sameJson(before, encodeManagers(managers));
  if (!isNoop) managers.set(self, { ...identity, time, fields });
  return withManagers(next, merged, encodeManagers(managers));
}

/** The server sets these, whatever a configuration says. */
function withoutServerFields(config: UnknownObject): object {
  const owned = new Set(['creationTimestamp', 'resourceVersion', 'generation', 'managedFields']);
  const metadata = Object.fromEntries(Object.entries(config.metadata).filter(([name, value]) => !owned.has(name) && value !== ''));
  return { ...config, metadata };
}

/** Taking away what the applier left out may take the metadata with it: what nobody owns in there stays. */
function withManagers(next: Record<string, unknown>, merged: unknown, managedFields: ManagedFieldsEntry[]): UnknownObject {
  const before = isObject(merged) && isObject(merged.metadata) ? merged.metadata : {};
  const identity = Object.fromEntries(OWNERLESS_META.filter((name) => has(before, name)).map((name) => [name, before[name]]));
  const { apiVersion, kind } = isObject(merged) ? merged : next;
  return { ...next, apiVersion: String(apiVersion), kind: String(kind), metadata: { name: '', ...identity, ...(isObject(next.metadata) ? next.metadata : {}), managedFields } };
}
