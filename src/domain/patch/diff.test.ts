import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { describe, expect, it } from 'vitest';
import { addsKeys, createPatch } from './diff';
import { equalJson, toJson } from './json';
import type { Json } from './json';

const key = fc
  .oneof(fc.constantFrom('name', 'a', 'b', 'a/b', 'm~n', '', 'spec'), fc.string({ maxLength: 3 }))
  .filter((each) => each !== '__proto__');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.record({ name: fc.constantFrom('x', 'y', 'z'), v: tie('value') }, { noNullPrototype: true }), { maxLength: 3 }),
  ),
}));
const object = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });

function apply(before: unknown, patch: ReturnType<typeof createPatch>): Json {
  return toJson(jsonPatch.applyPatch(structuredClone(before), patch, true).newDocument);
}

describe('createPatch', () => {
  it('turns any value into any other', () => {
    fc.assert(
      fc.property(object, object, (before, after) => {
        expect(equalJson(apply(before, createPatch(before, after)), toJson(after))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is empty for equal values, whatever the order of keys', () => {
    fc.assert(
      fc.property(object, (before) => {
        expect(createPatch(before, Object.fromEntries(Object.entries(structuredClone(before)).reverse()))).toEqual([]);
      }),
    );
  });

  it('guards every place that it replaces or removes by a test of its old value', () => {
    fc.assert(
      fc.property(object, object, (before, after) => {
        const patch = createPatch(before, after);
        patch.forEach((operation, index) => {
          if (operation.op !== 'replace' && operation.op !== 'remove') return;
          expect(patch[index - 1]).toMatchObject({ op: 'test', path: operation.path });
        });
      }),
    );
  });

  it('is refused when somebody else changed a touched place in between', () => {
    const before = { spec: { cores: 1, host: 'a' } };
    const patch = createPatch(before, { spec: { cores: 2, host: 'a' } });
    expect(() => apply({ spec: { cores: 4, host: 'a' } }, patch)).toThrow();
    expect(apply({ spec: { cores: 1, host: 'b' } }, patch)).toEqual({ spec: { cores: 2, host: 'b' } });
  });

  it('does not edit another list item after somebody removed the first', () => {
    const before = {
      disks: [
        { name: 'root', bus: 'virtio' },
        { name: 'data', bus: 'virtio' },
        { name: 'cd', bus: 'virtio' },
      ],
    };
    const patch = createPatch(before, { disks: [before.disks[0], { name: 'data', bus: 'scsi' }, before.disks[2]] });
    expect(() => apply({ disks: before.disks.slice(1) }, patch)).toThrow();
  });

  it('says when it adds a key whose absence cannot be tested', () => {
    expect(addsKeys(createPatch({ a: 1 }, { a: 2 }))).toBe(false);
    expect(addsKeys(createPatch({ a: 1 }, { a: 1, b: 2 }))).toBe(true);
  });

  it('leaves out undefined parts as the wire does', () => {
    expect(createPatch({ a: undefined, b: 1 }, { b: 1, c: undefined })).toEqual([]);
  });
});
