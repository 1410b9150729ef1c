import type { Logger } from '../../lib/logger';
import { DiskFullError } from '../persistence';
import type { LiveResource, PersistedChange, PersistedWrite, Persistence, Place } from '../persistence';
import { writeSnapshot } from './compaction';
import type { Disk, DiskFile } from './disk';
import { encodeBatch } from './frame';
import { FolderLoader } from './load-folder';
import type { FoundLog } from './load-folder';
import { startOf } from './log-file';
import { contentOf, logName } from './log-names';

export interface LogOptions {
  /** For messages. */
  folder: string;
  logger: Logger;
  /** A log that has reached this size is followed by a new one. */
  logBytes?: number;
  /** Logs are replaced by a snapshot when they hold more than this and more than half of what the snapshot would. */
  garbageBytes?: number;
  /** Called when nothing more will be written. */
  closed?(): void;
}

const LOG_BYTES = 32 * 1024 * 1024;
const GARBAGE_BYTES = 64 * 1024 * 1024;
const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A log that has its final size. */
interface SealedLog {
  number: number;
  size: number;
  /** What lived when it was sealed, and the revision that was; not known of logs from before this start. */
  state?: { base: number; resources: readonly LiveResource[] };
}

/**
 * Objects as a log of commits, with snapshots that let old logs go. The log after the snapshot is also the history that
 * watches resume from, over restarts too: a snapshot always leaves the last full log in place.
 */
export class LogPersistence implements Persistence {
  readonly #disk: Disk;
  readonly #options: Required<LogOptions>;
  #base = 0;
  #revision = 0;
  #snapshot: { number: number; size: number } | undefined;
  #sealed: SealedLog[] = [];
  #current: FoundLog | undefined;
  /** The next log, when its beginning could not be written yet. */
  #next: DiskFile | undefined;
  /** Bytes behind the end of the current log wait to be cut off. */
  #untidy = false;
  #full: SealedLog['state'];
  #compacting: Promise<void> | undefined;
  #closing = false;

  constructor(disk: Disk, options: LogOptions) {
    this.#disk = disk;
    this.#options = { logBytes: LOG_BYTES, garbageBytes: GARBAGE_BYTES, closed: () => undefined, ...options };
  }

  get base(): number {
    return this.#base;
  }

  *load(): Iterable<PersistedChange> {
    const { folder, logger } = this.#options;
    const loader = new FolderLoader(this.#disk, folder, logger);
    yield* loader.changes();
    const { base, revision, snapshot, logs, torn, unbegun } = loader.found;
    this.#base = base;
    this.#revision = revision;
    this.#snapshot = snapshot;
    this.#current = logs.pop();
    this.#sealed = logs.map(({ number, end }) => ({ number, size: end }));
    this.#untidy = torn;
    this.#next = unbegun;
  }

  async commit(batch: readonly PersistedWrite[]): Promise<readonly Place[]> {
    const { frame, offsets } = encodeBatch(batch);
    try {
      const log = await this.#writable();
      this.#untidy = true;
      await log.file.write(log.end, frame);
      await log.file.sync();
      this.#untidy = false;
      const places = offsets.map((offset) => ({ source: log.file, offset: log.end + offset }));
      log.end += frame.length;
      this.#revision = batch[batch.length - 1]?.revision ?? this.#revision;
      return places;
    } catch (error) {
      await this.#tidy().catch(() => undefined);
      throw this.#explained(error);
    }
  }

  applied(state: () => readonly LiveResource[]): void {
    if (!this.#current || this.#current.end < this.#options.logBytes) return;
    this.#full = { base: this.#revision, resources: state() };
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#compacting;
    this.#options.closed();
  }

  /** Removes what a crash has left behind. */
  async removeLeftovers(): Promise<void> {
    for (const name of contentOf(this.#disk.names()).leftovers) await this.#disk.remove(name);
  }

  /** The log that takes the next commit: cut to what is known to be good, and followed by another when it is full. */
  async #writable(): Promise<FoundLog> {
    await this.#tidy();
    if (this.#current && !this.#full && !this.#next) return this.#current;
    const previous = this.#current;
    const number = previous ? previous.number + 1 : (this.#snapshot?.number ?? 0) + 1;
    this.#next ??= this.#disk.create(logName(number));
    const start = startOf({ base: this.#revision });
    await this.#next.truncate(0);
    await this.#next.write(0, start);
    await this.#next.sync();
    await this.#disk.syncFolder();
    const current = { number, file: this.#next, end: start.length };
    this.#next = undefined;
    this.#current = current;
    if (previous) this.#seal(previous);
    return current;
  }

  #seal({ number, end }: FoundLog): void {
    // Two states are enough: a snapshot is made of the last but one, so that the last full log stays as history.
    this.#sealed = this.#sealed.map((log, index) => (index < this.#sealed.length - 1 ? { number: log.number, size: log.size } : log));
    this.#sealed.push({ number, size: end, ...(this.#full ? { state: this.#full } : {}) });
    this.#full = undefined;
    if (!this.#compacting && this.#isDue()) this.#compacting = this.#compact().finally(() => (this.#compacting = undefined));
  }

  #isDue(): boolean {
    const logs = this.#sealed.reduce((sum, { size }) => sum + size, 0);
    return this.#sealed.length > 1 && logs > Math.max(this.#options.garbageBytes, (this.#snapshot?.size ?? 0) / 2);
  }

  async #compact(): Promise<void> {
    const job = this.#sealed[this.#sealed.length - 2];
    if (!job?.state) return;
    const { number, state } = job;
    try {
      const snapshot = await writeSnapshot(this.#disk, { number, base: state.base, state: state.resources, abandoned: () => this.#closing });
      if (!snapshot) return;
      this.#snapshot = { number, size: snapshot.size };
      this.#base = state.base;
      this.#sealed = this.#sealed.filter((log) => log.number > number);
      await this.removeLeftovers();
    } catch (error) {
      this.#options.logger.warn('the object log could not be compacted; it is tried again later', { error: error instanceof Error ? error.message : String(error) });
      await this.removeLeftovers().catch(() => undefined);
    }
  }

  /** Takes back what a failed or cut off commit has left behind the end of the log. */
  async #tidy(): Promise<void> {
    if (!this.#untidy || !this.#current) return;
    await this.#current.file.truncate(this.#current.end);
    await this.#current.file.sync();
    this.#untidy = false;
  }

  #explained(error: unknown): Error {
    if (error instanceof Error && 'code' in error && NO_SPACE.has(String(error.code))) return new DiskFullError(`no space is left for the data folder ${this.#options.folder}`);
    return error instanceof Error ? error : new Error(String(error));
  }
}
