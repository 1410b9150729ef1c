import type { ManagedFieldsEntry, UnknownObject } from '../../contracts/objects';
import { deepFreeze } from './canonical';

interface Source {
  /** The JSON of the whole object. */
  bytes(): Buffer;
}

const SOURCE = Symbol('source');

/** What was asked for last: one write asks for the same several times. */
let recent: { source: Source; managers: ManagedFieldsEntry[] | undefined } | undefined;

/** One function for all objects: so they share their hidden class. */
function readManagers(this: { [SOURCE]?: Source }): ManagedFieldsEntry[] | undefined {
  const source = this[SOURCE];
  if (!source) return undefined;
  if (recent?.source !== source) {
    const { metadata } = JSON.parse(source.bytes().toString('utf8')) as UnknownObject;
    recent = { source, managers: deepFreeze(metadata.managedFields) };
  }
  return recent.managers;
}

/**
 * The same frozen object, whose `managedFields` are read from its JSON when somebody asks: they are half of what a parsed
 * object weighs, and only writes look at them.
 */
export function withLazyManagers(object: UnknownObject, source: Source): UnknownObject {
  if (object.metadata.managedFields === undefined) return object;
  const metadata = { ...object.metadata };
  Object.defineProperty(metadata, 'managedFields', { get: readManagers, enumerable: true });
  Object.defineProperty(metadata, SOURCE, { value: source });
  return Object.freeze({ ...object, metadata: Object.freeze(metadata) });
}
