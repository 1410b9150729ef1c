import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { LiveView } from '../../domain/inventory/live-view';
import type { RowChange, RowOrder } from '../../domain/inventory/live-view';
import type { VmRow } from '../../domain/inventory/row';
import type { InventoryState } from './protocol';
import { closeWhenUnwatched, inventoryOf } from './store';
import type { InventoryStore } from './store';

/** The shared inventory of one project, or of all. */
export function useInventory(namespace: string | undefined): InventoryStore {
  const store = useMemo(() => inventoryOf({ namespace }), [namespace]);
  useEffect(() => () => closeWhenUnwatched(namespace ?? '', store), [namespace, store]);
  return store;
}

/** How far the inventory is, and whether it is live. */
export function useInventoryState(store: InventoryStore): InventoryState {
  const subscribe = useCallback((listener: () => void) => store.subscribe(() => listener()), [store]);
  return useSyncExternalStore(subscribe, () => store.state);
}

/** Something derived from the rows that follows every change by itself. */
export interface Derived<T> {
  reset(rows: Iterable<VmRow>): void;
  /** True when `current` has changed. */
  apply(changes: readonly RowChange[], rows: Iterable<VmRow>): boolean;
  readonly current: T;
}

/**
 * Keeps something derived up to date; `make` decides by its identity when to begin anew. `isShown` false: nothing is drawn
 * for it, something else is derived from it.
 */
export function useDerived<T>(store: InventoryStore, make: () => Derived<T>, isShown = true): T {
  const made = useMemo(() => {
    const derived = make();
    derived.reset(store.rows.values());
    return { derived, revision: store.revision };
  }, [store, make]);
  const [, redraw] = useState(0);
  useEffect(() => {
    const { derived } = made;
    if (made.revision !== store.revision) {
      // Changes between drawing and mounting are caught up with.
      derived.reset(store.rows.values());
      redraw((count) => count + 1);
    }
    return store.subscribe((changes) => {
      if (changes.length > 0 && derived.apply(changes, store.rows.values()) && isShown) redraw((count) => count + 1);
    });
  }, [store, made, isShown]);
  return made.derived.current;
}

const everything = () => true;

/** The rows that match, in order. `matches` and `order` must keep their identity while they mean the same. */
export function useInventoryView(store: InventoryStore, matches: (row: VmRow) => boolean, order: RowOrder): readonly VmRow[] {
  const sorted = useMemo(() => new LiveView(everything, order), [order]);
  useDerived(
    store,
    useCallback(() => sorted, [sorted]),
    false,
  );
  return useDerived(
    store,
    useCallback(() => new LiveView(matches, order, sorted), [matches, order, sorted]),
  );
}
