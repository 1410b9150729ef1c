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

/** Puts what one list and its watch bring into the joiner; after a complete listing, what it lacked is dropped. */
export class Collector<T> implements ListWatchSink<T> {
  readonly status: SourceStatus = { loaded: false, complete: false, remaining: 0 };
  private seen: Set<string> | undefined;

  constructor(
    private readonly target: CollectorTarget<T>,
    private readonly changed: () => void,
    private readonly now: () => number,
    private readonly room: () => Promise<void> | undefined = () => undefined,
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
    this.changed();
    return this.room();
  }

  complete(): void {
    const { seen } = this;
    if (seen) for (const key of [...this.target.keys()]) if (!seen.has(key)) this.target.drop(key);
    this.seen = undefined;
    Object.assign(this.status, { loaded: true, complete: true, remaining: 0, failure: undefined });
    this.changed();
  }

  change(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void {
    if (type === 'DELETED') this.target.drop(keyOf(object));
    else this.target.put(object);
    this.changed();
  }

  live(): void {
    this.status.staleSince = undefined;
    this.changed();
  }

  lost(): void {
    this.status.staleSince ??= this.now();
    this.changed();
  }

  failed(failure: ApiFailure): void {
    this.status.failure = failure;
    if (this.status.loaded) this.status.staleSince ??= this.now();
    this.changed();
  }
}
