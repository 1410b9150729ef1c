import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataVolumeKind, PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind, VolumeSnapshotClassKind } from '../../../contracts/kinds';
import { volumeFile } from '../storage/volume-files';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { Clones, Contents, Restores, type Snapshot, Snapshots, VolumeSnapshots } from './types';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
  await cluster.client.create(VolumeSnapshotClassKind, {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshotClass',
    metadata: { name: 'local' },
    driver: 'local.virtdeck.io',
    deletionPolicy: 'Delete',
  });
});
afterAll(() => cluster.stop());

async function withDisk(name: string, runStrategy: string) {
  const template = { metadata: { name: `${name}-disk` }, spec: { source: { blank: {} }, storage: { resources: { requests: { storage: '16Mi' } } } } };
  const vm = machine(name, { runStrategy, dataVolumeTemplates: [template] });
  const spec = vm.spec.template.spec;
  if (spec) {
    spec.volumes = [{ name: 'root', dataVolume: { name: `${name}-disk` } }];
    spec.domain.devices.disks = [{ name: 'root', disk: { bus: 'virtio' } }];
  }
  await cluster.client.create(VirtualMachineKind, vm);
  await cluster.until(DataVolumeKind, `${name}-disk`, (each) => each?.status?.phase === 'Succeeded');
  await cluster.until(VirtualMachineKind, name, (each) => each?.status?.printableStatus === (runStrategy === 'Halted' ? 'Stopped' : 'Running'));
}

const reference = (name: string) => ({ apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name });
const snapshotOf = (vm: string, name: string): Snapshot => ({
  apiVersion: 'snapshot.kubevirt.io/v1beta1',
  kind: 'VirtualMachineSnapshot',
  metadata: { name, namespace: NAMESPACE },
  spec: { source: reference(vm) },
});
const restoreOf = (vm: string, snapshot: string, name: string) => ({
  apiVersion: 'snapshot.kubevirt.io/v1beta1',
  kind: 'VirtualMachineRestore',
  metadata: { name, namespace: NAMESPACE },
  spec: { target: reference(vm), virtualMachineSnapshotName: snapshot, targetReadinessPolicy: 'FailImmediate' },
});

const disk = (claim: string) => {
  const found = cluster.client.get(PersistentVolumeClaimKind, claim, NAMESPACE);
  if (!found) throw new Error(`no claim ${claim}`);
  return volumeFile(cluster.folder, found);
};

async function take(vm: string, name: string): Promise<Snapshot | undefined> {
  await cluster.client.create(Snapshots, snapshotOf(vm, name));
  return cluster.until(Snapshots, name, (snapshot) => snapshot?.status?.phase === 'Succeeded');
}

describe('a snapshot', () => {
  it('of a stopped machine keeps its spec and its disk', async () => {
    await withDisk('off', 'Halted');
    const snapshot = await take('off', 'off-1');
    expect(snapshot?.status).toMatchObject({ readyToUse: true, snapshotVolumes: { includedVolumes: ['root'] }, indications: [] });
    expect(snapshot?.status?.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['Progressing', 'False', 'Operation complete'],
      ['Ready', 'True', 'Ready'],
    ]);
    await cluster.until(VirtualMachineKind, 'off', (vm) => vm?.status?.snapshotInProgress === undefined);
    const content = cluster.client.get(Contents, snapshot?.status?.virtualMachineSnapshotContentName ?? '', NAMESPACE);
    expect(content?.spec.volumeBackups?.[0]).toMatchObject({ volumeName: 'root', persistentVolumeClaim: { metadata: { name: 'off-disk' } } });
  });

  it('of a running machine holds the guest for a moment and says how', async () => {
    await withDisk('on', 'Always');
    await cluster.until(VirtualMachineInstanceKind, 'on', (vmi) => Boolean(vmi?.status?.conditions?.some(({ type }) => type === 'AgentConnected')));
    const snapshot = await take('on', 'on-1');
    expect(snapshot?.status?.indications).toEqual(['GuestAgent', 'Online']);
    await cluster.until(VirtualMachineKind, 'on', (vm) => vm?.status?.printableStatus === 'Running');
  });

  it('of a machine that is not there waits and says so', async () => {
    await cluster.client.create(Snapshots, snapshotOf('nobody', 'early'));
    const snapshot = await cluster.until(Snapshots, 'early', (each) => each?.status?.phase === 'InProgress');
    expect(snapshot?.status?.conditions?.[0]).toMatchObject({ type: 'Progressing', status: 'False', reason: 'Source does not exist' });
  });

  it('goes with its copies when it is deleted', async () => {
    const [copy] = cluster.client.list(VolumeSnapshots, { namespace: NAMESPACE, labels: { 'snapshot.kubevirt.io/source-vm-name': 'on' } });
    const file = join(cluster.folder, 'snapshots', copy?.metadata.uid ?? '', 'disk.qcow2');
    expect(existsSync(file)).toBe(true);
    await cluster.client.delete(Snapshots, 'on-1', NAMESPACE);
    await cluster.until(VolumeSnapshots, copy?.metadata.name ?? '', (each) => each === undefined);
    expect(existsSync(file)).toBe(false);
  });
});

describe('a restore', () => {
  it('is refused while the machine runs, when it may not wait', async () => {
    await take('on', 'on-2');
    await cluster.client.create(Restores, restoreOf('on', 'on-2', 'r2'));
    const restore = await cluster.until(Restores, 'r2', (each) => Boolean(each?.status?.conditions?.some(({ type }) => type === 'Failure')));
    const reason = restore?.status?.conditions?.find(({ type }) => type === 'Failure')?.reason;
    expect(reason).toBe('Restore target VMI must be powered off before restore operation');
  });

  it('completes, exchanges the data volumes and lets the machine start', async () => {
    await take('off', 'off-2');
    const before = await readFile(disk('off-disk'));
    await cluster.client.create(Restores, restoreOf('off', 'off-2', 'r3'));
    const restore = await cluster.until(Restores, 'r3', (each) => each?.status?.complete === true);
    expect(restore?.status?.deletedDataVolumes).toEqual(['off-disk']);
    const claim = restore?.status?.restores?.[0]?.persistentVolumeClaim ?? '';
    expect((await readFile(disk(claim))).equals(before)).toBe(true);
    const vm = cluster.client.get(VirtualMachineKind, 'off', NAMESPACE);
    expect(vm?.spec.dataVolumeTemplates?.[0]?.metadata?.name).toBe(claim);
    await cluster.until(VirtualMachineKind, 'off', (each) => each?.status?.restoreInProgress === undefined && each?.status?.printableStatus === 'Stopped');
    await cluster.client.mutate(VirtualMachineKind, 'off', NAMESPACE, (draft) => void (draft.spec.runStrategy = 'Always'));
    await cluster.until(VirtualMachineKind, 'off', (each) => each?.status?.printableStatus === 'Running');
  });
});

describe('a clone', () => {
  it('makes a halted machine of its own with an own disk, and cleans up', async () => {
    await withDisk('model', 'Halted');
    await cluster.client.mutate(VirtualMachineKind, 'model', NAMESPACE, (vm) => void (vm.metadata.labels = { keep: 'a', drop: 'b' }));
    await cluster.client.create(Clones, {
      apiVersion: 'clone.kubevirt.io/v1beta1',
      kind: 'VirtualMachineClone',
      metadata: { name: 'copy', namespace: NAMESPACE },
      spec: { source: reference('model'), target: reference('twin'), labelFilters: ['*', '!drop'] },
    });
    const clone = await cluster.until(Clones, 'copy', (each) => each?.status?.phase === 'Succeeded');
    expect(clone?.status?.targetName).toBe('twin');
    const twin = await cluster.until(VirtualMachineKind, 'twin', (vm) => vm?.status?.printableStatus === 'Stopped');
    const model = cluster.client.get(VirtualMachineKind, 'model', NAMESPACE);
    expect(twin?.metadata.labels).toEqual({ keep: 'a' });
    expect(twin?.spec.template.spec?.domain.firmware?.uuid).not.toBe(model?.spec.template.spec?.domain.firmware?.uuid);
    expect(twin?.spec.template.spec?.volumes?.[0]?.dataVolume?.name).not.toBe('model-disk');
    await cluster.until(Snapshots, `tmp-snapshot-${clone?.metadata.uid ?? ''}`, (each) => each === undefined);
    await cluster.until(VirtualMachineKind, 'model', (vm) => vm?.status?.snapshotInProgress === undefined);
  });
});
