import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../../kinds/definition';
import { processObject } from '../process';
import { evaluateCel } from './evaluate';
import { CelError } from './functions';
import { CelSyntaxError } from './lexer';
import { parseCel } from './parser';

const run = (source: string, self: unknown = undefined, oldSelf: unknown = undefined) =>
  evaluateCel(parseCel(source), new Map([['self', self], ['oldSelf', oldSelf]]));

describe('CEL', () => {
  it.each<[string, unknown, unknown]>([
    ['1 + 2 * 3 == 7', undefined, true],
    ['has(self.a) && self.a != ""', { a: 'x' }, true],
    ['has(self.a) && self.a != ""', {}, false],
    ['self.all(k, !k.startsWith("no/"))', { 'yes/a': 1 }, true],
    ['self.all(x, self.exists_one(y, x == y))', ['a', 'b', 'a'], false],
    ['self.map(x, x.values.map(y, y.size()).sum()).sum() < 8', [{ values: ['abc', 'de'] }], true],
    ['self.kind == "A" ? has(self.a) : !has(self.a)', { kind: 'B' }, true],
    ["self.matches('^[0-9]+$')", '123', true],
    ["!self.contains('..')", 'a/../b', false],
    ['size(self) == 2 && isIP(self[0]) ? ip(self[0]).family() != ip(self[1]).family() : true', ['10.0.0.1', '::1'], true],
    ['"a" in self', { a: 1 }, true],
    ['self in ["a", "b"]', 'c', false],
    ['-self.n < 0 && self.n / 2 == 2 && self.n % 2 == 1', { n: 5 }, true],
    ['self.__namespace__ == "x" && self.a__dash__b == 1', { namespace: 'x', 'a-b': 1 }, true],
    ['format.qualifiedName().validate(self).hasValue()', 'a b', true],
    ['[1, 2].filter(x, x > 1).size() == 1 && {"a": 1}["a"] == 1', undefined, true],
    ['"\\\\s\\n".size() == 3 && r"\\s".size() == 2', undefined, true],
    ['self.missing == 1 || true', {}, true],
  ])('evaluates %s', (source, self, expected) => {
    expect(run(source, self)).toBe(expected);
  });

  it('fails where a member is missing', () => {
    expect(() => run('self.a.b == 1', {})).toThrow('no such key: a');
  });

  it('stops rules that never end', () => {
    const many = Array.from({ length: 1000 }, (_, index) => index);
    expect(() => run('self.all(a, self.all(b, self.all(c, a + b + c >= 0)))', many)).toThrow(CelError);
  });

  it('never fails in another way than CEL does', () => {
    const words = fc.constantFrom('self', '.', '(', ')', '[', ']', 'a', '1', '"x"', '&&', '||', '==', '!', '?', ':', 'has', 'all', ',', 'in', '+', 'size', 'matches');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
        try {
          run(parts.join(' '), { a: ['x', { a: 1 }] });
        } catch (error) {
          expect(error instanceof CelError || error instanceof CelSyntaxError).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('validation rules', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        'x-kubernetes-validations': [{ rule: '!has(self.size) || self.size != 7', message: 'seven is not allowed' }],
        properties: {
          size: { type: 'integer' },
          fixed: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is immutable' }] },
          list: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: { type: 'object', properties: { name: { type: 'string' }, v: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >= oldSelf' }] } } },
          },
        },
      },
    },
  };
  const object = (spec: object) => ({ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'x' }, spec });
  const causes = (spec: object, before?: object) => processObject(schema, object(spec), 'Warn', before && object(before)).causes;

  it('refuse with their message where they stand', () => {
    expect(causes({ size: 7 })).toEqual([{ reason: 'FieldValueInvalid', message: 'Invalid value: "object": seven is not allowed', field: 'spec' }]);
  });

  it('compare with the state before, items by their key', () => {
    expect(causes({ fixed: 'a' })).toEqual([]);
    expect(causes({ fixed: 'b' }, { fixed: 'a' })).toEqual([{ reason: 'FieldValueInvalid', message: 'Invalid value: "string": is immutable', field: 'spec.fixed' }]);
    const list = (v: number) => ({ list: [{ name: 'other', v: 0 }, { name: 'a', v }] });
    expect(causes(list(1), { list: [{ name: 'a', v: 2 }] })).toMatchObject([{ field: 'spec.list[1].v', message: 'Invalid value: "integer": failed rule: self >= oldSelf' }]);
  });

  it('are not looked at while the object is invalid, which is said', () => {
    expect(causes({ size: 'x' }).map((cause) => cause.field)).toEqual(['spec.size', '<nil>']);
  });
});
