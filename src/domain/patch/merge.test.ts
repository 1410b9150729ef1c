import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeThree } from './merge';
import { toJson } from './json';

const object = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true });

describe('mergeThree', () => {
  it('takes the only side that changed', () => {
    fc.assert(
      fc.property(object, object, (base, changed) => {
        expect(mergeThree(base, changed, base)).toEqual({ merged: toJson(changed), conflicts: [] });
        expect(mergeThree(base, base, changed)).toEqual({ merged: toJson(changed), conflicts: [] });
      }),
    );
  });

  it('finds no conflict when both sides made the same change', () => {
    fc.assert(
      fc.property(object, object, (base, changed) => {
        expect(mergeThree(base, changed, structuredClone(changed)).conflicts).toEqual([]);
      }),
    );
  });

  it('joins changes of different fields', () => {
    const base = { spec: { cores: 1, host: 'a' }, status: { phase: 'x' } };
    const theirs = { spec: { cores: 1, host: 'a' }, status: { phase: 'y' } };
    const yours = { spec: { cores: 2, host: 'a' }, status: { phase: 'x' } };
    expect(mergeThree(base, theirs, yours)).toEqual({ merged: { spec: { cores: 2, host: 'a' }, status: { phase: 'y' } }, conflicts: [] });
  });

  it('joins additions to the same list of named items', () => {
    const base = { disks: [{ name: 'root' }] };
    const theirs = { disks: [{ name: 'root' }, { name: 'data' }] };
    const yours = { disks: [{ name: 'root', bus: 'sata' }, { name: 'cd' }] };
    expect(mergeThree(base, theirs, yours)).toEqual({
      merged: { disks: [{ name: 'root', bus: 'sata' }, { name: 'data' }, { name: 'cd' }] },
      conflicts: [],
    });
  });

  it('reports a place that both changed, and takes the chosen side there', () => {
    const asked = mergeThree({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 3, b: 2 }, () => 'theirs');
    expect(asked.conflicts).toEqual([{ path: '/a', base: 1, theirs: 2, yours: 3 }]);
    expect(asked.merged).toEqual({ a: 2, b: 2 });
    expect(mergeThree({ a: 1 }, { a: 2 }, { a: 3 }).merged).toEqual({ a: 3 });
  });

  it('reports a removal against a change', () => {
    expect(mergeThree({ a: 1 }, {}, { a: 2 }).conflicts).toEqual([{ path: '/a', base: 1, theirs: undefined, yours: 2 }]);
  });
});
