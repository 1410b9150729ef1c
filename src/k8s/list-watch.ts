import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { isFinal, toFailure } from './api-error';
import { BackOff } from './back-off';
import { listObjects } from './client';
import type { ApiFailure, ListScope } from './types';
import { WatchConnection } from './watch-connection';

/** Who receives what a list and its watch bring. Calls come one at a time, in order. */
export interface ListWatchSink<T> {
  /** A listing begins; what is held stays until `complete`. */
  begin(): void;
  /** A promise holds the next page back until the receiver has room for it. */
  page(items: readonly T[], remaining: number | undefined): Promise<void> | undefined | void;
  /** The listing is whole: what it did not contain is gone. */
  complete(): void;
  change(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void;
  live(): void;
  lost(): void;
  failed(failure: ApiFailure): void;
}

/** Reads everything there is and returns the version to watch from. */
export type Reader<T> = (
  page: (items: readonly T[], remaining?: number) => Promise<void> | undefined | void,
  signal: AbortSignal,
) => Promise<string | undefined>;

/** How a list stays up to date: by a watch, or by listing again after so many milliseconds. */
export type Follow = 'watch' | number;

export interface ListWatchOptions {
  /** Sizes of the pages, the last one repeated. The first is small, so that something is on the screen at once. */
  pages?: readonly number[];
  /** Asked after every listing; without it, the list is watched. */
  follow?: () => Follow | Promise<Follow>;
}

const PAGES = [250, 500];

function pagedReader<T extends KubeObject>(kind: KindRef<T>, scope: ListScope, options: ListWatchOptions): Reader<T> {
  return async (page, signal) => {
    const sizes = options.pages ?? PAGES;
    let read = 0;
    let next: string | undefined;
    let version: string | undefined;
    do {
      const limit = sizes[read] ?? sizes.at(-1) ?? 0;
      const list = await listObjects(kind, { ...scope, limit, continue: next, signal });
      version ??= list.metadata.resourceVersion;
      next = list.metadata.continue;
      read += 1;
      await page(list.items, next === undefined ? undefined : list.metadata.remainingItemCount);
    } while (next !== undefined);
    return version;
  };
}

/** List, then watch; resume after a lost socket, list again when the journal has expired. */
export class ListWatch<T extends KubeObject> {
  /** Of the listing under way; aborted for good when closed. */
  private run = new AbortController();
  private isClosed = false;
  private watch: WatchConnection<T> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly backOff = new BackOff(1000);
  private readonly read: Reader<T>;

  constructor(
    private readonly kind: KindRef<T>,
    private readonly scope: ListScope,
    private readonly sink: ListWatchSink<T>,
    private readonly options: ListWatchOptions & { reader?: Reader<T> } = {},
  ) {
    this.read = options.reader ?? pagedReader(kind, scope, options);
    void this.list();
  }

  close(): void {
    this.isClosed = true;
    this.run.abort();
    clearTimeout(this.timer);
    this.watch?.close();
  }

  /** Begins anew at once, e.g. by the Retry button. */
  restart(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.watch?.close();
    this.watch = undefined;
    void this.list();
  }

  private async list(): Promise<void> {
    this.run.abort();
    const { signal } = (this.run = new AbortController());
    this.sink.begin();
    try {
      const version = await this.read((items, remaining) => (signal.aborted ? undefined : this.sink.page(items, remaining)), signal);
      if (signal.aborted) return;
      this.sink.complete();
      const follow = (await this.options.follow?.()) ?? 'watch';
      if (signal.aborted) return;
      if (follow === 'watch') this.follow(version ?? '');
      else this.timer = setTimeout(() => void this.list(), follow);
    } catch (thrown) {
      if (!signal.aborted) this.fail(toFailure(thrown));
    }
  }

  private fail(failure: ApiFailure): void {
    this.sink.failed(failure);
    // An expired continue token is not a failure of the server: begin again. Refusals are not repeated.
    if (isFinal(failure)) return;
    this.timer = setTimeout(() => void this.list(), failure.code === 410 ? 0 : this.backOff.next());
  }

  private follow(version: string): void {
    this.watch = new WatchConnection(this.kind, this.scope, version, {
      change: (type, object) => this.sink.change(type, object),
      live: () => {
        this.backOff.reset();
        this.sink.live();
      },
      lost: () => this.sink.lost(),
      expired: () => {
        this.watch = undefined;
        this.timer = setTimeout(() => void this.list(), this.backOff.failures === 0 ? 0 : this.backOff.next());
      },
    });
  }
}
