import type { UnknownObject } from '../../../../contracts/objects';
import type { ObjectReader } from '../../../store/client';

/** Writes are durable long before that. */
const LONGEST_WRITE_MS = 2000;

interface Pending {
  resource: string;
  object: UnknownObject;
}

/** Per server: objects that passed their quotas and are being written, by uid. Readers do not see them yet. */
const beingWritten = new WeakMap<ObjectReader, Map<string, Pending>>();

const bornAt = ({ metadata }: UnknownObject) => Date.parse(metadata.creationTimestamp ?? '');

/** Counts the object in the quotas of those who come before it is written. */
export function remember(read: ObjectReader, resource: string, object: UnknownObject): void {
  const pending = beingWritten.get(read) ?? new Map<string, Pending>();
  beingWritten.set(read, pending);
  for (const [uid, known] of pending) if (bornAt(object) - bornAt(known.object) > LONGEST_WRITE_MS) pending.delete(uid);
  if (object.metadata.uid) pending.set(object.metadata.uid, { resource, object: structuredClone(object) });
}

/** What is deleted has been written. */
export function forget(read: ObjectReader, { metadata }: UnknownObject): void {
  beingWritten.get(read)?.delete(metadata.uid ?? '');
}

/** Objects of the resource in the namespace that are on their way; those that have arrived are in `written`. */
export function onTheirWay(read: ObjectReader, resource: string, namespace: string, written: readonly UnknownObject[]): UnknownObject[] {
  const pending = beingWritten.get(read);
  if (!pending || pending.size === 0) return [];
  for (const { metadata } of written) pending.delete(metadata.uid ?? '');
  return [...pending.values()].filter((each) => each.resource === resource && each.object.metadata.namespace === namespace).map(({ object }) => object);
}
