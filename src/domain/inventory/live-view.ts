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

/** More changes than this are merged in one pass over the rows instead of moved one by one. */
const FEW = 16;

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
    /** All machines in the same order, kept up to date beside this view: a new search then only picks from them. */
    private readonly sorted?: LiveView,
  ) {}

  /** The current rows; a new array after every change. */
  get current(): readonly VmRow[] {
    return this.rows;
  }

  /** Begins anew from all machines. */
  reset(all: Iterable<VmRow>): void {
    this.rows = this.sorted ? this.sorted.rows.filter(this.matches) : this.sort([...all].filter(this.matches));
  }

  /** Sorts by keys that are looked up once for each row, not once for each comparison. */
  private sort(rows: readonly VmRow[]): VmRow[] {
    const { descending } = this.order;
    return rows
      .map((row) => ({ row, key: this.order.keyOf(row), name: naturalKey(row.name) }))
      .sort((left, right) => compareKeys(left.key, right.key, descending) || compare(left.name, right.name) || compare(left.row.key, right.row.key))
      .map(({ row }) => row);
  }

  /** Applies changes; true when the view looks different. */
  apply(changes: readonly RowChange[]): boolean {
    return changes.length > FEW ? this.merge(changes) : this.move(changes);
  }

  private move(changes: readonly RowChange[]): boolean {
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

  /** Many changes at once: what they concern leaves, and comes back in order. */
  private merge(changes: readonly RowChange[]): boolean {
    const touched = new Set<string>();
    const arriving: VmRow[] = [];
    for (const { before, after } of changes) {
      if (before) touched.add(before.key);
      if (after && this.matches(after)) arriving.push(after);
    }
    const staying = touched.size === 0 ? this.rows : this.rows.filter((row) => !touched.has(row.key));
    if (staying.length === this.rows.length && arriving.length === 0) return false;
    this.rows = this.merged(staying, this.sort(arriving));
    return true;
  }

  private merged(left: readonly VmRow[], right: readonly VmRow[]): VmRow[] {
    const rows: VmRow[] = [];
    let at = 0;
    for (const row of left) {
      for (let next = right[at]; next && this.compareRows(next, row) < 0; next = right[at]) {
        rows.push(next);
        at += 1;
      }
      rows.push(row);
    }
    for (; at < right.length; at += 1) {
      const row = right[at];
      if (row) rows.push(row);
    }
    return rows;
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
