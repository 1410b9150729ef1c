import type { Column, SortState } from './types';

/** Compares sort keys: numbers by size, texts by code point; a key that is missing comes last. */
export function compareKeys(left: string | number, right: string | number): number {
  if (left === right) return 0;
  if (left === '') return 1;
  if (right === '') return -1;
  return left < right ? -1 : 1;
}

/** A sorted copy; equal rows keep their order. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: SortState | undefined): readonly Row[] {
  const key = columns.find((column) => column.id === sort?.column)?.sort;
  if (!sort || !key) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((left, right) => sign * compareKeys(left.key, right.key))
    .map((each) => each.row);
}
