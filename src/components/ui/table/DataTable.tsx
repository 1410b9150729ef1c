import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CSSProperties, DragEvent, MouseEvent, ReactNode } from 'react';
import { extendKeys, toggleAll, toggleKeys } from './selection';
import { sortRows } from './sort-rows';
import { TableHead } from './TableHead';
import { TableRow } from './TableRow';
import styles from './table.module.css';
import { leastWidth, tracks } from './tracks';
import type { Column, SortState, TableSelection } from './types';
import { useRowKeys } from './use-row-keys';
import { slotsOf, useVirtualRows } from './use-virtual-rows';

export interface DataTableProps<Row> {
  /** Names the table for assistive technology. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** Names a row, e.g. for its selection box. */
  rowLabel?(row: Row): string;
  /** With `onSort` the rows come sorted; otherwise the table sorts, beginning with this. */
  sort?: SortState | undefined;
  onSort?(sort: SortState): void;
  selection?: TableSelection | undefined;
  menu?(row: Row): ReactNode;
  onOpen?(row: Row): void;
  onActivate?(row: Row): void;
  /** Called with the rows in sight after every draw. */
  onVisible?(rows: readonly Row[]): void;
  onContextMenu?(row: Row, event: MouseEvent | undefined): void;
  onDragStart?(row: Row, event: DragEvent): void;
  /** A key pressed on the active row that the table itself does not know; true when it meant something. */
  onKey?(row: Row, key: string): boolean;
  /** Widths the person has set, by column. */
  widths?: Readonly<Record<string, number>> | undefined;
  onResize?: ((column: string, width: number) => void) | undefined;
  dense?: boolean;
  /** Rows of two lines. */
  tall?: boolean;
}

const noWidths: Readonly<Record<string, number>> = {};

/** Remembers the last clicked box, so that Shift selects a range. */
function useSelection<Row>(rows: readonly Row[], rowKey: (row: Row) => string, selection: TableSelection | undefined) {
  const latest = useRef({ rows, rowKey, selection });
  latest.current = { rows, rowKey, selection };
  const anchor = useRef<number | undefined>(undefined);
  const toggle = useCallback((index: number, range: boolean) => {
    const { rows: all, rowKey: keyOf, selection: chosen } = latest.current;
    if (!chosen) return;
    chosen.onChange(toggleKeys(chosen.keys, all.map(keyOf), index, range ? anchor.current : undefined));
    anchor.current = index;
  }, []);
  const toggleEvery = useCallback(() => {
    const { rows: all, rowKey: keyOf, selection: chosen } = latest.current;
    chosen?.onChange(toggleAll(chosen.keys, all.map(keyOf)));
  }, []);
  const extend = useCallback((range: { anchor: number; from: number; to: number }) => {
    const { rows: all, rowKey: keyOf, selection: chosen } = latest.current;
    chosen?.onChange(extendKeys(chosen.keys, all.map(keyOf), range));
    anchor.current = range.to;
  }, []);
  return { toggle, toggleEvery, extend };
}

function allSelected<Row>(rows: readonly Row[], rowKey: (row: Row) => string, selection: TableSelection): boolean | null {
  if (selection.keys.size === 0 || rows.length === 0) return false;
  if (selection.keys.size < rows.length) return null;
  return rows.every((row) => selection.keys.has(rowKey(row))) || null;
}

/** The rows in order: sorted by whoever owns the order, or here. */
function useTableSort<Row>({ rows, columns, sort: asked, onSort: onSortAsked }: DataTableProps<Row>) {
  const [own, setOwn] = useState(asked);
  const sort = onSortAsked ? asked : own;
  const sorted = useMemo(() => (onSortAsked ? rows : sortRows(rows, columns, own)), [rows, columns, own, onSortAsked]);
  const onSort = useCallback(
    (column: string) => {
      const next = { column, descending: sort?.column === column && !sort.descending };
      if (onSortAsked) onSortAsked(next);
      else setOwn(next);
    },
    [sort, onSortAsked],
  );
  return { sort, sorted, onSort };
}

/** A table for any number of rows: only those in sight are drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rowKey,
    rowLabel = rowKey,
    selection,
    menu,
    onOpen,
    onActivate,
    onContextMenu,
    onDragStart,
    widths = noWidths,
    onResize,
    dense = false,
    tall = false,
  } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = tall ? 61 : dense ? 33 : 45;
  const { sort, sorted, onSort } = useTableSort(props);
  const virtual = useVirtualRows(scroller, sorted.length, rowHeight);
  const inSight = virtual.getVirtualItems();
  const { onVisible } = props;
  useEffect(() => onVisible?.(inSight.flatMap(({ index }) => sorted[index] ?? [])), [onVisible, inSight, sorted]);
  const { toggle, toggleEvery, extend } = useSelection(sorted, rowKey, selection);
  const at = (act: ((row: Row) => void) | undefined) => (index: number) => {
    const row = sorted[index];
    if (row !== undefined) act?.(row);
  };
  const keys = useRowKeys({
    count: sorted.length,
    pageSize: 10,
    reveal: (index) => virtual.scrollToIndex(index),
    onOpen: at(onOpen),
    onMenu: at((row) => onContextMenu?.(row, undefined)),
    onKey: (index, key) => {
      const row = sorted[index];
      return row !== undefined && props.onKey?.(row, key) === true;
    },
    ...(selection && { onToggle: toggle, onToggleAll: toggleEvery, onExtend: extend }),
  });
  const { setActive } = keys;
  const latest = useRef({ sorted, onActivate });
  latest.current = { sorted, onActivate };
  const activate = useCallback(
    (index: number) => {
      setActive(index);
      const row = latest.current.sorted[index];
      if (row !== undefined) latest.current.onActivate?.(row);
    },
    [setActive],
  );
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--virtdeck-tracks': tracks(columns, widths, selection !== undefined, menu !== undefined),
    '--virtdeck-least-width': `${leastWidth(columns, widths)}px`,
    '--virtdeck-row-height': `${rowHeight}px`,
  };
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={style}
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={keys.active >= 0 ? `${id}-${keys.active}` : undefined}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
      data-test="table"
    >
      <div role="rowgroup" className={styles.head}>
        <TableHead
          columns={columns}
          sort={sort}
          onSort={onSort}
          allSelected={selection && allSelected(sorted, rowKey, selection)}
          selectedCount={selection?.keys.size ?? 0}
          onToggleAll={selection && toggleEvery}
          onResize={onResize}
          hasMenu={menu !== undefined}
        />
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: `${virtual.getTotalSize()}px` }}>
        {slotsOf(virtual, rowHeight).map(({ slot, index, start }) => {
          const row = sorted[index];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            <TableRow
              key={slot}
              id={`${id}-${index}`}
              row={row}
              rowKey={key}
              label={rowLabel(row)}
              index={index}
              top={start}
              columns={columns}
              active={index === keys.active}
              selected={selection && selection.keys.has(key)}
              onToggle={toggle}
              onActivate={activate}
              onContextMenu={onContextMenu}
              onDragStart={onDragStart}
              menu={menu}
            />
          );
        })}
      </div>
    </div>
  );
}
