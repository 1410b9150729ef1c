import { leastWidth } from '../../../components/ui/table/tracks';
import type { Column } from '../../../components/ui/table/types';
import type { VmRow } from '../../../domain/inventory/row';

/** The standard columns that give way where the table has no room for all, the first first. */
const givesWay = ['ip', 'node', 'namespace'];

/**
 * The columns to move below the name so that the others fit. A choice of columns that is too wide without them as well
 * scrolls sideways as it is.
 */
export function columnsInTheWay(columns: readonly Column<VmRow>[], width: number): string[] {
  const moved: string[] = [];
  let left = columns;
  for (const id of givesWay) {
    if (leastWidth(left, {}) <= width) return moved;
    if (!left.some((column) => column.id === id)) continue;
    moved.push(id);
    left = left.filter((column) => column.id !== id);
  }
  return leastWidth(left, {}) <= width ? moved : [];
}
