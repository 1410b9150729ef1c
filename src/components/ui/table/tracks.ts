import type { Column } from './types';

/** The grid's columns, in CSS. */
export function tracks<Row>(columns: readonly Column<Row>[], widths: Readonly<Record<string, number>>, box: boolean, menu: boolean): string {
  const middle = columns.map((column) => {
    const set = widths[column.id];
    if (set !== undefined) return `${set}px`;
    const least = column.width ?? 120;
    return column.grow === 0 ? `${least}px` : `minmax(${least}px, ${column.grow ?? 1}fr)`;
  });
  return [...(box ? ['2.5rem'] : []), ...middle, ...(menu ? ['3.5rem'] : [])].join(' ');
}

/** The width below which the table scrolls sideways: the least widths, box, menu and padding. */
export function leastWidth<Row>(columns: readonly Column<Row>[], widths: Readonly<Record<string, number>>): number {
  return columns.reduce((sum, column) => sum + (widths[column.id] ?? column.width ?? 120), 136);
}
