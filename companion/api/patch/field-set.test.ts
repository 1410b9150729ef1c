import { describe, expect, it } from 'vitest';
import type { FieldSet} from './field-set';
import { fromFieldsV1, pathText, toFieldsV1 } from './field-set';

const read = (fields: object): FieldSet => {
  const set = fromFieldsV1(fields);
  if (!set) throw new Error('no fields');
  return set;
};
const data = read({ 'f:data': { '.': {}, 'f:a': {}, 'f:b': {} } });

describe('FieldSet', () => {
  it('survives its written form', () => {
    const written = { 'f:data': { '.': {}, 'f:a': {} }, 'f:spec': { 'f:ports': { 'k:{"port":80}': { '.': {}, 'f:name': {} } } } };
    expect(toFieldsV1(read(written))).toEqual(written);
  });

  it.each([[{ data: {} }], [{ 'f:a': 5 }], ['text'], [[]]])('is none for %j', (broken) => {
    expect(fromFieldsV1(broken)).toBeUndefined();
  });

  it('joins, subtracts and intersects members only', () => {
    const other = read({ 'f:data': { 'f:b': {}, 'f:c': {} } });
    expect(toFieldsV1(data.union(other))).toEqual({ 'f:data': { '.': {}, 'f:a': {}, 'f:b': {}, 'f:c': {} } });
    expect(toFieldsV1(data.difference(other))).toEqual({ 'f:data': { '.': {}, 'f:a': {} } });
    expect(toFieldsV1(data.intersection(other))).toEqual({ 'f:data': { 'f:b': {} } });
    expect(data.difference(data).isEmpty).toBe(true);
  });

  it('shows paths as conflicts do', () => {
    const steps = ['f:spec', 'f:ports', 'k:{"port":80,"protocol":"TCP"}', 'f:name'];
    expect(pathText(steps)).toBe('.spec.ports[port=80,protocol="TCP"].name');
    expect(pathText(['f:metadata', 'f:finalizers', 'v:"x/y"'])).toBe('.metadata.finalizers[="x/y"]');
  });
});
