import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { listKey, releaseList, sharedList } from './list-registry';
import type { ListScope, ListState } from './types';

/** Several lists as one: what is there of all of them, loaded as soon as one is, complete when all are. */
export function mergeStates<T extends KubeObject>(states: readonly ListState<T>[]): ListState<T> {
  const error = states.find((each) => each.error)?.error;
  const stale = states.map((each) => each.staleSince).filter((each) => each !== undefined);
  return {
    items: states.flatMap((each) => each.items),
    loaded: states.some((each) => each.loaded),
    complete: states.every((each) => each.complete),
    ...(error && { error }),
    ...(stale.length > 0 && { staleSince: Math.min(...stale) }),
  };
}

/** The live lists of several namespaces as one store, sharing the watch of each with everyone else. */
export class MergedList<T extends KubeObject> {
  private parts: readonly ListState<T>[] = [];
  private merged: ListState<T> = mergeStates<T>([]);

  constructor(
    private readonly kind: KindRef<T>,
    private readonly scopes: readonly ListScope[],
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    const leaves = this.lists().map((each) => each.subscribe(listener));
    return () => {
      for (const leave of leaves) leave();
      for (const scope of this.scopes) releaseList(listKey(this.kind, scope));
    };
  };

  /** The same object until a part changes. */
  readonly snapshot = (): ListState<T> => {
    const parts = this.lists().map((each) => each.snapshot());
    if (parts.length !== this.parts.length || parts.some((each, index) => each !== this.parts[index])) {
      this.parts = parts;
      this.merged = mergeStates(parts);
    }
    return this.merged;
  };

  readonly retry = (): void => {
    for (const each of this.lists()) each.retry();
  };

  private lists() {
    return this.scopes.map((scope) => sharedList(this.kind, scope));
  }
}
