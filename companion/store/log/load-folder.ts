import type { Logger } from '../../lib/logger';
import type { PersistedChange } from '../persistence';
import type { Disk, DiskFile } from './disk';
import { decodeBatch } from './frame';
import { DamagedError, framesOf, isTorn, readHead } from './log-file';
import type { FileHead, FrameAt } from './log-file';
import { contentOf, logName, snapshotName } from './log-names';

export interface FoundLog {
  number: number;
  file: DiskFile;
  /** Where the intact part ends. */
  end: number;
}

/** What was found, complete when all has been read. */
export interface Found {
  /** Every change after this revision was read. */
  base: number;
  /** The newest revision. */
  revision: number;
  snapshot?: { number: number; size: number };
  logs: FoundLog[];
  /** A crash cut a commit off behind the end of the last log. */
  torn: boolean;
  /** A last log whose beginning was cut off while it was made: nothing is in it. */
  unbegun?: DiskFile;
}

/** Reads a folder of snapshot and logs and yields what is in it. Damage to what was answered ends it with an error. */
export class FolderLoader {
  readonly found: Found = { base: 0, revision: 0, logs: [], torn: false };

  constructor(
    private readonly disk: Disk,
    private readonly folder: string,
    private readonly logger: Logger,
  ) {}

  *changes(): Iterable<PersistedChange> {
    const { snapshot, logs } = contentOf(this.disk.names());
    if (snapshot !== undefined) yield* this.#snapshot(snapshot);
    const first = (snapshot ?? 0) + 1;
    for (const [index, number] of logs.entries()) {
      if (number !== first + index) throw new DamagedError(this.#path(logName(first + index)), 'is missing');
      yield* this.#log(number, index === logs.length - 1);
    }
  }

  *#snapshot(number: number): Iterable<PersistedChange> {
    const path = this.#path(snapshotName(number));
    const file = this.disk.open(snapshotName(number));
    const { head, frames } = this.#begin(path, file);
    let objects = 0;
    let next = frames.next();
    for (; !next.done; next = frames.next()) {
      for (const change of changesOf(file, next.value, false)) {
        objects += 1;
        yield change;
      }
    }
    if (next.value < file.size) throw unreadable(path, file, next.value);
    if (objects !== head.objects) throw new DamagedError(path, `holds ${objects} of ${head.objects ?? 0} objects`);
    this.found.base = this.found.revision = head.base;
    this.found.snapshot = { number, size: file.size };
  }

  *#log(number: number, last: boolean): Iterable<PersistedChange> {
    const { found } = this;
    const path = this.#path(logName(number));
    const file = this.disk.open(logName(number));
    if (last && !readHead(path, file)) {
      found.unbegun = file;
      return;
    }
    const { head, frames } = this.#begin(path, file);
    // The very first log says where revisions begin. A gap between two logs means that the end of the first is gone.
    if (number === 1 && !found.snapshot) found.base = found.revision = head.base;
    else if (head.base !== found.revision) throw new DamagedError(path, `begins at revision ${head.base}, but what is before it ends at ${found.revision}`);
    let next = frames.next();
    for (; !next.done; next = frames.next()) {
      for (const change of changesOf(file, next.value, true)) {
        found.revision = change.revision;
        yield change;
      }
    }
    const end = next.value;
    if (end < file.size) {
      if (!last || !isTorn(file, end)) throw unreadable(path, file, end);
      this.logger.warn('a commit that a crash cut off is left out: it was never answered', { file: path, at: end, bytes: file.size - end });
      found.torn = true;
    }
    found.logs.push({ number, file, end });
  }

  #begin(path: string, file: DiskFile): { head: FileHead; frames: Generator<FrameAt, number> } {
    const start = readHead(path, file);
    if (!start) throw new DamagedError(path, 'does not begin as it should');
    return { head: start.head, frames: framesOf(file, start.end) };
  }

  #path(name: string): string {
    return `${this.folder}/${name}`;
  }
}

function unreadable(path: string, file: DiskFile, at: number): DamagedError {
  return new DamagedError(path, `cannot be read at byte ${at} of ${file.size}`);
}

function* changesOf(source: DiskFile, { at, frame }: FrameAt, history: boolean): Iterable<PersistedChange> {
  for (const { offset, ...write } of decodeBatch(frame)) yield { ...write, history, place: { source, offset: at + offset } };
}
