import { describe, expect, it } from 'vitest';
import { cloneOf } from './clone';
import { snapshotOf } from './snapshot';

const machine = { kind: 'vm' as const, namespace: 'n', name: 'a', uid: 'u' };

describe('the snapshot that is asked for', () => {
  it('belongs to its machine and carries what was said about it', () => {
    const made = snapshotOf(machine, { name: 's', description: 'before the update', deadline: '7m' });
    expect(made.metadata).toMatchObject({ name: 's', namespace: 'n', annotations: { description: 'before the update' } });
    expect(made.metadata.ownerReferences).toMatchObject([{ kind: 'VirtualMachine', name: 'a', uid: 'u' }]);
    expect(made.spec).toEqual({ source: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: 'a' }, failureDeadline: '7m' });
  });

  it('is named after each machine when there are several, and leaves out what was not said', () => {
    const made = snapshotOf(machine, { suffix: 'nightly' });
    expect(made.metadata.name).toBe('a-nightly');
    expect(made.metadata.annotations).toBeUndefined();
    expect(made.spec).not.toHaveProperty('failureDeadline');
  });
});

describe('the clone that is asked for', () => {
  it('names source and target, and an identity of its own where one was given', () => {
    const made = cloneOf(machine, { clone: 'c', target: 'b', macs: { default: '02:00:00:00:00:42' }, serial: 'SN-42' });
    expect(made.metadata).toEqual({ name: 'c', namespace: 'n' });
    expect(made.spec).toMatchObject({
      source: { name: 'a' },
      target: { name: 'b' },
      newMacAddresses: { default: '02:00:00:00:00:42' },
      newSMBiosSerial: 'SN-42',
    });
  });

  it('leaves to KubeVirt what was not given', () => {
    const { spec } = cloneOf(machine, { clone: 'c', target: 'b', macs: {}, serial: '' });
    expect(spec).not.toHaveProperty('newMacAddresses');
    expect(spec).not.toHaveProperty('newSMBiosSerial');
  });
});
