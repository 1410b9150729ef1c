import type { RowChange } from '../../domain/inventory/live-view';
import type { VmRow } from '../../domain/inventory/row';
import { sameRow } from '../../domain/inventory/same-row';
import { afterPaint } from '../after-paint';
import { openInventoryLink } from './link';
import type { InventoryLink } from './link';
import { emptyState } from './protocol';
import type { InventoryDelta, InventoryScope, InventoryState } from './protocol';

/** From this many changes on, a delta is taken for a part of a list that loads. */
const MANY = 50;

/** All machines of a scope, live. Views, trees and counters follow `changes`; nobody walks the whole map per event. */
export class InventoryStore {
  readonly rows = new Map<string, VmRow>();
  private current: InventoryState = emptyState;
  private readonly listeners = new Set<(changes: readonly RowChange[]) => void>();
  private readonly link: InventoryLink;
  /** Grows with every change of a row: tells whoever has derived something whether it is of today. */
  private changeCount = 0;
  private isSeen = false;
  private isHeld = false;

  constructor(scope: InventoryScope) {
    this.link = openInventoryLink(scope, (delta) => this.receive(delta));
  }

  get state(): InventoryState {
    return this.current;
  }

  get revision(): number {
    return this.changeCount;
  }

  get watched(): boolean {
    return this.listeners.size > 0;
  }

  /** Called after every batch, also when only the state changed (then without changes). */
  readonly subscribe = (listener: (changes: readonly RowChange[]) => void): (() => void) => {
    this.listeners.add(listener);
    this.isSeen = true;
    if (this.isHeld) this.ask(MANY);
    return () => this.listeners.delete(listener);
  };

  readonly retry = (): void => this.link.retry();

  close(): void {
    this.link.close();
  }

  /**
   * The next delta comes when this one is drawn; the page may still be on its way, then it waits for that. A few changes
   * are not worth a frame of their own: most concern machines out of sight.
   */
  private ask(rows: number): void {
    this.isHeld = !this.isSeen;
    if (!this.isSeen) return;
    if (rows < MANY) setTimeout(this.link.taken);
    else afterPaint(this.link.taken);
  }

  private receive(delta: InventoryDelta): void {
    const changes: RowChange[] = [];
    for (const after of delta.upserts) {
      changes.push({ before: this.rows.get(after.key), after });
      this.rows.set(after.key, after);
    }
    for (const key of delta.removed) {
      changes.push({ before: this.rows.get(key), after: undefined });
      this.rows.delete(key);
    }
    if (changes.length > 0) this.changeCount += 1;
    // An unchanged state stays the same object: nobody draws anew for it.
    if (!sameRow(this.current, delta.state)) this.current = delta.state;
    for (const listener of this.listeners) listener(changes);
    this.ask(changes.length);
  }
}

const LINGER_MS = 30_000;
const stores = new Map<string, InventoryStore>();

/** The shared inventory of a scope: list, tree, counters and Overview use the same one. */
export function inventoryOf(scope: InventoryScope): InventoryStore {
  const key = scope.namespace ?? '';
  let store = stores.get(key);
  if (!store) {
    store = new InventoryStore(scope);
    stores.set(key, store);
    closeWhenUnwatched(key, store);
  }
  return store;
}

/** To be called when a viewer leaves. */
export function closeWhenUnwatched(key: string, store: InventoryStore): void {
  setTimeout(() => {
    if (store.watched || stores.get(key) !== store) return;
    store.close();
    stores.delete(key);
  }, LINGER_MS);
}
