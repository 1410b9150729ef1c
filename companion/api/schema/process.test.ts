import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import type { JsonSchema } from '../../kinds/definition';
import { processObject } from './process';

const withSpec = (spec: JsonSchema): JsonSchema => ({ type: 'object', properties: { spec } });
const objectWith = (spec: unknown): UnknownObject => ({ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'x', labels: { any: 'thing' } }, spec });

function run(spec: JsonSchema, value: unknown) {
  const object = objectWith(value);
  return { ...processObject(withSpec(spec), object, 'Warn'), spec: object.spec };
}
const causesOf = (spec: JsonSchema, value: unknown) => run(spec, value).causes;

describe('pruning', () => {
  it('removes what the schema does not know and names it', () => {
    const schema: JsonSchema = { type: 'object', properties: { list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } } } };
    const { spec, unknown } = run(schema, { list: [{ a: '1', b: '2' }], nonsense: { deep: 1 } });
    expect(spec).toEqual({ list: [{ a: '1' }] });
    expect(unknown.sort()).toEqual(['spec.list[0].b', 'spec.nonsense']);
  });

  it('is silent with mode Ignore', () => {
    const object = objectWith({ nonsense: 1 });
    expect(processObject(withSpec({ type: 'object', properties: {} }), object, 'Ignore').unknown).toEqual([]);
    expect(object.spec).toEqual({});
  });

  it('keeps everything below preserve-unknown-fields but still prunes known parts of it', () => {
    const inner: JsonSchema = { type: 'object', properties: { a: { type: 'string' } } };
    const { spec } = run({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { inner } }, { free: { x: 1 }, inner: { a: 'a', b: 1 } });
    expect(spec).toEqual({ free: { x: 1 }, inner: { a: 'a' } });
  });

  it('keeps maps, and identity of embedded resources', () => {
    const { spec } = run(
      {
        type: 'object',
        properties: {
          map: { type: 'object', additionalProperties: { type: 'string' } },
          template: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: { type: 'object' } } },
        },
      },
      { map: { a: 'b' }, template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { gone: 1 }, other: 1 } },
    );
    expect(spec).toEqual({ map: { a: 'b' }, template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: {} } });
  });

  it('leaves metadata alone and takes __proto__ for an unknown field', () => {
    const object = JSON.parse('{"apiVersion":"a/v1","kind":"A","metadata":{"name":"x","odd":1},"spec":{"__proto__":{"polluted":1}}}') as UnknownObject;
    const { unknown } = processObject(withSpec({ type: 'object', properties: { a: { type: 'string' } } }), object, 'Warn');
    expect(unknown).toEqual(['spec.__proto__']);
    expect(object).toEqual({ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'x', odd: 1 }, spec: {} });
  });
});

describe('defaults', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: { mode: { type: 'string', default: 'fast' }, deep: { type: 'object', default: {}, properties: { n: { type: 'integer', default: 3 } } } },
  };
  it('fill what is missing, also inside of defaults', () => {
    expect(run(schema, {}).spec).toEqual({ mode: 'fast', deep: { n: 3 } });
  });
  it('replace a null that is not allowed', () => {
    expect(run(schema, { mode: null }).spec).toMatchObject({ mode: 'fast' });
  });
  it('are copied for every object', () => {
    const first = run(schema, {}).spec as { deep: { n: number } };
    first.deep.n = 7;
    expect(run(schema, {}).spec).toMatchObject({ deep: { n: 3 } });
  });
});

describe('validation', () => {
  it('reports every fault in the words of the API server', () => {
    const schema: JsonSchema = {
      type: 'object',
      required: ['needed'],
      properties: {
        needed: { type: 'string' },
        runStrategy: { type: 'string' },
        color: { type: 'string', enum: ['a', 'b'] },
        pat: { type: 'string', pattern: '^x+$' },
        size: { type: 'integer', minimum: 1, maximum: 10 },
        small: { type: 'integer', minimum: 1 },
        tags: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: { type: 'object', properties: { name: { type: 'string' }, value: { type: 'string' } } },
        },
      },
    };
    const tags = [{ name: 'a' }, { name: 'a', value: 'other' }];
    expect(causesOf(schema, { runStrategy: 5, color: 'c', pat: 'y', size: 11, small: 0, tags })).toEqual([
      { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.needed' },
      { reason: 'FieldValueTypeInvalid', message: 'Invalid value: "integer": spec.runStrategy in body must be of type string: "integer"', field: 'spec.runStrategy' },
      { reason: 'FieldValueNotSupported', message: 'Unsupported value: "c": supported values: "a", "b"', field: 'spec.color' },
      { reason: 'FieldValueInvalid', message: 'Invalid value: "y": spec.pat in body should match \'^x+$\'', field: 'spec.pat' },
      { reason: 'FieldValueInvalid', message: 'Invalid value: 11: spec.size in body should be less than or equal to 10', field: 'spec.size' },
      { reason: 'FieldValueInvalid', message: 'Invalid value: 0: spec.small in body should be greater than or equal to 1', field: 'spec.small' },
      { reason: 'FieldValueDuplicate', message: 'Duplicate value: {"name":"a"}', field: 'spec.tags[1]' },
    ]);
  });

  it('takes a null where none is allowed for absent, and refuses it in a list', () => {
    expect(causesOf({ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }, { a: null })).toEqual([{ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.a' }]);
    expect(causesOf({ type: 'object', properties: { a: { type: 'string' } } }, { a: null })).toEqual([]);
    expect(causesOf({ type: 'object', properties: { a: { type: 'string', nullable: true } } }, { a: null })).toEqual([]);
    expect(causesOf({ type: 'array', items: { type: 'string' } }, [null])).toEqual([
      { reason: 'FieldValueTypeInvalid', message: 'Invalid value: "null": spec[0] in body must be of type string: "null"', field: 'spec[0]' },
    ]);
  });

  it('takes integers and strings where both are allowed', () => {
    const port: JsonSchema = { type: 'object', properties: { port: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true } } };
    expect(causesOf(port, { port: 80 })).toEqual([]);
    expect(causesOf(port, { port: 'http' })).toEqual([]);
    expect(causesOf(port, { port: true })).toMatchObject([{ message: 'Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"' }]);
  });

  it('checks formats', () => {
    const time: JsonSchema = { type: 'object', properties: { at: { type: 'string', format: 'date-time' } } };
    expect(causesOf(time, { at: '2026-01-02T03:04:05Z' })).toEqual([]);
    expect(causesOf(time, { at: 'noon' })).toEqual([
      { reason: 'FieldValueTypeInvalid', message: 'Invalid value: "noon": spec.at in body must be of type date-time: "noon"', field: 'spec.at' },
    ]);
  });

  it('checks lengths', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { short: { type: 'string', maxLength: 2, minLength: 1 }, list: { type: 'array', maxItems: 1, items: { type: 'string' } } },
    };
    expect(causesOf(schema, { short: 'abc', list: ['a', 'b'] })).toEqual([
      { reason: 'FieldValueTooLong', message: 'Too long: may not be more than 2 bytes', field: 'spec.short' },
      { reason: 'FieldValueTooMany', message: 'Too many: 2: must have at most 1 items', field: 'spec.list' },
    ]);
    expect(causesOf(schema, { short: '' })).toMatchObject([{ message: 'Invalid value: "": spec.short in body should be at least 1 chars long' }]);
  });

  it('combines schemas', () => {
    const schema: JsonSchema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, oneOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(causesOf(schema, { a: 'x' })).toEqual([]);
    expect(causesOf(schema, { a: 'x', b: 'y' })).toMatchObject([
      { field: '<nil>', message: 'Invalid value: "": "spec" must validate one and only one schema (oneOf). Found 2 valid alternatives' },
    ]);
    expect(causesOf(schema, {})).toMatchObject([{ message: expect.stringContaining('Found none valid') as string }, { field: 'spec.a' }]);
  });
});
