import type { UnknownObject } from '../../contracts/objects';
import { ApiError } from '../lib/api-error';
import type { Logger } from '../lib/logger';
import { canonical } from './canonical';
import type { FieldOrder } from './canonical';
import { Collection } from './collection';
import { Journal } from './journal';
import type { Change } from './journal';
import { DiskFullError } from './persistence';
import type { PersistedChange, PersistedWrite, Persistence, Place } from './persistence';
import { StoredRecord } from './record';
import { WatchHub } from './watch-hub';
import type { WatchScope } from './watch-hub';

interface Pending {
  change: Change;
  committed: Promise<void>;
  done(): void;
  failed(error: unknown): void;
}

/** What etcd allows by default. */
const MAX_BYTES = 2 * 1024 * 1024 * 1024;

/**
 * Head start of every process over the one before, so that no revision is ever given to two changes. A first start has it
 * too: small revisions are out of every journal, as on a server that has been there for a while.
 */
const HEAD_START = 1000;

/**
 * All objects in memory, every change durable before anyone sees it.
 * Writers prepare against `head` (what is committed plus what is on its way) without waiting, so that read-check-write is
 * atomic within one turn of the event loop; readers and watches see only what is committed. Changes that arrive while a
 * commit runs go together into the next one.
 */
export class Store {
  readonly journal: Journal;
  readonly #collections = new Map<string, Collection>();
  readonly #hub: WatchHub;
  readonly #persistence: Persistence;
  /** Newest uncommitted state by `resource key`; the record is absent when a deletion is on its way. */
  readonly #heads = new Map<string, Pending>();
  #queue: Pending[] = [];
  #committing: Promise<void> | undefined;
  #prepared: number;
  #revision: number;
  #closed = false;

  /** Of the JSON of all objects, those on their way included. */
  #bytes = 0;
  readonly #maxBytes: number;

  constructor(persistence: Persistence, logger: Logger, maxBytes = MAX_BYTES) {
    this.#persistence = persistence;
    this.#maxBytes = maxBytes;
    this.#hub = new WatchHub(logger);
    const history: Change[] = [];
    let highest = 0;
    for (const change of persistence.load()) {
      const known = this.#load(change);
      highest = Math.max(highest, change.revision);
      if (change.history) history.push(known);
    }
    highest = Math.max(highest, persistence.base);
    this.#revision = highest + HEAD_START;
    this.#prepared = this.#revision;
    // Revisions below the first start's belong to nobody.
    this.journal = new Journal(Math.max(persistence.base, HEAD_START));
    for (const change of history) this.journal.push(change);
  }

  /** What the persistence remembers, as the change it was. */
  #load({ deleted, resource, place, ...state }: PersistedChange): Change {
    const record = StoredRecord.at(place, state);
    const collection = this.collection(resource);
    const previous = collection.get(record.key);
    if (deleted) collection.delete(record.key);
    else collection.set(record);
    this.#bytes += (deleted ? 0 : record.size) - (previous?.size ?? 0);
    const type = deleted ? 'DELETED' : previous ? 'MODIFIED' : 'ADDED';
    return { type, resource, revision: record.revision, record, ...(previous ? { previous } : {}) };
  }

  /** The newest committed resourceVersion. */
  get revision(): number {
    return this.#revision;
  }

  /** Committed objects of `plural.group`. */
  collection(resource: string): Collection {
    let collection = this.#collections.get(resource);
    if (!collection) this.#collections.set(resource, (collection = new Collection()));
    return collection;
  }

  /** `plural.group` of everything that has, or had, objects. */
  resources(): string[] {
    return [...this.#collections.keys()];
  }

  /** What a writer has to start from: the newest state, committed or not. */
  head(resource: string, key: string): StoredRecord | undefined {
    const pending = this.#heads.get(`${resource} ${key}`);
    if (!pending) return this.collection(resource).get(key);
    return pending.change.type === 'DELETED' ? undefined : pending.change.record;
  }

  /** Resolves when what `head` shows is durable. */
  settled(resource: string, key: string): Promise<void> {
    return this.#heads.get(`${resource} ${key}`)?.committed ?? Promise.resolve();
  }

  /**
   * Queues the next state of an object. `build` gets the revision of the change and returns the object.
   * The record is final at once; `committed` resolves when it is durable and visible. A full store takes nothing that
   * would make it larger (507).
   */
  put(resource: string, key: string, order: FieldOrder, build: (revision: number) => UnknownObject): { record: StoredRecord; committed: Promise<void> } {
    const previous = this.head(resource, key);
    const revision = this.#prepared + 1;
    const record = StoredRecord.of(key, revision, canonical(build(revision), order), order);
    const growth = record.size - (previous?.size ?? 0);
    if (growth > 0 && this.#bytes + growth > this.#maxBytes) throw storeFull(this.#maxBytes);
    this.#prepared = revision;
    const change: Change = { type: previous ? 'MODIFIED' : 'ADDED', resource, revision, record, ...(previous ? { previous } : {}) };
    return { record, committed: this.#enqueue(change) };
  }

  /** Queues a removal; `build` gives the last state, carried by the DELETED event. */
  remove(resource: string, key: string, order: FieldOrder, build: (revision: number) => UnknownObject): { record: StoredRecord; committed: Promise<void> } {
    const previous = this.head(resource, key);
    const revision = (this.#prepared += 1);
    const record = StoredRecord.of(key, revision, canonical(build(revision), order), order);
    return { record, committed: this.#enqueue({ type: 'DELETED', resource, revision, record, ...(previous ? { previous } : {}) }) };
  }

  /** Calls `listener` with every committed batch that concerns `scope`; returns how to stop. */
  subscribe(scope: WatchScope, listener: (changes: readonly Change[]) => void): () => void {
    return this.#hub.subscribe(scope, listener);
  }

  /** Waits for what is queued, then lets go of the folder. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#committing) await this.#committing;
    await this.#persistence.close();
  }

  #enqueue(change: Change): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    let done: Pending['done'] = () => undefined;
    let failed: Pending['failed'] = () => undefined;
    const committed = new Promise<void>((resolve, reject) => {
      done = resolve;
      failed = reject;
    });
    const pending = { change, committed, done, failed };
    this.#bytes += sizeOf(change);
    this.#heads.set(`${change.resource} ${change.record.key}`, pending);
    this.#queue.push(pending);
    this.#committing ??= this.#drain();
    return committed;
  }

  async #drain(): Promise<void> {
    // One turn later: requests that are handled in this turn share the first commit.
    await new Promise<void>((next) => setImmediate(next));
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      try {
        const places = await this.#persistence.commit(batch.map(({ change }) => persisted(change)));
        this.#apply(batch, places);
      } catch (error) {
        this.#fail([...batch, ...this.#queue], error);
      }
    }
    // In the same turn as the last look at the queue, else a change could slip in between and wait for ever.
    this.#committing = undefined;
  }

  #apply(batch: readonly Pending[], places: readonly Place[]): void {
    for (const [index, pending] of batch.entries()) {
      const { type, resource, record } = pending.change;
      record.keep(places[index]);
      const collection = this.collection(resource);
      if (type === 'DELETED') collection.delete(record.key);
      else collection.set(record);
      const place = `${resource} ${record.key}`;
      if (this.#heads.get(place) === pending) this.#heads.delete(place);
      this.journal.push(pending.change);
      this.#revision = record.revision;
    }
    this.journal.forget(this.#persistence.base);
    this.#persistence.applied(() => [...this.#collections].map(([resource, collection]) => ({ resource, records: collection.records() })));
    this.#hub.publish(batch.map(({ change }) => change));
    // The journal keeps old states for long, but hardly anybody looks into them.
    for (const { change } of batch) change.previous?.forget();
    for (const pending of batch) pending.done();
  }

  /** Changes queued behind a failed commit were built on states that never came to be: they fail with it. */
  #fail(changes: readonly Pending[], error: unknown): void {
    this.#queue = [];
    this.#heads.clear();
    for (const { change, failed } of changes) {
      this.#bytes -= sizeOf(change);
      failed(storageError(error));
    }
  }
}

/** How much larger the store is after a change. */
function sizeOf({ type, record, previous }: Change): number {
  return (type === 'DELETED' ? 0 : record.size) - (previous?.size ?? 0);
}

function storeFull(bytes: number): ApiError {
  const size = `${Math.round(bytes / 1024 / 1024)} MiB`;
  return new ApiError(507, 'InsufficientStorage', `the object store is full (${size}): delete something first`, {});
}

/** A full disk is the operator's to mend and says so; the change did not happen. */
function storageError(error: unknown): ApiError {
  const message = `the change could not be stored: ${error instanceof Error ? error.message : String(error)}`;
  return error instanceof DiskFullError ? new ApiError(507, 'InsufficientStorage', message, {}) : new ApiError(500, 'InternalError', message, {});
}

function persisted({ type, resource, revision, record }: Change): PersistedWrite {
  return { deleted: type === 'DELETED', resource, key: record.key, revision, json: record.json };
}
