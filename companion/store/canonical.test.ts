import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../contracts/objects';
import { canonical, objectText, toJson } from './canonical';
import { StoredRecord } from './record';

const object = (rest: object): UnknownObject => ({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x', labels: { b: '1', a: '2' } }, ...rest });
const parts = fc.dictionary(
  fc.string().filter((name) => !['apiVersion', 'kind', 'metadata', '__proto__'].includes(name)),
  fc.jsonValue(),
);

describe('the stored form', () => {
  it.each(['sorted', 'struct'] as const)('says the same as the object (%s)', (order) => {
    fc.assert(
      fc.property(parts, (rest) => {
        const given = JSON.parse(JSON.stringify(object(rest))) as UnknownObject;
        expect(JSON.parse(objectText(canonical(given, order), order))).toEqual(given);
      }),
    );
  });

  it('is sorted at every level for custom resources', () => {
    expect(objectText(canonical(object({ spec: { z: 1, a: [{ y: 1, b: 2 }] } }), 'sorted'), 'sorted')).toBe(
      '{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"labels":{"a":"2","b":"1"},"name":"x"},"spec":{"a":[{"b":2,"y":1}],"z":1}}',
    );
  });

  it('begins with kind, apiVersion and metadata in the order of the structs for built-in kinds', () => {
    expect(objectText(canonical({ ...object({ data: { z: 1, a: 2 } }), apiVersion: 'v1' }, 'struct'), 'struct')).toBe(
      '{"kind":"Thing","apiVersion":"v1","metadata":{"name":"x","labels":{"b":"1","a":"2"}},"data":{"z":1,"a":2}}',
    );
  });

  it('escapes what a browser could take for markup', () => {
    expect(toJson({ a: '<b>&\u2028' })).toBe('{"a":"\\u003cb\\u003e\\u0026\\u2028"}');
  });

  it('is frozen at every level', () => {
    const frozen = canonical(object({ spec: { list: [{ a: 1 }] } }), 'sorted');
    const { list } = frozen.spec as { list: object[] };
    expect([Object.isFrozen(frozen), Object.isFrozen(frozen.metadata.labels), Object.isFrozen(list), Object.isFrozen(list[0])]).toEqual([true, true, true, true]);
  });

  it.each(['sorted', 'struct'] as const)('can be cut after its apiVersion (%s)', (order) => {
    fc.assert(
      fc.property(parts, (rest) => {
        const record = StoredRecord.of('x', 1, canonical(object(rest), order), order);
        const head = order === 'sorted' ? '{"apiVersion":"example.com/v1",' : '{"kind":"Thing","apiVersion":"example.com/v1",';
        expect(record.json.subarray(0, record.cut).toString()).toBe(head);
      }),
    );
  });
});
