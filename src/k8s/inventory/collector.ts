import type { ListWatchSink } from '../list-watch';
import type { ApiFailure } from '../types';
import { isKubeObject } from '../objects';

export interface CollectorTarget<T> {
  put(object: T): void;
  drop(key: string): void;
  /** Keys held within the collector's scope. */
  keys(): Iterable<string>;
}

export interface SourceStatus {
  loaded: boolean;
  complete: boolean;
  remaining: number;
  failure?: ApiFailure | undefined;
  staleSince?: number | undefined;
}

function keyOf(object: unknown): string {
  return isKubeObject(object) ? `${object.metadata.namespace ?? ''}/${object.metadata.name}` : '';
}

export interface CollectorContext {
  /** What is held, or how live it is, has changed. */
  changed(): void;
  now(): number;
  /** A promise while the page has enough to draw. */
  room(): Promise<void> | undefined;
  /** The watch has brought an event. */
  event?(): void;
}

/** Puts what one list and its watch bring into the joiner; after a complete listing, what it lacked is dropped. */
export class Collector<T> implements ListWatchSink<T> {
  readonly status: SourceStatus = { loaded: false, complete: false, remaining: 0 };
  private seen: Set<string> | undefined;

  constructor(
    private readonly target: CollectorTarget<T>,
    private readonly context: CollectorContext,
  ) {}

  begin(): void {
    this.seen = new Set();
  }

  page(items: readonly T[], remaining = 0): Promise<void> | undefined {
    for (const item of items) {
      this.seen?.add(keyOf(item));
      this.target.put(item);
    }
    Object.assign(this.status, { loaded: true, remaining, failure: undefined });
    this.context.changed();
    return this.context.room();
  }

  complete(): void {
    const { seen } = this;
    if (seen) for (const key of [...this.target.keys()]) if (!seen.has(key)) this.target.drop(key);
    this.seen = undefined;
    Object.assign(this.status, { loaded: true, complete: true, remaining: 0, failure: undefined });
    this.context.changed();
  }

  change(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void {
    if (type === 'DELETED') this.target.drop(keyOf(object));
    else this.target.put(object);
    this.context.event?.();
    this.context.changed();
  }

  live(): void {
    this.status.staleSince = undefined;
    this.context.changed();
  }

  lost(): void {
    this.status.staleSince ??= this.context.now();
    this.context.changed();
  }

  failed(failure: ApiFailure): void {
    this.status.failure = failure;
    if (this.status.loaded) this.status.staleSince ??= this.context.now();
    this.context.changed();
  }
}
