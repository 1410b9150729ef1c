import type { VmRow } from '../../domain/inventory/row';
import type { ApiAddress } from '../address';
import type { ApiFailure } from '../types';

/** Which machines: of one project, or of all that may be seen. */
export interface InventoryScope {
  namespace?: string | undefined;
}

/** Something the person is not shown, and why. */
export interface InventoryLimit {
  what: 'virtualmachines' | 'virtualmachineinstances' | 'virtualmachineinstancemigrations';
  /** How many projects it concerns; undefined: everything asked for. */
  projects?: number;
  message: string;
}

export interface InventoryState {
  /** The first page of machines is there (or there are none). */
  loaded: boolean;
  /** Everything is there. */
  complete: boolean;
  /** Machines read so far, and how many more the server announced. */
  read: number;
  remaining: number;
  /** Machines cannot be read at all. */
  failure?: ApiFailure;
  limits: readonly InventoryLimit[];
  /** Epoch milliseconds since when something is not live. */
  staleSince?: number;
  /** Set when the list is put together project by project. */
  projects?: number;
}

export const emptyState: InventoryState = { loaded: false, complete: false, read: 0, remaining: 0, limits: [] };

/** From the page to the worker. `taken`: the last delta is on the screen, the next may come. */
export type InventoryRequest =
  { type: 'open'; id: number; scope: InventoryScope; address: ApiAddress } | { type: 'retry' | 'taken' | 'close'; id: number };

/** What changed since the last message of this inventory. */
export interface InventoryDelta {
  upserts: VmRow[];
  removed: string[];
  state: InventoryState;
}

/** From the worker to the page. */
export interface InventoryUpdate extends InventoryDelta {
  id: number;
}
