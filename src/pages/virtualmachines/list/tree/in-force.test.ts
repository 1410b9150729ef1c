import { describe, expect, it } from 'vitest';
import type { TreeLine } from '../../../../domain/inventory/tree';
import { parseQuery } from '../../../../domain/search/parse';
import { isInForce } from './in-force';

const project: TreeLine = { kind: 'project', id: 'p/shop', depth: 0, project: 'shop', count: 2, worst: 0, open: false };
const group: TreeLine = { kind: 'group', id: 'g/shop/web', depth: 1, project: 'shop', group: 'web', count: 2, worst: 0, open: false };
const shown = (line: TreeLine, text: string, namespace?: string) => isInForce(line, { query: parseQuery(text).query, namespace, peek: '' });

describe('what the tree shows as chosen', () => {
  it('is the project that narrows the list, until a group of it does', () => {
    expect([shown(project, 'project:shop'), shown(group, 'project:shop')]).toEqual([true, false]);
    expect([shown(project, 'project:shop group:web'), shown(group, 'project:shop group:web')]).toEqual([false, true]);
  });

  it('is the project of the page where the query names none', () => {
    expect([shown(project, '', 'shop'), shown(project, ''), shown(project, 'project:other', 'shop')]).toEqual([true, false, false]);
  });

  it('is not a group of the same name in another project', () => {
    expect(shown(group, 'project:other group:web')).toBe(false);
  });
});
