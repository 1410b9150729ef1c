import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateFields } from './duplicate-fields';

describe('repeated members', () => {
  it.each([
    ['{"a":1,"a":2}', ['a']],
    ['{"a":{"b":1,"b":2},"b":3}', ['a.b']],
    ['{"list":[{"x":1},{"x":1,"x":2}]}', ['list[1].x']],
    ['{"a":[[{"x":1,"x":2}]]}', ['a[0][0].x']],
    ['{"a":"b","c":"a","b":"x"}', []],
    ['{"a\\"b":1,"a\\u0022b":2}', ['a"b']],
    ['{"a" : 1 , "a"\n:\t2}', ['a']],
    ['{"text":"{\\"a\\":1,\\"a\\":2}"}', []],
    ['{"a":1,"a":2,"a":3}', ['a']],
    ['"text"', []],
  ])('of %s', (text, paths) => {
    expect(duplicateFields(text)).toEqual(paths);
  });

  it('are never seen in what has none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(duplicateFields(JSON.stringify(value, null, indent))).toEqual([]);
      }),
    );
  });
});
