import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { builtinKinds } from '../../kinds/registry';
import { ApiError } from '../../lib/api-error';
import { trackUpdate } from './managed-fields';
import { applyPatch } from './patch';
import { schemaOf } from '../schema/process';

const kinds = builtinKinds();
function kindOf(plural: string) {
  const definition = kinds.find((kind) => kind.plural === plural);
  const version = definition?.versions[0];
  if (!definition || !version) throw new Error(plural);
  return { definition, version };
}

const T1 = '2026-01-01T00:00:01Z';
const T2 = '2026-01-01T00:00:02Z';

function apply(current: UnknownObject | undefined, manager: string, body: object, options: { force?: boolean; plural?: string; time?: string } = {}) {
  const query = new URLSearchParams({ fieldManager: manager, ...(options.force ? { force: 'true' } : {}) });
  const kind = kindOf(options.plural ?? 'configmaps');
  const result: object = applyPatch({ ...kind, contentType: 'application/apply-patch+yaml', current, body: JSON.stringify(body), query, name: 'c1', time: options.time ?? T1 });
  return result as UnknownObject;
}
const configMap = (data: object | undefined, rest: object = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c1' }, ...(data ? { data } : {}), ...rest });
const owners = (object: UnknownObject) => (object.metadata.managedFields ?? []).map(({ manager, operation, fieldsV1 }) => [manager, operation, fieldsV1]);

function refusal(run: () => unknown): ApiError {
  try {
    run();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('server-side apply', () => {
  it('creates an object owned by its applier, leaf fields only', () => {
    const made = apply(undefined, 'me', configMap({ a: '1', b: '2' }));
    expect(made.data).toEqual({ a: '1', b: '2' });
    expect(made.metadata.managedFields).toEqual([
      { manager: 'me', operation: 'Apply', apiVersion: 'v1', time: T1, fieldsType: 'FieldsV1', fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {} } } },
    ]);
  });

  it('gives back the same object when repeated', () => {
    const made = apply(undefined, 'me', configMap({ a: '1' }));
    expect(apply(made, 'me', configMap({ a: '1' }), { time: T2 })).toEqual(made);
  });

  it('removes what its only owner leaves out, and keeps what is shared', () => {
    const first = apply(undefined, 'm1', configMap({ a: '1', b: '2' }));
    const shared = apply(first, 'm2', configMap({ b: '2', c: '3' }));
    const after = apply(shared, 'm1', configMap({}));
    expect(after.data).toEqual({ b: '2', c: '3' });
  });

  it('refuses to take a field of another applier', () => {
    const first = apply(undefined, 'm1', configMap({ a: '1' }));
    const error = refusal(() => apply(first, 'm2', configMap({ a: '2' })));
    expect([error.code, error.reason, error.message, error.details]).toEqual([
      409,
      'Conflict',
      'Apply failed with 1 conflict: conflict with "m1": .data.a',
      { causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "m1"', field: '.data.a' }] },
    ]);
  });

  it('lists several conflicts by manager', () => {
    const first = apply(undefined, 'm1', configMap({ a: '1', b: '1' }));
    const second = apply(first, 'm3', configMap({ c: '1' }));
    expect(refusal(() => apply(second, 'm2', configMap({ a: '2', b: '2', c: '2' }))).message).toBe(
      'Apply failed with 3 conflicts: conflicts with "m1":\n- .data.a\n- .data.b\nconflicts with "m3":\n- .data.c',
    );
  });

  it('names the version of a manager that updated', () => {
    const made: UnknownObject = configMap({ a: '1' });
    const { version } = kindOf('configmaps');
    trackUpdate(undefined, made, { manager: 'curl', apiVersion: 'v1', time: T1, schema: schemaOf(version), core: true });
    expect(refusal(() => apply(made, 'm2', configMap({ a: '2' }))).message).toBe('Apply failed with 1 conflict: conflict with "curl" using v1: .data.a');
  });

  it('takes fields over with force and leaves the loser the rest', () => {
    const made: UnknownObject = configMap({ a: '1' });
    trackUpdate(undefined, made, { manager: 'curl', apiVersion: 'v1', time: T1, schema: schemaOf(kindOf('configmaps').version), core: true });
    const after = apply(made, 'm2', configMap({ a: '2' }), { force: true });
    expect(after.data).toEqual({ a: '2' });
    expect(owners(after)).toEqual([
      ['m2', 'Apply', { 'f:data': { 'f:a': {} } }],
      ['curl', 'Update', { 'f:data': {} }],
    ]);
  });

  it('merges keyed lists and names their items by key', () => {
    const service = (ports: object[]) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'c1' }, spec: { ports } });
    const first = apply(undefined, 'm1', service([{ port: 80, protocol: 'TCP', name: 'http' }]), { plural: 'services' });
    expect(first.metadata.managedFields?.[0]?.fieldsV1).toEqual({
      'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:name': {}, 'f:port': {}, 'f:protocol': {} } } },
    });
    const second = apply(first, 'm2', service([{ port: 443, protocol: 'TCP', name: 'https' }]), { plural: 'services' });
    expect(second.spec).toEqual({ ports: [{ port: 80, protocol: 'TCP', name: 'http' }, { port: 443, protocol: 'TCP', name: 'https' }] });
    expect(apply(second, 'm1', service([]), { plural: 'services' }).spec).toEqual({ ports: [{ port: 443, protocol: 'TCP', name: 'https' }] });
  });

  it('finds an item whose key is left to its default', () => {
    const service = (port: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'c1' }, spec: { ports: [port] } });
    const live = apply(undefined, 'm1', service({ port: 80, protocol: 'TCP', name: 'http' }), { plural: 'services' });
    expect(apply(live, 'm1', service({ port: 80, name: 'web' }), { plural: 'services' }).spec).toEqual({ ports: [{ port: 80, name: 'web' }] });
    expect(apply(live, 'm2', service({ port: 80, targetPort: 8080 }), { plural: 'services' }).spec).toEqual({
      ports: [{ port: 80, protocol: 'TCP', name: 'http', targetPort: 8080 }],
    });
  });

  it('treats lists without keys as one value', () => {
    const vm = (disks: object[]) => ({ apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { name: 'c1' }, spec: { template: { spec: { domain: { devices: { disks } } } } } });
    const made = apply(undefined, 'm1', vm([{ name: 'a' }]), { plural: 'virtualmachines' });
    expect(made.metadata.managedFields?.[0]?.fieldsV1).toEqual({ 'f:spec': { 'f:template': { 'f:spec': { 'f:domain': { 'f:devices': { 'f:disks': {} } } } } } });
    expect(refusal(() => apply(made, 'm2', vm([{ name: 'b' }]), { plural: 'virtualmachines' })).details?.causes?.[0]?.field).toBe('.spec.template.spec.domain.devices.disks');
  });

  it('adopts an object without owners', () => {
    const after = apply({ ...configMap({ a: '1' }) }, 'm1', configMap({ b: '2' }));
    expect(owners(after).map(([manager, operation]) => [manager, operation])).toEqual([['m1', 'Apply'], ['before-first-apply', 'Update']]);
  });

  it.each([
    ['no field manager', '', configMap({}), 422, 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch'],
    ['managedFields in the body', 'm', { ...configMap({}), metadata: { name: 'c1', managedFields: [] } }, 400, 'metadata.managedFields must be nil'],
    ['a body without apiVersion', 'm', { kind: 'ConfigMap' }, 400, 'invalid object type: /, Kind=ConfigMap'],
  ])('refuses %s', (_name, manager, body, code, message) => {
    const error = refusal(() => apply(undefined, manager, body));
    expect([error.code, error.message]).toEqual([code, message]);
  });

  it('checks a resourceVersion in the body', () => {
    const made = apply(undefined, 'm1', configMap({ a: '1' }));
    made.metadata.resourceVersion = '5';
    expect(refusal(() => apply(made, 'm1', { ...configMap({ a: '1' }), metadata: { name: 'c1', resourceVersion: '4' } })).code).toBe(409);
  });

  it('takes a YAML body', () => {
    const made = applyPatch({
      ...kindOf('configmaps'),
      contentType: 'application/apply-patch+yaml',
      current: undefined,
      body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c1\ndata:\n  a: "1"\n',
      query: new URLSearchParams('fieldManager=me'),
      name: 'c1',
    });
    expect(made.data).toEqual({ a: '1' });
  });

  it('is the only patch that may be forced', () => {
    const error = refusal(() =>
      applyPatch({ ...kindOf('configmaps'), contentType: 'application/merge-patch+json', current: configMap({}), body: '{}', query: new URLSearchParams('force=true'), name: 'c1' }),
    );
    expect(error.message).toBe('PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch');
  });
});
