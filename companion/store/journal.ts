import type { StoredRecord } from './record';

/** One committed change. For DELETED, `record` is the last state under the revision of the deletion. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The resource the object belongs to, as `plural.group`. */
  resource: string;
  revision: number;
  record: StoredRecord;
  previous?: StoredRecord;
}

interface Bounds {
  changes: number;
  bytes: number;
}

/** Old states lie on the disk: what is bounded is how much of it watches may have to read. */
const DEFAULT_BOUNDS: Bounds = { changes: 50_000, bytes: 256 * 1024 * 1024 };

/** The latest changes of all resources, bounded in number and bytes: what watches resume from and old pages are rebuilt from. */
export class Journal {
  readonly #bounds: Bounds;
  readonly #all = new Fifo<Change>();
  readonly #byResource = new Map<string, Fifo<Change>>();
  #bytes = 0;
  #compacted: number;

  constructor(start: number, bounds: Partial<Bounds> = {}) {
    this.#compacted = start;
    this.#bounds = { ...DEFAULT_BOUNDS, ...bounds };
  }

  /** Changes after this revision are all here; older ones may be gone. */
  get compacted(): number {
    return this.#compacted;
  }

  push(change: Change): void {
    this.#all.push(change);
    let own = this.#byResource.get(change.resource);
    if (!own) this.#byResource.set(change.resource, (own = new Fifo()));
    own.push(change);
    this.#bytes += change.record.size;
    while (this.#all.length > this.#bounds.changes || this.#bytes > this.#bounds.bytes) this.#dropOldest();
  }

  /** The changes of `resource` after `revision`, oldest first, at most `limit`; undefined when they are no longer known. */
  after(resource: string, revision: number, limit = Number.MAX_SAFE_INTEGER): Change[] | undefined {
    if (revision < this.#compacted) return undefined;
    return this.#byResource.get(resource)?.after((change) => change.revision > revision, limit) ?? [];
  }

  /** Lets go of what is older than `revision`. */
  forget(revision: number): void {
    while ((this.#all.first?.revision ?? Number.POSITIVE_INFINITY) <= revision) this.#dropOldest();
    this.#compacted = Math.max(this.#compacted, revision);
  }

  #dropOldest(): void {
    const oldest = this.#all.shift();
    if (!oldest) return;
    this.#byResource.get(oldest.resource)?.shift();
    this.#bytes -= oldest.record.size;
    this.#compacted = oldest.revision;
  }
}

/** A queue whose `shift` does not move the rest on every call. */
class Fifo<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  get first(): T | undefined {
    return this.#items[this.#head];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    const item = this.#items[this.#head];
    if (this.length === 0) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** From the first item for which `isAfter` holds (it holds for all that follow) on. */
  after(isAfter: (item: T) => boolean, limit: number): T[] {
    let low = this.#head;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = this.#items[middle];
      if (item !== undefined && !isAfter(item)) low = middle + 1;
      else high = middle;
    }
    return this.#items.slice(low, Math.min(this.#items.length, low + limit)).filter((item) => item !== undefined);
  }
}
