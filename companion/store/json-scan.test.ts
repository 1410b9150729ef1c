import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../contracts/objects';
import { canonical } from './canonical';
import { blanked, metadataMember } from './json-scan';
import { StoredRecord } from './record';

const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\\"', '"managedFields":[', '}', ']', '{', 'größer😀'));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(text, tie('any'), { maxKeys: 3 })),
})).any;

const metadata = fc.record(
  { name: fc.constant('x'), labels: fc.dictionary(text, text, { maxKeys: 3 }), managedFields: fc.array(value, { maxLength: 3 }), ownerReferences: fc.array(value, { maxLength: 2 }), uid: text },
  { requiredKeys: ['name'] },
);

describe('members of the metadata', () => {
  it('are found in the JSON of any object, and can be blanked in it', () => {
    fc.assert(
      fc.property(metadata, fc.dictionary(text, value, { maxKeys: 3 }), fc.constantFrom('sorted' as const, 'struct' as const), (meta, more, order) => {
        const given = { ...more, apiVersion: 'v1', kind: 'X', metadata: meta } as unknown as UnknownObject;
        const { json, cut } = StoredRecord.of('x', 1, canonical(given, order), order);
        const whole = JSON.parse(json.toString()) as { metadata: Record<string, unknown> };
        for (const name of ['managedFields', 'ownerReferences', 'uid', 'absent']) {
          const span = metadataMember(json, cut, name);
          if (span === 'unknown') {
            expect(order).toBe('sorted');
            continue;
          }
          expect(span && JSON.parse(json.toString('utf8', span.start, span.end))).toEqual(whole.metadata[name]);
          if (!span) continue;
          expect(JSON.stringify(JSON.parse(blanked(json, span)))).toBe(JSON.stringify({ ...whole, metadata: { ...whole.metadata, [name]: null } }));
        }
      }),
    );
  });
});
