import { describe, expect, it } from 'vitest';
import { columnsInTheWay } from './fitting';

const column = (id: string, width: number) => ({ id, title: id, width, cell: () => id });
const columns = [column('name', 150), column('namespace', 90), column('status', 230), column('node', 80), column('ip', 110)];

describe('a table without room for all its columns', () => {
  it('keeps them where they fit', () => {
    expect(columnsInTheWay(columns, 800)).toEqual([]);
  });

  it('moves as few below the name as it must', () => {
    expect(columnsInTheWay(columns, 710)).toEqual(['ip']);
    expect(columnsInTheWay(columns, 610)).toEqual(['ip', 'node']);
    expect(columnsInTheWay(columns, 520)).toEqual(['ip', 'node', 'namespace']);
  });

  it('scrolls a choice that is too wide in any case', () => {
    expect(columnsInTheWay([...columns, column('labels', 900)], 800)).toEqual([]);
  });
});
