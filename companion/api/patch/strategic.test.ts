import { describe, expect, it } from 'vitest';
import { ApiError } from '../../lib/api-error';
import { loadSchemas } from '../schema/load';
import { rootSchema } from './field-schema';
import { applyStrategicPatch } from './strategic';

const schemas = loadSchemas();
const service = rootSchema(schemas.find('', 'v1', 'Service'));
const deployment = rootSchema(schemas.find('apps', 'v1', 'Deployment'));
const current = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 's', labels: { a: '1', b: '2' }, finalizers: ['x', 'y'] },
  spec: { ports: [{ port: 80, name: 'http' }, { port: 443, name: 'https' }], selector: { app: 'a' } },
};
const spec = (patch: object) => applyStrategicPatch(current, { spec: patch }, service).spec;

describe('strategic merge patch', () => {
  it('merges keyed lists; a new item comes after the merged ones of the patch', () => {
    expect(spec({ ports: [{ port: 80, targetPort: 8080 }, { port: 9, name: 'nine' }] })).toMatchObject({
      ports: [{ port: 80, name: 'http', targetPort: 8080 }, { port: 9, name: 'nine' }, { port: 443, name: 'https' }],
    });
  });

  it('deletes an item by its key', () => {
    expect(spec({ ports: [{ $patch: 'delete', port: 80 }] })).toMatchObject({ ports: [{ port: 443, name: 'https' }] });
  });

  it('replaces lists and maps whole when asked', () => {
    expect(spec({ ports: [{ $patch: 'replace' }, { port: 1 }] })).toMatchObject({ ports: [{ port: 1 }] });
    expect(spec({ selector: { $patch: 'replace', b: '2' } })).toMatchObject({ selector: { b: '2' } });
  });

  it('orders items as asked', () => {
    expect(spec({ '$setElementOrder/ports': [{ port: 443 }, { port: 80 }] })).toMatchObject({ ports: [{ port: 443 }, { port: 80 }] });
  });

  it('removes with null and keeps the rest of a map', () => {
    expect(applyStrategicPatch(current, { metadata: { labels: { a: null, c: '3' } } }, service).metadata).toMatchObject({ labels: { b: '2', c: '3' } });
  });

  it('adds to and deletes from lists of words', () => {
    expect(applyStrategicPatch(current, { metadata: { finalizers: ['z'] } }, service).metadata).toMatchObject({ finalizers: ['z', 'x', 'y'] });
    expect(applyStrategicPatch(current, { metadata: { '$deleteFromPrimitiveList/finalizers': ['x'] } }, service).metadata).toMatchObject({ finalizers: ['y'] });
  });

  it('retains only the members it is told to', () => {
    const before = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const after = applyStrategicPatch(before, { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }, deployment);
    expect(after.spec).toEqual({ strategy: { type: 'Recreate' } });
  });

  it('merges deep containers by name', () => {
    const before = { spec: { template: { spec: { containers: [{ name: 'a', image: 'one' }, { name: 'b' }] } } } };
    const after = applyStrategicPatch(before, { spec: { template: { spec: { containers: [{ name: 'a', image: 'two' }] } } } }, deployment);
    expect(after.spec).toEqual({ template: { spec: { containers: [{ name: 'a', image: 'two' }, { name: 'b' }] } } });
  });

  it('leaves the current object alone', () => {
    const copy = structuredClone(current);
    spec({ ports: [{ port: 80, name: 'changed' }], selector: null });
    expect(current).toEqual(copy);
  });

  it('refuses items without their key', () => {
    expect(() => spec({ ports: [{ name: 'x' }] })).toThrow(ApiError);
  });
});
