import { close, closeSync, fdatasync, fstatSync, fsync, ftruncate, openSync, readSync, readdirSync, write } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ByteSource } from '../persistence';

/** A file of the log. Bytes can be read from it even after it was removed, as long as the object is held. */
export interface DiskFile extends ByteSource {
  readonly size: number;
  /** Writes all of the bytes at `offset`; after a failure some of them may be there. */
  write(offset: number, bytes: Buffer): Promise<void>;
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
}

/** The few things the log asks of a file system: its tests exchange it for one that crashes. */
export interface Disk {
  names(): string[];
  open(name: string): DiskFile;
  /** A new, empty file. */
  create(name: string): DiskFile;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Makes creations, renames and removals durable. */
  syncFolder(): Promise<void>;
}

const writeTo = promisify(write);
const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);
const cut = promisify(ftruncate);

/** Nobody knows when the last reader of a removed file lets go of it: its descriptor goes with the object. */
const forgotten = new FinalizationRegistry<number>((descriptor) => close(descriptor));

class RealFile implements DiskFile {
  readonly #descriptor: number;

  constructor(path: string, flags: string) {
    this.#descriptor = openSync(path, flags, 0o600);
    forgotten.register(this, this.#descriptor);
  }

  get size(): number {
    return fstatSync(this.#descriptor).size;
  }

  read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    let got = 0;
    while (got < length) {
      const more = readSync(this.#descriptor, bytes, got, length - got, offset + got);
      if (more === 0) return bytes.subarray(0, got);
      got += more;
    }
    return bytes;
  }

  async write(offset: number, bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await writeTo(this.#descriptor, bytes, done, bytes.length - done, offset + done);
      done += bytesWritten;
    }
  }

  sync(): Promise<void> {
    return syncData(this.#descriptor);
  }

  truncate(size: number): Promise<void> {
    return cut(this.#descriptor, size);
  }
}

/** The file system below `folder`. */
export function realDisk(folder: string): Disk {
  return {
    names: () => readdirSync(folder),
    open: (name) => new RealFile(join(folder, name), 'r+'),
    create: (name) => new RealFile(join(folder, name), 'wx+'),
    rename: (from, to) => rename(join(folder, from), join(folder, to)),
    remove: (name) => unlink(join(folder, name)),
    syncFolder: async () => {
      const descriptor = openSync(folder, 'r');
      try {
        await syncAll(descriptor);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
