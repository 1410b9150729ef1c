import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { ApiError } from '../../lib/api-error';
import { loadSchemas } from './load';
import { processCoreObject } from './process-core';

const schemas = loadSchemas();

function run(group: string, kind: string, rest: Record<string, unknown>) {
  const schema = schemas.find(group, 'v1', kind);
  if (!schema) throw new Error(kind);
  const object: UnknownObject = { apiVersion: group ? `${group}/v1` : 'v1', kind, metadata: { name: 'x' }, ...rest };
  return { object, ...processCoreObject(schema, object, 'Warn', 'v1') };
}
function refusal(group: string, kind: string, rest: Record<string, unknown>): string {
  try {
    run(group, kind, rest);
  } catch (error) {
    if (error instanceof ApiError && error.code === 400) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('processCoreObject', () => {
  it('refuses wrong types in the words of the decoder', () => {
    expect(refusal('', 'ConfigMap', { data: { a: true } })).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal bool into Go struct field ConfigMap.data of type string',
    );
    expect(refusal('', 'Service', { spec: { ports: [{ port: '80' }] } })).toBe(
      'Service in version "v1" cannot be handled as a Service: json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32',
    );
    expect(refusal('apps', 'Deployment', { spec: [] })).toBe(
      'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec',
    );
  });

  it('takes nulls for absent, for empty texts in a map, and removes unknown members', () => {
    const { object, unknown } = run('', 'ConfigMap', { data: { a: 'b', c: null }, immutable: null, nonsense: 1 });
    expect(object).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 'b', c: '' } });
    expect(unknown).toEqual(['nonsense']);
  });

  it('names what is missing', () => {
    const { causes } = run('', 'Pod', { spec: { containers: [{ image: 'a' }] } });
    expect(causes).toEqual([{ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.containers[0].name' }]);
  });

  it('does not ask a status for anything', () => {
    expect(run('', 'Pod', { spec: { containers: [{ name: 'a' }] }, status: { containerStatuses: [{ name: 'a' }] } }).causes).toEqual([]);
  });

  it('checks quantities', () => {
    expect(refusal('', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage: 'lots' } } } })).toContain('quantities must match the regular expression');
    expect(run('', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage: '10Gi', cpu: 2 } } } }).causes).toEqual([]);
  });
});
