import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readListPreferences, readSearchPreferences, withRecent } from './list-preferences';

describe('preferences', () => {
  it('accept anything that was stored, by whatever version', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const list = readListPreferences(stored);
        expect(list.treeWidth).toBeGreaterThanOrEqual(160);
        expect(readSearchPreferences(stored).recent.length).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('survive being stored', () => {
    const list = { columns: ['name'], widths: { name: 200 }, dense: true, tree: false, treeWidth: 300, expanded: ['p/a'] };
    expect(readListPreferences(JSON.parse(JSON.stringify(list)))).toEqual(list);
  });

  it('keep the last searches once each, newest first', () => {
    const none = readSearchPreferences(undefined);
    const after = ['a', 'b', 'a', ' ', 'c'].reduce(withRecent, none);
    expect(after.recent).toEqual(['c', 'a', 'b']);
  });
});
