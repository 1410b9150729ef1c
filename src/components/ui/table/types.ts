import type { ReactNode } from 'react';

/** A column: what it shows, and by what it sorts. */
export interface Column<Row> {
  id: string;
  title: string;
  cell(row: Row): ReactNode;
  /** Sort key; without it the column does not sort. */
  sort?(row: Row): string | number;
  /** Least width in pixels (default 120). */
  width?: number;
  /** Share of the spare width (default 1); 0 keeps the least width. */
  grow?: number;
  /** Numbers stand at the end. */
  align?: 'end';
}

export interface SortState {
  column: string;
  descending: boolean;
}

export interface TableSelection {
  keys: ReadonlySet<string>;
  onChange(keys: ReadonlySet<string>): void;
}
