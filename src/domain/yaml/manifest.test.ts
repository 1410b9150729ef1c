import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from '../patch/json';
import { fieldSteps, lineOfField } from './locate';
import { parseManifest, shownPart, toYaml } from './manifest';

function parsed(text: string) {
  const result = parseManifest(text);
  if (result.problems) throw new Error(result.problems[0].message);
  return result;
}

describe('toYaml', () => {
  it('can be read back as the same object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, noNullPrototype: true }), (object) => {
        expect(parsed(toYaml(object)).object).toEqual(toJson(object));
      }),
    );
  });

  it('puts first what is read first, and the status last', () => {
    const text = toYaml({ status: {}, spec: {}, metadata: { uid: 'u', name: 'n' }, kind: 'K', apiVersion: 'v1', other: 1 });
    expect(text.match(/^\w+/gm)).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'other', 'status']);
    expect(text).toContain('metadata:\n  name: n\n  uid: u');
  });

  it('hides managed fields unless asked', () => {
    const object = { metadata: { name: 'n', managedFields: [{ manager: 'm' }] } };
    expect(shownPart(object, false)).toEqual({ metadata: { name: 'n' } });
    expect(shownPart(object, true)).toEqual(object);
  });

  it('does not fold long strings', () => {
    const long = 'word '.repeat(60).trim();
    expect(toYaml({ a: long })).toBe(`a: ${long}\n`);
  });
});

describe('parseManifest', () => {
  it('names line and column of what it cannot read', () => {
    expect(parseManifest('a: 1\nb: [1, 2\nc: 3\n').problems?.[0]).toMatchObject({ line: 3, column: 1 });
    expect(parseManifest('a: 1\na: 2\n').problems?.[0]).toMatchObject({ line: 2, column: 1, message: expect.stringContaining('unique') });
  });

  it.each([
    ['', 'no object'],
    ['# only a comment\n', 'no object'],
    ['- 1\n', 'not an object'],
    ['a: 1\n---\nb: 2\n', 'more than one'],
  ])('refuses %j', (text, words) => {
    expect(parseManifest(text).problems?.[0].message).toContain(words);
  });

  it('takes JSON as well', () => {
    expect(parsed('{"a": [1, {"b": null}]}').object).toEqual({ a: [1, { b: null }] });
  });

  it('refuses text that unfolds without end', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((name, index) => {
        const before = 'abcdefgh'[index];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
      }),
    ].join('\n');
    expect(parseManifest(bomb).problems).toHaveLength(1);
  });
});

describe('lineOfField', () => {
  const text = 'metadata:\n  labels:\n    a.b/c: x\nspec:\n  disks:\n    - name: root\n    - name: data\n      bus: y\n';
  const line = (field: string) => {
    const { document, lines } = parsed(text);
    return lineOfField(document, lines, field);
  };

  it('finds the line of a field as the server writes it', () => {
    expect(line('metadata.labels[a.b/c]')).toBe(3);
    expect(line('spec.disks[1].bus')).toBe(8);
    expect(line('spec.disks[1]')).toBe(7);
    expect(line('spec.disks[data].bus')).toBe(8);
  });

  it('falls back to what holds a missing field', () => {
    expect(line('spec.disks[0].bus')).toBe(6);
    expect(line('spec.template')).toBe(4);
    expect(line('nowhere')).toBeUndefined();
  });

  it('splits paths', () => {
    expect(fieldSteps('spec.a[0].b["x.y"]')).toEqual(['spec', 'a', '0', 'b', 'x.y']);
  });
});
