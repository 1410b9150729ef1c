import type { Disk, DiskFile } from '../log/disk';

/** What a disk holds: names, and the bytes of each file. */
export type Content = ReadonlyMap<string, Buffer>;

/** What a disk writes whole or not at all. */
const SECTOR = 512;

interface Node {
  bytes: Buffer;
  /** What would be left after a loss of power. */
  durable: Buffer;
}

export class Crash extends Error {}

/** A disk in memory that stops at its `lastStep`-th change, in the middle of it when it is a write, and answers nothing more. */
export class CrashDisk implements Disk {
  steps = 0;
  /** Bytes all files together may have; a write beyond that ends in the middle with ENOSPC. */
  room = Number.POSITIVE_INFINITY;
  readonly #files: Map<string, Node>;
  #durableNames: Map<string, Node>;
  readonly #lastStep: number;

  constructor(content: Content = new Map(), lastStep = Number.POSITIVE_INFINITY) {
    this.#files = new Map([...content].map(([name, bytes]) => [name, { bytes, durable: bytes }]));
    this.#durableNames = new Map(this.#files);
    this.#lastStep = lastStep;
  }

  /** Runs one change of the disk; the last one only as far as `broken` does it. */
  #step(whole: () => void, broken: () => void = () => undefined): void {
    this.steps += 1;
    if (this.steps === this.#lastStep) broken();
    if (this.steps >= this.#lastStep) throw new Crash('crashed');
    whole();
  }

  names(): string[] {
    return [...this.#files.keys()];
  }

  open(name: string): DiskFile {
    const node = this.#files.get(name);
    if (!node) throw new Error(`no file ${name}`);
    return this.#handle(node);
  }

  create(name: string): DiskFile {
    if (this.#files.has(name)) throw new Error(`${name} is there already`);
    const node = { bytes: Buffer.alloc(0), durable: Buffer.alloc(0) };
    this.#step(() => this.#files.set(name, node));
    return this.#handle(node);
  }

  #handle(node: Node): DiskFile {
    return {
      get size() {
        return node.bytes.length;
      },
      read: (offset, length) => node.bytes.subarray(offset, offset + length),
      write: async (offset, bytes) => {
        const written = (length: number) => {
          const end = Math.max(node.bytes.length, offset + length);
          const next = Buffer.concat([node.bytes, Buffer.alloc(end - node.bytes.length)]);
          bytes.copy(next, offset, 0, length);
          node.bytes = next;
        };
        const fits = this.room - this.#used() - (offset + bytes.length - node.bytes.length);
        this.#step(
          () => written(fits < 0 ? Math.max(0, bytes.length + fits) : bytes.length),
          () => written(Math.floor(bytes.length / 2)),
        );
        if (fits < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
      sync: async () => this.#step(() => (node.durable = node.bytes)),
      truncate: async (size) => this.#step(() => (node.bytes = node.bytes.subarray(0, size))),
    };
  }

  #used(): number {
    return [...this.#files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  async rename(from: string, to: string): Promise<void> {
    const node = this.#files.get(from);
    if (!node) throw new Error(`no file ${from}`);
    this.#step(() => {
      this.#files.delete(from);
      this.#files.set(to, node);
    });
  }

  async remove(name: string): Promise<void> {
    this.#step(() => this.#files.delete(name));
  }

  async syncFolder(): Promise<void> {
    this.#step(() => (this.#durableNames = new Map(this.#files)));
  }

  /** The process is gone, the system is not: all that was written is there. */
  afterKill(): Content {
    return new Map([...this.#files].map(([name, { bytes }]) => [name, bytes]));
  }

  /**
   * The power went: of what was not synced, a share between 0 and 1 has reached the disk, and the rest reads as zeros.
   * Names that were not synced are the old ones, or with `newNames` the new ones.
   */
  afterPowerLoss(share: number, newNames: boolean): Content {
    const names = newNames ? this.#files : this.#durableNames;
    return new Map([...names].map(([name, node]) => [name, afterPowerLoss(node, share)]));
  }
}

function afterPowerLoss({ bytes, durable }: Node, share: number): Buffer {
  const same = Math.min(durable.length, bytes.length);
  if (durable.compare(bytes, 0, same, 0, same) !== 0 || bytes.length <= durable.length) return durable;
  const reached = durable.length + Math.floor((bytes.length - durable.length) * share);
  const kept = reached === bytes.length ? reached : Math.max(durable.length, reached - (reached % SECTOR));
  return Buffer.concat([bytes.subarray(0, kept), Buffer.alloc(bytes.length - kept)]);
}
