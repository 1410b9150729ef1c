import { describe, expect, it } from 'vitest';
import { conditionsOf, reasonOfStatus } from './conditions';
import { disksOf } from './disks';
import { nicsOf } from './networks';
import { pendingChanges } from './pending-changes';

const spec = {
  hostname: 'box',
  domain: {
    cpu: { sockets: 1, cores: 2 },
    memory: { guest: '1Gi' },
    devices: {
      disks: [
        { name: 'root', disk: { bus: 'virtio' }, bootOrder: 1 },
        { name: 'seed', cdrom: { bus: 'sata' } },
      ],
      interfaces: [{ name: 'default', masquerade: {}, model: 'virtio' }],
    },
  },
  networks: [{ name: 'default', pod: {} }],
  volumes: [
    { name: 'root', dataVolume: { name: 'vm-root' } },
    { name: 'seed', cloudInitNoCloud: { userData: 'x' } },
  ],
};
const vm = {
  metadata: { name: 'vm' },
  spec: {
    template: { spec },
    dataVolumeTemplates: [
      { metadata: { name: 'vm-root' }, spec: { storage: { storageClassName: 'fast', resources: { requests: { storage: '2Gi' } } } } },
    ],
  },
};
function instance(change: (copy: typeof spec) => void = () => undefined) {
  const copy = structuredClone(spec);
  Object.assign(copy.domain, { machine: { type: 'q35' } });
  Object.assign(copy.domain.cpu, { threads: 1, model: 'host-model' });
  change(copy);
  return { metadata: { name: 'vm' }, spec: copy };
}

describe('disksOf', () => {
  it('joins device, volume and the report of the instance', () => {
    const vmi = {
      spec: {},
      status: { volumeStatus: [{ name: 'root', phase: 'Ready', persistentVolumeClaimInfo: { capacity: { storage: '3Gi' } } }] },
    };
    expect(disksOf(vm, vmi)).toMatchObject([
      {
        name: 'root',
        drive: 'disk',
        bus: 'virtio',
        bootOrder: 1,
        size: '3 GiB',
        storageClass: 'fast',
        source: { type: 'dataVolume', name: 'vm-root' },
        phase: 'Ready',
      },
      { name: 'seed', drive: 'cdrom', bus: 'sata', size: '', source: { type: 'cloudInitNoCloud', name: '' } },
    ]);
    expect(disksOf(vm, undefined)[0]?.size).toBe('2 GiB');
  });

  it('shows what was plugged into the running guest only', () => {
    const vmi = {
      spec: {
        domain: { devices: { disks: [{ name: 'extra', disk: { bus: 'scsi' } }] } },
        volumes: [{ name: 'extra', persistentVolumeClaim: { claimName: 'c', hotpluggable: true } }],
      },
    };
    expect(disksOf(vm, vmi).at(-1)).toMatchObject({ name: 'extra', hotplugged: true, source: { name: 'c' } });
  });
});

describe('nicsOf', () => {
  it('joins device, network and the report of the guest, and leaves out loopback', () => {
    const vmi = {
      status: {
        interfaces: [
          { name: 'default', interfaceName: 'eth0', mac: '02:00', ipAddresses: ['10.0.0.1', 'fe80::1'], linkState: 'up' },
          { interfaceName: 'lo' },
          { interfaceName: 'docker0', mac: '02:42', ipAddress: '172.17.0.1' },
        ],
      },
    };
    expect(nicsOf(vm, vmi)).toMatchObject([
      {
        name: 'default',
        guestName: 'eth0',
        pod: true,
        binding: 'masquerade',
        mac: '02:00',
        ips: ['10.0.0.1', 'fe80::1'],
        link: 'up',
        guestOnly: false,
      },
      { name: 'docker0', ips: ['172.17.0.1'], guestOnly: true },
    ]);
  });
});

describe('pendingChanges', () => {
  it('finds none while the instance only completes the specification', () => {
    expect(pendingChanges(vm, instance())).toEqual([]);
  });

  it('says field by field what waits, and for what', () => {
    const vmi = instance((copy) => {
      copy.domain.cpu.sockets = 4;
      copy.hostname = 'old';
      copy.domain.devices.interfaces = [];
      copy.networks = [];
    });
    expect(pendingChanges(vm, vmi)).toEqual([
      { field: 'cpu-sockets', item: '', appliedBy: 'migration' },
      { field: 'hostname', item: '', appliedBy: 'restart' },
      { field: 'network-interface', item: 'default', appliedBy: 'migration' },
    ]);
  });

  it('tells a removed disk once, as its volume', () => {
    const vmi = instance((copy) => {
      copy.domain.devices.disks.push({ name: 'gone', disk: { bus: 'virtio' }, bootOrder: 2 });
      copy.volumes.push({ name: 'gone', dataVolume: { name: 'x' } });
    });
    expect(pendingChanges(vm, vmi)).toEqual([{ field: 'volume', item: 'gone', appliedBy: 'restart' }]);
  });

  it('waits for nothing without a running instance', () => {
    expect(pendingChanges(vm, undefined)).toEqual([]);
  });
});

describe('conditions', () => {
  const failing = {
    status: {
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'Paused', status: 'True', message: 'paused by user' },
        { type: 'Failure', status: 'True', reason: 'FailedCreate', message: 'no memory' },
      ],
    },
  };

  it('puts first what needs attention', () => {
    expect(
      conditionsOf(failing, { status: { conditions: [{ type: 'Ready', status: 'False' }] } }).map((each) => [each.type, each.good]),
    ).toEqual([
      ['Failure', false],
      ['Paused', undefined],
      ['Ready', true],
    ]);
  });

  it('explains a status by the strongest condition', () => {
    expect(reasonOfStatus(failing, undefined)).toBe('no memory');
    expect(reasonOfStatus({}, undefined)).toBe('');
  });
});
