import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { systemClock } from '../domain/clock';
import { FrameBatch } from './frame-batch';
import { ListWatch } from './list-watch';
import type { Reader } from './list-watch';
import type { ApiFailure, ListScope, ListState } from './types';

/** A list and its watch, as one store that any number of components share. */
export class SharedList<T extends KubeObject> {
  private readonly held = new Map<string, T>();
  private seen: Set<string> | undefined;
  private state: ListState<T> = { items: [], loaded: false, complete: false };
  private error: ApiFailure | undefined;
  private staleSince: number | undefined;
  private loaded = false;
  private complete = false;
  private readonly listeners = new Set<() => void>();
  private readonly batch = new FrameBatch(() => this.publish());
  private readonly source: ListWatch<T>;

  constructor(kind: KindRef<T>, scope: ListScope, reader?: Reader<T>) {
    this.source = new ListWatch(
      kind,
      scope,
      {
        begin: () => (this.seen = new Set()),
        page: (items) => this.addPage(items),
        complete: () => this.sweep(),
        change: (type, object) => this.apply(type, object),
        live: () => this.mark(undefined),
        lost: () => this.mark(systemClock.now()),
        failed: (failure) => this.fail(failure),
      },
      reader ? { reader } : {},
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): ListState<T> => this.state;

  /** True while a component looks. */
  get watched(): boolean {
    return this.listeners.size > 0;
  }

  readonly retry = (): void => this.source.restart();

  close(): void {
    this.batch.cancel();
    this.source.close();
  }

  private addPage(items: readonly T[]): void {
    for (const item of items) {
      const key = keyOf(item);
      this.seen?.add(key);
      this.held.set(key, item);
    }
    this.loaded = true;
    this.error = undefined;
    this.publish();
  }

  private sweep(): void {
    const { seen } = this;
    if (seen) for (const key of this.held.keys()) if (!seen.has(key)) this.held.delete(key);
    this.seen = undefined;
    this.loaded = true;
    this.complete = true;
    this.error = undefined;
    this.publish();
  }

  private apply(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void {
    if (type === 'DELETED') this.held.delete(keyOf(object));
    else this.held.set(keyOf(object), object);
    this.batch.request();
  }

  private mark(staleSince: number | undefined): void {
    this.staleSince = staleSince === undefined ? undefined : (this.staleSince ?? staleSince);
    this.batch.request();
  }

  private fail(failure: ApiFailure): void {
    this.error = failure;
    if (this.loaded) this.staleSince ??= systemClock.now();
    this.publish();
  }

  private publish(): void {
    const { error, staleSince } = this;
    this.state = {
      items: [...this.held.values()],
      loaded: this.loaded,
      complete: this.complete,
      ...(error && { error }),
      ...(staleSince !== undefined && { staleSince }),
    };
    for (const listener of this.listeners) listener();
  }
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}
