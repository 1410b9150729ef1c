import type { KindRef } from '../../contracts/kinds';
import { apiPath, virtSubresourcePath } from '../../contracts/kinds';
import type { KubeList, KubeObject, UnknownObject } from '../../contracts/objects';
import { apiAddress } from './address';
import { listOf, objectOf } from './objects';
import { jsonOf, request, withQuery } from './request';
import type { Query } from './request';
import type { JsonPatchOperation, ListScope } from './types';

export interface ListPage extends ListScope {
  limit?: number;
  continue?: string | undefined;
  resourceVersion?: string;
  signal?: AbortSignal | undefined;
}

type Namespaced = string | undefined;

/** Reads one object. */
export async function getObject<T extends KubeObject>(
  kind: KindRef<T>,
  name: string,
  namespace?: Namespaced,
  signal?: AbortSignal,
): Promise<T> {
  return objectOf(kind, await jsonOf(await request(apiPath(kind, { namespace, name }), { signal })));
}

/** Reads one page of a list; without `limit` everything. */
export async function listObjects<T extends KubeObject>(kind: KindRef<T>, page: ListPage = {}): Promise<KubeList<T>> {
  const { namespace, labelSelector, fieldSelector, limit, resourceVersion, signal } = page;
  const query = { labelSelector, fieldSelector, limit, resourceVersion, continue: page.continue };
  return listOf(kind, await jsonOf(await request(apiPath(kind, { namespace }), { query, signal })));
}

/** Creates; the namespace is the object's own. */
export async function createObject<T extends KubeObject>(
  kind: KindRef<T>,
  object: KubeObject | UnknownObject,
  query: Query = {},
): Promise<T> {
  const path = apiPath(kind, { namespace: kind.namespaced ? object.metadata.namespace : undefined });
  return objectOf(kind, await jsonOf(await request(path, { method: 'POST', body: object, query })));
}

/** Applies a JSON patch. Guard what you replace with `test` operations: a failed test is a refusal, not a lost update. */
export async function patchObject<T extends KubeObject>(
  kind: KindRef<T>,
  name: string,
  namespace: Namespaced,
  operations: readonly JsonPatchOperation[],
  query: Query = {},
): Promise<T> {
  const path = apiPath(kind, { namespace, name });
  const contentType = 'application/json-patch+json';
  return objectOf(kind, await jsonOf(await request(path, { method: 'PATCH', body: operations, contentType, query })));
}

export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** Deletes; with a precondition on the uid, a namesake created meanwhile survives. */
export async function deleteObject(
  kind: KindRef<KubeObject>,
  name: string,
  namespace?: Namespaced,
  options: DeleteOptions = {},
): Promise<void> {
  const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...options };
  await (await request(apiPath(kind, { namespace, name }), { method: 'DELETE', body })).text();
}

/** A verb of KubeVirt. `*\/*` must be acceptable: virt-api answers empty bodies and otherwise refuses with 406. */
export async function putSubresource(
  plural: 'virtualmachines' | 'virtualmachineinstances',
  namespace: string,
  name: string,
  subresource: string,
  body: object = {},
): Promise<void> {
  const path = virtSubresourcePath(plural, namespace, name, subresource);
  await (await request(path, { method: 'PUT', body, accept: 'application/json, */*' })).text();
}

/** Any GET below the API root as text: logs, plain answers. */
export async function getText(path: string, query: Query = {}, signal?: AbortSignal): Promise<string> {
  return (await request(path, { query, signal, accept: '*/*' })).text();
}

/** Any GET below the API root as JSON, unchecked: the caller narrows it. */
export async function getJson(path: string, query: Query = {}, signal?: AbortSignal): Promise<unknown> {
  return jsonOf(await request(path, { query, signal }));
}

/** Any GET below the API root as bytes: screenshots. */
export async function getBlob(path: string, query: Query = {}, signal?: AbortSignal): Promise<Blob> {
  return (await request(path, { query, signal, accept: 'image/png, */*' })).blob();
}

/** Posts a review (access, rules, user) and returns its answer unchecked. */
export async function postReview(path: string, review: object, signal?: AbortSignal): Promise<unknown> {
  return jsonOf(await request(path, { method: 'POST', body: review, signal }));
}

/** The WebSocket address of a path below the API root. */
export function socketUrl(path: string, query: Query = {}): string {
  return withQuery(`${apiAddress().root.replace(/^http/, 'ws')}${path}`, query);
}
