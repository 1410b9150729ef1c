import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { loadSchemas } from '../schema/load';
import { defaultManager, trackUpdate } from './managed-fields';

const schemas = loadSchemas();
const configMap = (data: object | undefined, metadata: object = {}): UnknownObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', ...metadata }, ...(data ? { data } : {}) });
const writer = (manager: string, time = '2026-01-01T00:00:00Z', subresource?: string) => ({ manager, apiVersion: 'v1', time, subresource, schema: schemas.find('', 'v1', 'ConfigMap'), core: true });
const fields = (object: UnknownObject) => Object.fromEntries((object.metadata.managedFields ?? []).map((entry) => [entry.manager ?? '', entry.fieldsV1]));

function update(before: UnknownObject | undefined, after: UnknownObject, ...who: Parameters<typeof writer>): UnknownObject {
  trackUpdate(before, after, writer(...who));
  return after;
}

describe('trackUpdate', () => {
  it('gives a creator everything, maps it made marked with a dot', () => {
    const made = update(undefined, configMap({ a: '1' }, { labels: { l: '1' } }), 'curl');
    expect(made.metadata.managedFields).toEqual([
      {
        manager: 'curl',
        operation: 'Update',
        apiVersion: 'v1',
        time: '2026-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { '.': {}, 'f:a': {} }, 'f:metadata': { 'f:labels': { '.': {}, 'f:l': {} } } },
      },
    ]);
  });

  it('moves what another changes', () => {
    const made = update(undefined, configMap({ a: '1', b: '1' }), 'one');
    const next = update(made, configMap({ a: '2', b: '1', c: '1' }, { managedFields: made.metadata.managedFields }), 'two', '2026-01-01T00:00:01Z');
    expect(fields(next)).toEqual({ one: { 'f:data': { '.': {}, 'f:b': {} } }, two: { 'f:data': { 'f:a': {}, 'f:c': {} } } });
  });

  it('takes what is gone from its owner', () => {
    const made = update(undefined, configMap({ a: '1', b: '1' }), 'one');
    expect(fields(update(made, configMap({ b: '1' }), 'two'))).toEqual({ one: { 'f:data': { '.': {}, 'f:b': {} } } });
  });

  it('keeps times when nothing changes', () => {
    const made = update(undefined, configMap({ a: '1' }), 'one');
    expect(update(made, configMap({ a: '1' }), 'one', '2027-01-01T00:00:00Z').metadata.managedFields).toEqual(made.metadata.managedFields);
  });

  it('forgets all owners when told to, and stays without', () => {
    const made = update(undefined, configMap({ a: '1' }), 'one');
    const cleared = update(made, configMap({ a: '1' }, { managedFields: [{}] }), 'one');
    expect(cleared.metadata.managedFields).toBeUndefined();
    expect(update(cleared, configMap({ a: '2' }), 'one').metadata.managedFields).toBeUndefined();
  });

  it('has an entry of its own for the status', () => {
    const schema = schemas.find('kubevirt.io', 'v1', 'VirtualMachine');
    const vm = (rest: object): UnknownObject => ({ apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { name: 'v' }, spec: { runStrategy: 'Halted' }, ...rest });
    const made = vm({});
    trackUpdate(undefined, made, { manager: 'ui', apiVersion: 'kubevirt.io/v1', time: 't1', schema, core: false });
    expect(fields(made)).toEqual({ ui: { 'f:spec': { '.': {}, 'f:runStrategy': {} } } });
    const next = vm({ status: { ready: true } });
    trackUpdate(made, next, { manager: 'virt-controller', apiVersion: 'kubevirt.io/v1', time: 't2', schema, core: false, subresource: 'status' });
    expect(next.metadata.managedFields?.at(-1)).toMatchObject({ subresource: 'status', fieldsV1: { 'f:status': { '.': {}, 'f:ready': {} } } });
  });

  it('does not lose owners to a client that drops or breaks the list', () => {
    const made = update(undefined, configMap({ a: '1' }), 'one');
    expect(fields(update(made, configMap({ a: '1' }), 'two'))).toEqual(fields(made));
    const broken = configMap({ a: '1' }, { managedFields: [{ manager: 'x', operation: 'Update', fieldsV1: { bad: {} } }] });
    expect(fields(update(made, broken, 'two'))).toEqual(fields(made));
  });
});

describe('defaultManager', () => {
  it('is the user agent up to its first slash', () => {
    expect(defaultManager('curl/8.0')).toBe('curl');
    expect(defaultManager('demo-ui')).toBe('demo-ui');
    expect(defaultManager(undefined)).toBe('unknown');
  });
});
