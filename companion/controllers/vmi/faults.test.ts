import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataVolumeKind, EventKind, PersistentVolumeClaimKind, PodKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine } from '../../../contracts/virt';
import { volumeFile } from '../storage/volume-files';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const status = (wanted: string) => (vm: VirtualMachine | undefined) => vm?.status?.printableStatus === wanted;
const instance = (name: string) => cluster.client.get(VirtualMachineInstanceKind, name, NAMESPACE);

async function running(name: string, runStrategy = 'Always'): Promise<string> {
  await cluster.client.create(VirtualMachineKind, machine(name, { runStrategy }));
  if (runStrategy === 'Manual') {
    await cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachines/${name}/start`);
  }
  await cluster.until(VirtualMachineKind, name, status('Running'));
  return instance(name)?.metadata.uid ?? '';
}

describe('a guest that ends by itself', () => {
  it('is started again as a new instance under Always', async () => {
    const uid = await running('killed');
    await cluster.driver.destroy(uid);
    await cluster.until(VirtualMachineInstanceKind, 'killed', (vmi) => vmi?.status?.phase === 'Running' && vmi.metadata.uid !== uid);
    expect(cluster.driver.info(uid)).toBeUndefined();
  });

  it('stays as a finished instance under Manual, with an event that says so', async () => {
    const uid = await running('ended', 'Manual');
    await cluster.driver.stop(uid, 5);
    const vmi = await cluster.until(VirtualMachineInstanceKind, 'ended', (each) => each?.status?.phase === 'Succeeded');
    expect(vmi?.status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({ status: 'False', reason: 'PodNotExists' });
    await cluster.until(VirtualMachineKind, 'ended', status('Stopped'));
    const said = cluster.client.list(EventKind, { namespace: NAMESPACE }).find((event) => event.involvedObject.uid === uid && event.reason === 'Stopped');
    expect(said).toMatchObject({ message: 'The VirtualMachineInstance was shut down.', type: 'Normal' });
  });

  it('is shut down when its pod is deleted, and started again', async () => {
    const uid = await running('podless');
    const [pod] = cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/created-by': uid } });
    await cluster.client.delete(PodKind, pod?.metadata.name ?? '', NAMESPACE);
    await cluster.until(VirtualMachineInstanceKind, 'podless', (vmi) => vmi?.status?.phase === 'Running' && vmi.metadata.uid !== uid);
  });

  it('leaves nothing on this machine', async () => {
    const uid = await running('trace');
    await cluster.client.mutate(VirtualMachineKind, 'trace', NAMESPACE, (vm) => void (vm.spec.runStrategy = 'Halted'));
    await cluster.until(VirtualMachineInstanceKind, 'trace', (vmi) => vmi === undefined);
    expect(cluster.driver.info(uid)).toBeUndefined();
    expect(cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/created-by': uid } })).toEqual([]);
  });
});

describe('a machine whose disk is gone', () => {
  it('fails with a sentence that says which disk, and starts when the disk is back', async () => {
    const template = { metadata: { name: 'lost-disk' }, spec: { source: { blank: {} }, storage: { resources: { requests: { storage: '16Mi' } } } } };
    const vm = machine('lost', { runStrategy: 'Halted', dataVolumeTemplates: [template] });
    if (vm.spec.template.spec) vm.spec.template.spec.volumes = [{ name: 'root', dataVolume: { name: 'lost-disk' } }];
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.until(DataVolumeKind, 'lost-disk', (each) => each?.status?.phase === 'Succeeded');
    const claim = cluster.client.get(PersistentVolumeClaimKind, 'lost-disk', NAMESPACE);
    if (claim) await rm(volumeFile(cluster.folder, claim));
    await cluster.client.mutate(VirtualMachineKind, 'lost', NAMESPACE, (draft) => void (draft.spec.runStrategy = 'Once'));
    await cluster.until(VirtualMachineKind, 'lost', status('CrashLoopBackOff'));
    const failed = instance('lost')?.status;
    const words = `the disk of PersistentVolumeClaim ${NAMESPACE}/lost-disk is gone: restore it or delete the claim`;
    expect(failed).toMatchObject({ phase: 'Failed', reason: words });
    const said = cluster.client.list(EventKind, { namespace: NAMESPACE }).find((event) => event.involvedObject.name === 'lost' && event.reason === 'SyncFailed');
    expect(said).toMatchObject({ type: 'Warning', message: `server error. command SyncVMI failed: "${words}"` });
  });
});

describe('a start that the driver refuses', () => {
  it('is tried again later', async () => {
    const vm = machine('refused');
    vm.spec.template.metadata = { annotations: { 'simulated.virtdeck.io/fault': 'start-error' } };
    await cluster.client.create(VirtualMachineKind, vm);
    const found = await cluster.until(VirtualMachineKind, 'refused', status('CrashLoopBackOff'));
    expect(found?.status?.startFailure).toMatchObject({ consecutiveFailCount: 1 });
    expect(Date.parse(found?.status?.startFailure?.retryAfterTimestamp ?? '')).toBeGreaterThan(Date.now());
  });
});

describe('a force stop', () => {
  it('ends a guest that does not listen', async () => {
    const vm = machine('deaf');
    vm.spec.template.metadata = { annotations: { 'simulated.virtdeck.io/fault': 'deaf' } };
    if (vm.spec.template.spec) vm.spec.template.spec.terminationGracePeriodSeconds = 3600;
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.until(VirtualMachineKind, 'deaf', status('Running'));
    const stop = (body?: unknown) => cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachines/deaf/stop`, body);
    expect((await stop()).status).toBe(202);
    await cluster.until(VirtualMachineKind, 'deaf', status('Stopping'));
    expect((await stop({ gracePeriod: 0 })).status).toBe(202);
    await cluster.until(VirtualMachineKind, 'deaf', status('Stopped'));
  });
});
