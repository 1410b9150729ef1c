import type { KindRef } from '../../contracts/kinds';
import type { KubeObject, WatchEventType } from '../../contracts/objects';

/**
 * How controllers, subresources and the seed see the world: the same verbs a remote client has, in process.
 * Reads answer from memory at once and hand out frozen objects (never change them; clone first).
 * Writes go through the same defaulting, admission and validation as HTTP requests, as the identity the client was made
 * for, and resolve when the change is durable. Failures are `ApiError`.
 */
export interface ObjectReader {
  get<T extends KubeObject>(kind: KindRef<T>, name: string, namespace?: string): T | undefined;
  list<T extends KubeObject>(kind: KindRef<T>, options?: { namespace?: string; labels?: Record<string, string> }): readonly T[];
  /**
   * Calls `handler` at once with ADDED for all that exists, then for every change, in order, each exactly once.
   * The returned function ends the watch.
   */
  watch<T extends KubeObject>(kind: KindRef<T>, handler: (event: ObjectEvent<T>) => void): () => void;
}

export interface ObjectEvent<T extends KubeObject> {
  type: Extract<WatchEventType, 'ADDED' | 'MODIFIED' | 'DELETED'>;
  object: T;
  /** The state before, for MODIFIED. */
  previous?: T;
}

export interface DeleteOptions {
  propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
}

export interface ObjectWriter {
  create<T extends KubeObject>(kind: KindRef<T>, object: T): Promise<T>;
  /** Replaces the object; a stale `metadata.resourceVersion` is refused with 409. `subresource: 'status'` changes only status. */
  update<T extends KubeObject>(kind: KindRef<T>, object: T, options?: { subresource?: 'status' }): Promise<T>;
  /**
   * Reads, lets `change` edit a copy, writes; on a conflict reads again (a few times). No write when nothing changed.
   * Resolves with undefined when the object does not exist.
   */
  mutate<T extends KubeObject>(
    kind: KindRef<T>,
    name: string,
    namespace: string | undefined,
    change: (draft: T) => void,
    options?: { subresource?: 'status' },
  ): Promise<T | undefined>;
  /** Deleting what is not there is not an error. */
  delete(kind: KindRef<KubeObject>, name: string, namespace?: string, options?: DeleteOptions): Promise<void>;
}

export interface ObjectClient extends ObjectReader, ObjectWriter {}
