import type { ManagedFieldsEntry, UnknownObject } from '../../contracts/objects';
import { deepFreeze } from './canonical';
import { blanked, metadataMember } from './json-scan';

interface Source {
  readonly cut: number;
  /** The JSON of the whole object. */
  bytes(): Buffer;
}

const MEMBER = 'managedFields';
const SOURCE = Symbol('source');

/** What was asked for last: one write asks for the same several times. */
let recent: { source: Source; managers: ManagedFieldsEntry[] | undefined } | undefined;

/** One function for all objects: so they share their hidden class. */
function readManagers(this: { [SOURCE]?: Source }): ManagedFieldsEntry[] | undefined {
  const source = this[SOURCE];
  if (!source) return undefined;
  if (recent?.source !== source) {
    const json = source.bytes();
    const span = metadataMember(json, source.cut, MEMBER);
    const managers = typeof span === 'object' ? (JSON.parse(json.toString('utf8', span.start, span.end)) as ManagedFieldsEntry[]) : undefined;
    recent = { source, managers: deepFreeze(managers) };
  }
  return recent.managers;
}

/**
 * The parsed object, frozen, whose `managedFields` are read from the JSON only when somebody asks: they are half of what a
 * parsed object weighs, and only writes look at them.
 */
export function parseLazily(source: Source): UnknownObject {
  const json = source.bytes();
  const span = metadataMember(json, source.cut, MEMBER);
  if (typeof span !== 'object') return deepFreeze(JSON.parse(json.toString('utf8')) as UnknownObject);
  const object = JSON.parse(blanked(json, span)) as UnknownObject;
  const { metadata } = object;
  for (const member of Object.values(metadata)) deepFreeze(member);
  Object.defineProperty(metadata, MEMBER, { get: readManagers, enumerable: true });
  Object.defineProperty(metadata, SOURCE, { value: source });
  Object.freeze(metadata);
  for (const name of Object.keys(object)) {
    if (name !== 'metadata') deepFreeze(object[name]);
  }
  return Object.freeze(object);
}
