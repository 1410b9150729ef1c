import type { VmRow } from './row';

/** A change of one machine: without `before` it is new, without `after` it is gone. */
export interface RowChange {
  before: VmRow | undefined;
  after: VmRow | undefined;
}

export interface RowOrder {
  /** The key a row sorts by. */
  keyOf(row: VmRow): string | number;
  descending: boolean;
}

/** An order that works out a row's key once, also for the views of the next queries. */
export function rowOrder(keyOf: (row: VmRow) => string | number, descending: boolean): RowOrder {
  const keys = new WeakMap<VmRow, string | number>();
  return {
    descending,
    keyOf: (row) => {
      let key = keys.get(row);
      if (key === undefined) keys.set(row, (key = keyOf(row)));
      return key;
    },
  };
}

/** Beyond this share of the rows, sorting anew is cheaper than moving one by one. */
const REBUILD_SHARE = 0.2;

const compare = (left: string | number, right: string | number) => (left === right ? 0 : left < right ? -1 : 1);

/** A missing key comes last in either direction, as people expect of empty cells. */
function compareKeys(left: string | number, right: string | number, descending: boolean): number {
  if (left === right) return 0;
  if (left === '') return 1;
  if (right === '') return -1;
  return descending ? compare(right, left) : compare(left, right);
}

/**
 * The rows that match a predicate, in order, kept up to date change by change: one change costs a binary search,
 * not a pass over all machines.
 */
export class LiveView {
  private rows: VmRow[] = [];

  constructor(
    private readonly matches: (row: VmRow) => boolean,
    private readonly order: RowOrder,
  ) {}

  /** The current rows; a new array after every change. */
  get current(): readonly VmRow[] {
    return this.rows;
  }

  /** Begins anew from all machines. */
  reset(all: Iterable<VmRow>): void {
    const next: VmRow[] = [];
    for (const row of all) if (this.matches(row)) next.push(row);
    this.rows = next.sort((left, right) => this.compareRows(left, right));
  }

  /** Applies changes; true when the view looks different. `all` serves when there are too many of them. */
  apply(changes: readonly RowChange[], all: Iterable<VmRow>): boolean {
    if (changes.length > 50 && changes.length > this.rows.length * REBUILD_SHARE) {
      this.reset(all);
      return true;
    }
    let next: VmRow[] | undefined;
    for (const { before, after } of changes) {
      const was = before ? this.find(next ?? this.rows, before) : -1;
      const is = after !== undefined && this.matches(after);
      if (was < 0 && !is) continue;
      next ??= [...this.rows];
      if (was >= 0) next.splice(was, 1);
      if (is) next.splice(this.place(next, after), 0, after);
    }
    if (!next) return false;
    this.rows = next;
    return true;
  }

  private compareRows(left: VmRow, right: VmRow): number {
    return (
      compareKeys(this.order.keyOf(left), this.order.keyOf(right), this.order.descending) ||
      compare(naturalKey(left.name), naturalKey(right.name)) ||
      compare(left.key, right.key)
    );
  }

  private place(rows: readonly VmRow[], row: VmRow): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = rows[middle];
      if (other && this.compareRows(other, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private find(rows: readonly VmRow[], row: VmRow): number {
    const index = this.place(rows, row);
    return rows[index]?.key === row.key ? index : -1;
  }
}

const naturalKeys = new Map<string, string>();
const REMEMBERED = 50_000;

/** A key by which `vm-2` comes before `vm-10`: digits are padded, letters lower case. */
export function naturalKey(name: string): string {
  let key = naturalKeys.get(name);
  if (key === undefined) {
    if (naturalKeys.size > REMEMBERED) naturalKeys.clear();
    key = name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));
    naturalKeys.set(name, key);
  }
  return key;
}
