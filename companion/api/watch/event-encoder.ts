import type { Status } from '../../../contracts/objects';
import { toJson } from '../../store/canonical';
import type { StoredRecord } from '../../store/record';
import { objectJson } from '../list/render';
import type { Resource } from '../registry';

export type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** Events as bytes, one JSON object each without a line end. */
export interface EventEncoder {
  object(type: EventType, record: StoredRecord): Buffer;
  bookmark(revision: number, initialEnd: boolean): Buffer;
  error(status: Status): Buffer;
}

const CLOSE = Buffer.from('}');
const INITIAL_END = { 'k8s.io/initial-events-end': 'true' };

export function bookmarkObject({ definition, apiVersion }: Resource, revision: number, initialEnd: boolean) {
  const annotations = initialEnd ? { annotations: INITIAL_END } : {};
  return { kind: definition.kind, apiVersion, metadata: { resourceVersion: String(revision), ...annotations } };
}

export function encodeEvent(type: string, object: unknown): Buffer {
  return Buffer.from(toJson({ type, object }));
}

/** Whole objects: the stored JSON between a few constant bytes. */
export function plainEncoder(resource: Resource): EventEncoder {
  const open = { ADDED: opening('ADDED'), MODIFIED: opening('MODIFIED'), DELETED: opening('DELETED') };
  return {
    object: (type, record) => Buffer.concat([open[type], objectJson(resource, record), CLOSE]),
    bookmark: (revision, initialEnd) => encodeEvent('BOOKMARK', bookmarkObject(resource, revision, initialEnd)),
    error: (status) => encodeEvent('ERROR', status),
  };
}

function opening(type: EventType): Buffer {
  return Buffer.from(`{"type":"${type}","object":`);
}
