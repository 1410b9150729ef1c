import type { UnknownObject } from '../../contracts/objects';
import { deepFreeze, objectText } from './canonical';
import type { FieldOrder } from './canonical';

/** One state of one object: its JSON as it goes over the wire, and the parsed form when somebody needs it. */
export class StoredRecord {
  readonly key: string;
  readonly revision: number;
  /** The whole object in the version it is stored in. */
  readonly json: Buffer;
  /** Where the members after `apiVersion` (built-in kinds: after `kind` and `apiVersion`) begin. */
  readonly cut: number;
  #object: UnknownObject | undefined;

  constructor(key: string, revision: number, json: Buffer, object?: UnknownObject) {
    this.key = key;
    this.revision = revision;
    this.json = json;
    this.cut = cutOf(json);
    this.#object = object;
  }

  /** A state from an object that went through `canonical`. */
  static of(key: string, revision: number, object: UnknownObject, order: FieldOrder): StoredRecord {
    return new StoredRecord(key, revision, Buffer.from(objectText(object, order)), object);
  }

  /** The parsed object, frozen at every level. */
  get object(): UnknownObject {
    this.#object ??= deepFreeze(JSON.parse(this.json.toString('utf8')) as UnknownObject);
    return this.#object;
  }

  /** Lets go of the parsed form; it is made again when somebody asks. */
  forget(): void {
    this.#object = undefined;
  }

  /** This state under another revision, as events show it to who sees the object vanish. */
  at(revision: number): StoredRecord {
    const object = { ...this.object, metadata: { ...this.object.metadata, resourceVersion: String(revision) } };
    return StoredRecord.of(this.key, revision, deepFreeze(object), isSorted(this.json) ? 'sorted' : 'struct');
  }

  get namespace(): string {
    const slash = this.key.indexOf('/');
    return slash < 0 ? '' : this.key.slice(0, slash);
  }

  get name(): string {
    return this.key.slice(this.key.indexOf('/') + 1);
  }
}

/** `namespace/name`, or the name alone for what has no namespace. */
export function recordKey(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

const SORTED_START = Buffer.from('{"apiVersion":"');

function isSorted(json: Buffer): boolean {
  return json.subarray(0, SORTED_START.length).equals(SORTED_START);
}

/** The writer of this JSON is `objectText`: it begins with apiVersion (sorted), or with kind and apiVersion before metadata. */
function cutOf(json: Buffer): number {
  return isSorted(json) ? json.indexOf('",', SORTED_START.length) + 2 : json.indexOf('"metadata":');
}
