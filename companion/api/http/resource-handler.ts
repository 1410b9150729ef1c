import { ApiError } from '../../lib/api-error';
import { canonical } from '../../store/canonical';
import { StoredRecord, recordKey } from '../../store/record';
import type { UnknownObject } from '../../../contracts/objects';
import { listOptions } from '../list/list-options';
import { notOlderThan, readPage } from '../list/page';
import { methodNotAllowed, unknownResource } from '../errors';
import type { Resource } from '../registry';
import { selectionOf } from '../selectors/selection';
import { create } from '../verbs/create';
import { fieldOrder } from '../verbs/lifecycle';
import { patch } from '../verbs/patch';
import { remove } from '../verbs/remove';
import { update } from '../verbs/update';
import { notFound } from '../../lib/api-error';
import type { ApiCore, WriteContext } from '../core';
import { bodyFormat, decodeObject } from './decode';
import { duplicateFields } from './duplicate-fields';
import { defaultManager } from '../patch/managed-fields';
import type { Exchange } from './exchange';
import { deleteOptions, writeOptions } from './options';
import type { OptionsKind } from './options';
import { readBody } from './read-body';
import { sendPage, sendRecord } from './representation';
import { sendValue } from './respond';
import type { ResourcePath } from './request-path';

/** A request about stored objects. */
export interface ResourceCall {
  core: ApiCore;
  exchange: Exchange;
  path: ResourcePath;
  resource: Resource;
}

export async function get({ core, exchange, path, resource }: ResourceCall): Promise<void> {
  const name = path.name ?? '';
  await notOlderThan(core.store, core.clock, resource.id, exchange.query.get('resourceVersion') ?? '');
  const record = core.store.collection(resource.id).get(recordKey(path.namespace, name));
  if (!record) throw notFound(resource.definition, name);
  await sendRecord(exchange, core.clock, 200, resource, record);
}

export async function list({ core, exchange, path, resource }: ResourceCall): Promise<void> {
  const { query } = exchange;
  const options = listOptions(query);
  const selection = selectionOf(resource, path.namespace, query);
  const page = await readPage(core.store, core.clock, resource.id, selection, options);
  await sendPage(exchange, core.clock, resource, page);
}

export async function post({ core, exchange, path, resource }: ResourceCall): Promise<void> {
  const options = writeContext(exchange, 'CreateOptions');
  const { body, duplicates } = await readObject(exchange, resource);
  const record = await create(core, { ...options, duplicates }, { resource, namespace: path.namespace, body });
  await sendRecord(exchange, core.clock, 201, resource, record);
}

export async function put({ core, exchange, path, resource }: ResourceCall): Promise<void> {
  const options = writeContext(exchange, 'UpdateOptions');
  const { body, duplicates } = await readObject(exchange, resource);
  const record = await update(core, { ...options, duplicates }, { resource, namespace: path.namespace, name: path.name ?? '', subresource: path.subresource, body });
  await sendRecord(exchange, core.clock, 200, resource, record);
}

export async function patchObject({ core, exchange, path, resource }: ResourceCall): Promise<void> {
  const body = await readBody(exchange.req);
  const context = writeContext(exchange, 'PatchOptions');
  const { record, created } = await patch(core, context, {
    resource,
    namespace: path.namespace,
    name: path.name ?? '',
    subresource: path.subresource,
    body,
    contentType: exchange.req.headers['content-type'] ?? '',
    query: exchange.query,
  });
  await sendRecord(exchange, core.clock, created ? 201 : 200, resource, record);
}

export async function deleteObject({ core, exchange, path, resource }: ResourceCall): Promise<void> {
  const name = path.name ?? '';
  const { dryRun, ...options } = deleteOptions(await readBody(exchange.req), exchange.req.headers['content-type'], exchange.query);
  const context = { ...writeContext(exchange, 'DeleteOptions'), dryRun };
  const { record, gone } = await remove(core, context, { resource, namespace: path.namespace, name, options });
  if (!gone) return sendRecord(exchange, core.clock, 200, resource, record);
  const { definition } = resource;
  await sendValue(exchange, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(definition.group ? { group: definition.group } : {}), kind: definition.plural, uid: record.object.metadata.uid },
  });
}

export async function deleteCollection({ core, exchange, path, resource }: ResourceCall): Promise<void> {
  const { query } = exchange;
  const { dryRun, ...options } = deleteOptions(await readBody(exchange.req), exchange.req.headers['content-type'], query);
  const context = { ...writeContext(exchange, 'DeleteOptions'), dryRun };
  const selection = selectionOf(resource, path.namespace, query);
  const page = await readPage(core.store, core.clock, resource.id, selection, listOptions(query));
  await Promise.all(
    page.records.map((record) => remove(core, context, { resource, namespace: path.namespace ?? (record.namespace || undefined), name: record.name, options }).catch(ignoreMissing)),
  );
  await sendPage(exchange, core.clock, resource, page);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof ApiError && error.code === 404)) throw error;
}

/** An object a virtual kind made up, in the form stored ones have. */
export function virtualRecord(resource: Resource, object: UnknownObject): StoredRecord {
  const order = fieldOrder(resource.definition);
  const { name, ...metadata } = object.metadata;
  // Reviews have no name at all.
  const whole = canonical({ ...object, metadata: name ? object.metadata : metadata } as UnknownObject, order);
  const { namespace, resourceVersion } = whole.metadata;
  return StoredRecord.of(recordKey(namespace, name ?? ''), Number(resourceVersion ?? 0), whole, order);
}

export function writeContext({ req, query, user, warnings }: Exchange, kind: OptionsKind): WriteContext {
  const options = writeOptions(kind, query);
  return {
    user,
    internal: false,
    dryRun: options.dryRun,
    fieldManager: options.fieldManager ?? defaultManager(req.headers['user-agent']),
    fieldValidation: options.fieldValidation,
    warn: (text) => void warnings.push(text),
  };
}

async function readObject({ req }: Exchange, { definition }: Resource) {
  const format = bodyFormat(req.headers['content-type']);
  const bytes = await readBody(req);
  const body = decodeObject(bytes, format, definition.kind);
  return { body, duplicates: format === 'json' ? duplicateFields(bytes.toString('utf8')) : [] };
}

/** Which handler serves a method on this path; undefined when the resource does not serve the verb. */
export function handlerFor({ exchange, path, resource }: ResourceCall): ((call: ResourceCall) => Promise<void>) | undefined {
  const named = path.name !== undefined;
  switch (exchange.method) {
    case 'GET':
    case 'HEAD':
      return named ? get : list;
    case 'POST':
      return named && resource.definition.origin !== 'crd' ? undefined : post;
    case 'PUT':
      return named ? put : undefined;
    case 'PATCH':
      return named ? patchObject : undefined;
    case 'DELETE':
      return named ? deleteObject : deleteCollection;
    default:
      return undefined;
  }
}

/** Refuses paths that do not fit the scope of the kind, as a real server words it for each origin. */
export function checkScope({ definition }: Resource, path: ResourcePath, method: string): void {
  const allNamespaces = definition.namespaced && path.namespace === undefined;
  const misplaced = (!definition.namespaced && path.namespace !== undefined) || (allNamespaces && path.name !== undefined);
  if (misplaced) throw definition.origin === 'crd' ? new NoSuchPath() : unknownResource();
  if (allNamespaces && method !== 'GET' && method !== 'HEAD') throw definition.origin === 'crd' ? new NoSuchPath() : methodNotAllowed();
}

/** Answered as text, not as a Status. */
export class NoSuchPath extends Error {}
