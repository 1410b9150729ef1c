import { describe, expect, it } from 'vitest';
import { at } from '../read';
import { claimSize, inCatalogOrder, volumeOfClaim, volumeOfDataSource } from './boot-volumes';
import type { Choices } from './choices';
import { firstMissing } from './missing';
import { loginSecret, newMachine } from './new-machine';

const dataSource = {
  metadata: {
    name: 'fedora',
    namespace: 'images',
    labels: {
      'instancetype.kubevirt.io/default-instancetype': 'u1.medium',
      'instancetype.kubevirt.io/default-preference': 'fedora',
    },
    annotations: { 'openshift.io/display-name': 'Fedora 41' },
  },
  spec: { source: { pvc: { name: 'fedora-1', namespace: 'images' } } },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

const volume = volumeOfDataSource(dataSource);

const choices: Choices & { volume: typeof volume } = {
  volume,
  instancetype: { name: 'u1.small', kind: 'VirtualMachineClusterInstancetype' },
  preference: { name: '', kind: 'VirtualMachineClusterPreference' },
  name: 'web',
  namespace: 'demo',
  diskSize: '',
  login: { user: '', password: '', sshKey: '' },
  start: true,
};

describe('a bootable volume', () => {
  it('suggests what the labels of its DataSource say', () => {
    expect(volume).toMatchObject({
      title: 'Fedora 41',
      ready: true,
      instancetype: { name: 'u1.medium' },
      preference: { name: 'fedora' },
    });
    expect(volume.claim).toEqual({ namespace: 'images', name: 'fedora-1' });
  });

  it('says why it cannot be used yet, and stands behind those that can', () => {
    const waiting = volumeOfDataSource({
      ...dataSource,
      status: { conditions: [{ type: 'Ready', status: 'False', reason: 'NoSource' }] },
    });
    const claim = volumeOfClaim({ metadata: { name: 'a', namespace: 'demo' }, status: { phase: 'Bound' } });
    expect(waiting).toMatchObject({ ready: false, reason: 'NoSource' });
    expect(inCatalogOrder([waiting, volume, claim]).map((each) => each.ready)).toEqual([true, true, false]);
  });

  it('has the size its claim got, else the size it asks for', () => {
    expect(claimSize({ status: { capacity: { storage: '2Gi' } }, spec: { resources: { requests: { storage: '1Gi' } } } })).toBe('2Gi');
    expect(claimSize({ spec: { resources: { requests: { storage: '1Gi' } } } })).toBe('1Gi');
    expect(claimSize(undefined)).toBe('');
  });
});

describe('the new machine', () => {
  it('copies the volume into a disk of its own and starts when asked to', () => {
    const machine = newMachine(choices);
    expect(machine.spec).toMatchObject({
      runStrategy: 'Always',
      instancetype: { name: 'u1.small', kind: 'VirtualMachineClusterInstancetype' },
      dataVolumeTemplates: [
        {
          metadata: { name: 'web-volume' },
          spec: { sourceRef: { kind: 'DataSource', name: 'fedora', namespace: 'images' }, storage: {} },
        },
      ],
    });
    expect(machine.spec).not.toHaveProperty('preference');
    expect(newMachine({ ...choices, start: false }).spec.runStrategy).toBe('Halted');
  });

  it('takes a claim as the source where the volume is one', () => {
    const claim = volumeOfClaim({ metadata: { name: 'golden', namespace: 'demo' } });
    const [template] = Object.values({
      ...(newMachine({ ...choices, volume: claim, diskSize: '30Gi' }).spec.dataVolumeTemplates as object[]),
    });
    expect(template).toMatchObject({
      spec: { source: { pvc: { name: 'golden', namespace: 'demo' } }, storage: { resources: { requests: { storage: '30Gi' } } } },
    });
  });

  it('keeps the password out of the machine: it is in a Secret the machine points to', () => {
    const secret = { ...choices, login: { user: 'admin', password: 'hunter2', sshKey: '' } };
    const machine = newMachine(secret);
    expect(JSON.stringify(machine)).not.toContain('hunter2');
    expect(at(machine, 'spec', 'template', 'spec', 'volumes')).toContainEqual({
      name: 'cloudinitdisk',
      cloudInitNoCloud: { secretRef: { name: 'web-cloud-init' } },
    });
    expect(loginSecret(secret)).toMatchObject({ metadata: { name: 'web-cloud-init', namespace: 'demo' } });
    expect(atob(String(at(loginSecret(secret), 'data', 'userdata')))).toContain('hunter2');
    expect(loginSecret(choices)).toBeUndefined();
  });

  it('carries the login itself only where no Secret may be made', () => {
    const machine = newMachine({ ...choices, login: { user: 'admin', password: 'hunter2', sshKey: '' } }, true);
    expect(JSON.stringify(machine)).toContain('hunter2');
  });
});

it('what is missing is named in the order of the form, and nothing when the machine can be created', () => {
  const small = { name: '', kind: '' };
  expect(firstMissing({ ...choices, volume: undefined, name: '' })).toBe('volume');
  expect(firstMissing({ ...choices, instancetype: small })).toBe('instancetype');
  expect(firstMissing({ ...choices, diskSize: 'much' })).toBe('disk');
  expect(firstMissing({ ...choices, name: 'No' })).toBe('name');
  expect(firstMissing({ ...choices, login: { ...choices.login, sshKey: 'secret' } })).toBe('login');
  expect(firstMissing(choices)).toBeUndefined();
});

it('a login that is too long for a machine needs a Secret', () => {
  const long = { ...choices, login: { ...choices.login, password: 'x'.repeat(3000) } };
  expect(firstMissing(long)).toBeUndefined();
  expect(firstMissing(long, true)).toBe('login');
});
