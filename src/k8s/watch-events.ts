import type { KindRef } from '../../contracts/kinds';
import type { KubeObject, WatchEventType } from '../../contracts/objects';
import { objectOf } from './objects';

export type ParsedFrame<T> =
  | { kind: 'change'; type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: T; resourceVersion: string | undefined }
  | { kind: 'bookmark'; resourceVersion: string | undefined }
  | { kind: 'expired' }
  | { kind: 'ignored' };

const changes: readonly WatchEventType[] = ['ADDED', 'MODIFIED', 'DELETED'];

function isChange(type: unknown): type is 'ADDED' | 'MODIFIED' | 'DELETED' {
  return changes.some((each) => each === type);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function versionOf(object: unknown): string | undefined {
  const version = field(field(object, 'metadata'), 'resourceVersion');
  return typeof version === 'string' ? version : undefined;
}

/**
 * One WebSocket text frame carries one watch event. An ERROR event ends the watch: whatever its code
 * (410 Expired as a rule), the way on is a new listing.
 */
export function parseFrame<T extends KubeObject>(kind: KindRef<T>, text: string): ParsedFrame<T> {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { kind: 'ignored' };
  }
  const type = field(frame, 'type');
  const object = field(frame, 'object');
  if (type === 'ERROR') return { kind: 'expired' };
  const resourceVersion = versionOf(object);
  if (type === 'BOOKMARK') return { kind: 'bookmark', resourceVersion };
  if (!isChange(type)) return { kind: 'ignored' };
  try {
    return { kind: 'change', type, object: objectOf(kind, object), resourceVersion };
  } catch {
    return { kind: 'ignored' };
  }
}
