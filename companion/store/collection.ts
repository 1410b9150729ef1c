import type { StoredRecord } from './record';

/** All objects of one resource, ordered by key (namespace, then name, byte by byte, as etcd orders them). */
export class Collection {
  readonly #byKey = new Map<string, StoredRecord>();
  readonly #sorted: StoredRecord[] = [];

  get size(): number {
    return this.#sorted.length;
  }

  get(key: string): StoredRecord | undefined {
    return this.#byKey.get(key);
  }

  set(record: StoredRecord): void {
    const known = this.#byKey.has(record.key);
    this.#byKey.set(record.key, record);
    const at = this.#position(record.key);
    if (known) this.#sorted[at] = record;
    else this.#sorted.splice(at, 0, record);
  }

  delete(key: string): void {
    if (!this.#byKey.delete(key)) return;
    this.#sorted.splice(this.#position(key), 1);
  }

  /** All records, or those of one namespace. The answer is a copy: later changes do not show in it. */
  records(namespace?: string): StoredRecord[] {
    if (!namespace) return this.#sorted.slice();
    // '0' is the character after '/'.
    return this.#sorted.slice(this.#position(`${namespace}/`), this.#position(`${namespace}0`));
  }

  /** Position of the first record whose key is not below `key`. */
  #position(key: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = this.#sorted[middle];
      if (record && record.key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
