import type { ObjectMeta, UnknownObject } from '../../contracts/objects';
import { deepFreeze, objectText, toJson } from './canonical';
import type { FieldOrder } from './canonical';
import { metadataMember, metadataSpan } from './json-scan';
import { parseLazily } from './lazy-managers';
import type { LiveRecord, Place } from './persistence';
import { Residents } from './residents';
import type { Resident } from './residents';

const MEGABYTE = 1024 * 1024;

/** JSON that can be read again from the disk, in this process. */
const loaded = new Residents(128 * MEGABYTE);
/** Parsed objects, by the size of their JSON; in memory they are about as large. */
const parsed = new Residents(128 * MEGABYTE);

const OWNERS = Buffer.from('"ownerReferences":[');
const DELETION = Buffer.from('"deletionTimestamp":"');

class Held<T> implements Resident {
  slot = -1;
  used = false;

  constructor(
    readonly value: T,
    readonly size: number,
    private readonly drop: StoredRecord,
    private readonly form: 'bytes' | 'object',
  ) {}

  evict(): void {
    this.drop.letGo(this.form);
  }
}

/**
 * One state of one object: its JSON as it goes over the wire, and the parsed form when somebody needs it. What the store
 * keeps may lie on the disk only; both forms are fetched again when somebody asks.
 */
export class StoredRecord implements LiveRecord {
  readonly key: string;
  readonly revision: number;
  /** Bytes of the JSON. */
  readonly size: number;
  /** Where the members after `apiVersion` (built-in kinds: after `kind` and `apiVersion`) begin. */
  readonly cut: number;
  /** Hints, so that nothing has to be read of who is neither. */
  readonly mayBeOwned: boolean;
  readonly mayBeLeaving: boolean;
  #json: Held<Buffer> | undefined;
  #object: Held<UnknownObject> | undefined;
  #place: Place | undefined;
  #kept = false;

  constructor(key: string, revision: number, json: Buffer, object?: UnknownObject) {
    this.key = key;
    this.revision = revision;
    this.size = json.length;
    this.cut = cutOf(json);
    this.mayBeOwned = json.includes(OWNERS);
    this.mayBeLeaving = json.includes(DELETION);
    this.#json = new Held(json, json.length, this, 'bytes');
    this.#object = object && new Held(object, json.length, this, 'object');
  }

  /** A state from an object that went through `canonical`. */
  static of(key: string, revision: number, object: UnknownObject, order: FieldOrder): StoredRecord {
    return new StoredRecord(key, revision, Buffer.from(objectText(object, order)), object);
  }

  /** A state on the disk; `json` is only looked at. */
  static at(place: Place, { key, revision, json }: { key: string; revision: number; json: Buffer }): StoredRecord {
    const record = new StoredRecord(key, revision, json);
    record.#json = undefined;
    record.keep(place);
    return record;
  }

  /** The whole object in the version it is stored in. */
  get json(): Buffer {
    if (!this.#json) {
      this.#json = new Held(this.bytes(), this.size, this, 'bytes');
      loaded.add(this.#json);
    }
    this.#json.used = true;
    return this.#json.value;
  }

  /** As `json`, for who reads it only once. */
  bytes(): Buffer {
    const bytes = this.#json?.value ?? this.#place?.source.read(this.#place.offset, this.size);
    if (bytes?.length !== this.size) throw new Error(`the state of ${this.key} at revision ${this.revision} can no longer be read from the disk`);
    return bytes;
  }

  /** The parsed object, frozen at every level. */
  get object(): UnknownObject {
    if (!this.#object) {
      this.#object = new Held(this.#kept ? parseLazily(this) : deepFreeze(JSON.parse(this.bytes().toString('utf8')) as UnknownObject), this.size, this, 'object');
      if (this.#kept) parsed.add(this.#object);
    }
    this.#object.used = true;
    return this.#object.value;
  }

  /** A member of the object's metadata, read without parsing the rest. */
  metadata<N extends keyof ObjectMeta>(name: N): ObjectMeta[N] | undefined {
    if (this.#object) return this.#object.value.metadata[name];
    const json = this.bytes();
    const span = metadataMember(json, this.cut, name);
    if (span === 'unknown') return this.object.metadata[name];
    return span && (JSON.parse(json.toString('utf8', span.start, span.end)) as ObjectMeta[N]);
  }

  /** The JSON of the metadata alone. */
  metadataJson(): string {
    const span = metadataSpan(this.json, this.cut);
    return span ? this.json.toString('utf8', span.start, span.end) : toJson(this.object.metadata);
  }

  /** The store holds this state from now on, and can read it again at `place`. Its forms become part of the budget. */
  keep(place: Place | undefined): void {
    this.#kept = true;
    this.#place = place;
    if (place && this.#json) loaded.add(this.#json);
    // Objects of the parser are smaller than those that were put together member by member.
    this.#object = undefined;
  }

  settle(place: Place): void {
    this.#place = place;
  }

  /** Lets go of the parsed form. */
  forget(): void {
    if (this.#object) parsed.remove(this.#object);
    this.#object = undefined;
  }

  /** For the budget only. */
  letGo(form: 'bytes' | 'object'): void {
    if (form === 'bytes') this.#json = undefined;
    else this.#object = undefined;
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
