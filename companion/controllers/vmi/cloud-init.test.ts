import { expect, it } from 'vitest';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { configDriveFiles, noCloudFiles } from './cloud-init';
import { targetNames } from './volume-status';

const vmi: VirtualMachineInstance = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachineInstance',
  metadata: { name: 'vm', uid: 'u' },
  spec: { hostname: 'host', domain: { devices: {}, firmware: { uuid: 'fw' } } },
};

it('a NoCloud seed has user data, metadata with host name and keys, and network configuration only when given', () => {
  const files = noCloudFiles(vmi, { userData: '#cloud-config', publicKeys: ['ssh-ed25519 A', 'ssh-rsa B'] });
  expect(Object.keys(files)).toEqual(['user-data', 'meta-data']);
  expect(JSON.parse(files['meta-data'] ?? '')).toEqual({ 'instance-id': 'fw', 'local-hostname': 'host', 'public-keys': { 0: 'ssh-ed25519 A', 1: 'ssh-rsa B' } });
  expect(noCloudFiles(vmi, { userData: '', publicKeys: [], networkData: 'version: 2' })['network-config']).toBe('version: 2');
});

it('a config drive has the files that OpenStack has', () => {
  const files = configDriveFiles(vmi, { userData: '#cloud-config', publicKeys: [], networkData: '{}' });
  expect(Object.keys(files).sort()).toEqual(['openstack/latest/meta_data.json', 'openstack/latest/network_data.json', 'openstack/latest/user_data']);
});

it('the instance id of a machine stays the same over its instances', () => {
  const other = { ...vmi, metadata: { name: 'vm', uid: 'another' } };
  expect(noCloudFiles(other, { userData: '', publicKeys: [] })).toEqual(noCloudFiles(vmi, { userData: '', publicKeys: [] }));
});

it('disks get their device names per bus, in order, beyond z too', () => {
  const names = targetNames([
    { name: 'a', disk: { bus: 'virtio' } },
    { name: 'b', disk: { bus: 'scsi' } },
    { name: 'c', disk: {} },
    { name: 'd', cdrom: {} },
    { name: 'e', disk: { bus: 'sata' } },
  ]);
  expect(Object.fromEntries(names)).toEqual({ a: 'vda', b: 'sda', c: 'vdb', d: 'sdb', e: 'sdc' });
  const many = targetNames(Array.from({ length: 28 }, (_, index) => ({ name: String(index), disk: { bus: 'virtio' } })));
  expect([many.get('25'), many.get('26'), many.get('27')]).toEqual(['vdz', 'vdaa', 'vdab']);
});
