import type { KindRef } from '../../contracts/kinds';
import type { KubeObject, StatusCause } from '../../contracts/objects';

/**
 * The contract of this room. Hooks (one file each, same name in kebab-case):
 *   useK8sList(kind, scope)            -> ListState<T>       list + watch, shared per (kind, namespace, selectors)
 *   useK8sObject(kind, name, ns)       -> ObjectState<T>     get + watch of one object
 *   useAccess(check | undefined)       -> AccessState        SelfSubjectAccessReview, cached
 * Calls (client.ts): getObject, listObjects, createObject, patchObject (JSON patch), deleteObject,
 *   putSubresource, getText, socketUrl (for consoles and transfers). All reject with ApiFailure.
 */
export interface ListScope {
  /** Undefined: all namespaces. */
  namespace?: string | undefined;
  labelSelector?: string;
  fieldSelector?: string;
  /** False: do nothing yet. */
  enabled?: boolean;
}

export interface ListState<T extends KubeObject> {
  items: readonly T[];
  /** The first page is there. */
  loaded: boolean;
  /** All pages are there. */
  complete: boolean;
  error?: ApiFailure;
  /** Set while the watch is broken: epoch milliseconds of the last good data. */
  staleSince?: number;
}

export interface ObjectState<T extends KubeObject> {
  object: T | undefined;
  loaded: boolean;
  /** `error.code === 404` after it was there means: deleted. */
  error?: ApiFailure;
  staleSince?: number;
}

export interface AccessCheck {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string | undefined;
  name?: string;
}

export interface AccessState {
  /** Undefined while the answer is on its way. */
  allowed: boolean | undefined;
  reason?: string;
}

/** What the server refused with, word for word. `code` 0: no answer at all. */
export interface ApiFailure {
  code: number;
  reason: string;
  message: string;
  causes: StatusCause[];
}

export interface JsonPatchOperation {
  op: 'add' | 'remove' | 'replace' | 'test' | 'move' | 'copy';
  path: string;
  value?: unknown;
  from?: string;
}

export type AnyKind = KindRef<KubeObject>;
