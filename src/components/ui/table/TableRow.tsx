import { memo, useLayoutEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import styles from './table.module.css';
import type { Column } from './types';

export interface TableRowProps<Row> {
  id: string;
  row: Row;
  rowKey: string;
  label: string;
  index: number;
  top: number;
  columns: readonly Column<Row>[];
  active: boolean;
  selected: boolean | undefined;
  onToggle(index: number, range: boolean): void;
  onActivate(index: number): void;
  onContextMenu?: ((row: Row, event: MouseEvent) => void) | undefined;
  onDragStart?: ((row: Row, event: React.DragEvent) => void) | undefined;
  menu?: ((row: Row) => ReactNode) | undefined;
}

/** A click on a link, button or box means that, not the row. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label') !== null;
}

/** A row that is given to another machine gives up the focus: the next key must not act on a namesake of the place. */
function useFocusOfOne(rowKey: string) {
  const element = useRef<HTMLDivElement>(null);
  const shown = useRef(rowKey);
  useLayoutEffect(() => {
    if (shown.current === rowKey) return;
    shown.current = rowKey;
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && element.current?.contains(activeElement)) activeElement.blur();
  }, [rowKey]);
  return element;
}

function Row<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, active, selected, onToggle, onActivate, onContextMenu, onDragStart, menu } = props;
  const element = useFocusOfOne(props.rowKey);
  return (
    <div
      ref={element}
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={styles.row}
      data-active={active || undefined}
      data-test="row"
      data-key={props.rowKey}
      style={{ transform: `translateY(${props.top}px)` }}
      draggable={onDragStart ? true : undefined}
      onDragStart={onDragStart && ((event) => onDragStart(row, event))}
      onClick={(event) => !isControl(event.target) && onActivate(index)}
      onContextMenu={onContextMenu && ((event) => onContextMenu(row, event))}
    >
      {selected !== undefined && (
        <span role="gridcell" className={styles.cell}>
          <input
            type="checkbox"
            aria-label={props.label}
            checked={selected}
            readOnly
            onClick={(event) => onToggle(index, event.shiftKey)}
          />
        </span>
      )}
      {columns.map((column) => (
        <span key={column.id} role="gridcell" className={styles.cell} data-align={column.align} data-column={column.id}>
          {column.cell(row)}
        </span>
      ))}
      {menu && (
        <span role="gridcell" className={styles.menuCell}>
          {menu(row)}
        </span>
      )}
    </div>
  );
}

/** One row; drawn again only when its machine, its place or its selection changes. */
export const TableRow = memo(Row) as typeof Row;
