import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { GENERIC } from './restart-required';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const restart = (vm: VirtualMachine | undefined) => vm?.status?.conditions?.find(({ type }) => type === 'RestartRequired');
const volume = (vmi: VirtualMachineInstance | undefined, name: string) => vmi?.status?.volumeStatus?.find((entry) => entry.name === name);
const put = (path: string, body?: unknown) => cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/${path}`, body);

async function running(name: string): Promise<void> {
  await cluster.client.create(VirtualMachineKind, machine(name));
  await cluster.until(VirtualMachineKind, name, (vm) => vm?.status?.printableStatus === 'Running');
  await cluster.until(VirtualMachineInstanceKind, name, (vmi) => vmi?.status?.volumeStatus !== undefined);
}

const edit = (name: string, change: (vm: VirtualMachine) => void) => cluster.client.mutate(VirtualMachineKind, name, NAMESPACE, change);

describe('a change while the machine runs', () => {
  it('that a running guest cannot take asks for a restart, until it is taken back', async () => {
    await running('edited');
    await edit('edited', (vm) => void (vm.spec.template.spec && (vm.spec.template.spec.hostname = 'other')));
    const vm = await cluster.until(VirtualMachineKind, 'edited', (each) => restart(each) !== undefined);
    expect(restart(vm)).toMatchObject({ status: 'True', reason: 'RestartRequired', message: GENERIC });
    await edit('edited', (each) => void delete each.spec.template.spec?.hostname);
    await cluster.until(VirtualMachineKind, 'edited', (each) => restart(each) === undefined);
  });

  it('is applied by the restart, which takes the condition away', async () => {
    await running('resized');
    await edit('resized', (vm) => void (vm.spec.template.spec && (vm.spec.template.spec.domain.memory = { guest: '32Mi' })));
    const vm = await cluster.until(VirtualMachineKind, 'resized', (each) => restart(each) !== undefined);
    expect(restart(vm)?.message).toBe('memory updated in template spec to a value lower than what the VM started with');
    await put('virtualmachines/resized/restart');
    await cluster.until(VirtualMachineKind, 'resized', (each) => restart(each) === undefined && each?.status?.printableStatus === 'Running');
    expect(cluster.client.get(VirtualMachineInstanceKind, 'resized', NAMESPACE)?.spec.domain.memory?.guest).toBe('32Mi');
  });
});

describe('a disk', () => {
  it('is plugged into a running machine when its claim is there, and unplugged again', async () => {
    await running('plugged');
    const disk = { name: '', disk: { bus: 'scsi' }, serial: 'data' };
    const added = await put('virtualmachines/plugged/addvolume', { name: 'data', disk, volumeSource: { persistentVolumeClaim: { claimName: 'data', hotpluggable: true } } });
    expect(added.status).toBe(202);
    const waiting = await cluster.until(VirtualMachineInstanceKind, 'plugged', (vmi) => volume(vmi, 'data')?.phase === 'Pending');
    expect(volume(waiting, 'data')?.message).toBe(`PVC ${NAMESPACE}/data does not exist, waiting for it to appear`);
    await cluster.client.create(PersistentVolumeClaimKind, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: NAMESPACE },
      spec: { accessModes: ['ReadWriteMany'], volumeMode: 'Block', resources: { requests: { storage: '16Mi' } } },
    });
    const ready = await cluster.until(VirtualMachineInstanceKind, 'plugged', (vmi) => volume(vmi, 'data')?.phase === 'Ready');
    expect(volume(ready, 'data')).toMatchObject({ reason: 'VolumeReady', message: 'Successfully attach hotplugged volume data to VM', hotplugVolume: {} });
    expect(restart(cluster.client.get(VirtualMachineKind, 'plugged', NAMESPACE))).toBeUndefined();
    expect((await put('virtualmachines/plugged/addvolume', { name: 'data', disk, volumeSource: { persistentVolumeClaim: { claimName: 'b' } } })).body.message).toContain(
      'Unable to add volume [data] because volume with that name already exists',
    );
    expect((await put('virtualmachines/plugged/removevolume', { name: 'data' })).status).toBe(202);
    await cluster.until(VirtualMachineInstanceKind, 'plugged', (vmi) => volume(vmi, 'data') === undefined && vmi?.spec.volumes?.length === 0);
    expect((await put('virtualmachines/plugged/removevolume', { name: 'data' })).body.message).toContain('because it does not exist');
  });
});

describe('a running guest', () => {
  const card = (vmi: VirtualMachineInstance | undefined, name: string) => vmi?.status?.interfaces?.find((each) => each.name === name);

  it('gets an interface, has its cable pulled, and loses the interface again', async () => {
    await running('wired');
    await edit('wired', (vm) => {
      vm.spec.template.spec?.domain.devices.interfaces?.push({ name: 'lan', bridge: {} });
      vm.spec.template.spec?.networks?.push({ name: 'lan', multus: { networkName: 'lan' } });
    });
    const plugged = await cluster.until(VirtualMachineInstanceKind, 'wired', (vmi) => card(vmi, 'lan')?.mac !== undefined);
    expect(card(plugged, 'lan')?.linkState).toBe('up');
    expect(restart(cluster.client.get(VirtualMachineKind, 'wired', NAMESPACE))).toBeUndefined();
    const setState = (state: string) =>
      edit('wired', (vm) => {
        const found = vm.spec.template.spec?.domain.devices.interfaces?.find((each) => each.name === 'lan');
        if (found) found.state = state;
      });
    await setState('down');
    await cluster.until(VirtualMachineInstanceKind, 'wired', (vmi) => card(vmi, 'lan')?.linkState === 'down');
    await setState('absent');
    await cluster.until(VirtualMachineInstanceKind, 'wired', (vmi) => card(vmi, 'lan') === undefined);
  });

  it('grows within the bounds of its start', async () => {
    const vm = machine('grows');
    if (vm.spec.template.spec) vm.spec.template.spec.domain = { ...vm.spec.template.spec.domain, cpu: { sockets: 1, maxSockets: 4 }, memory: { guest: '1Gi', maxGuest: '4Gi' } };
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.until(VirtualMachineInstanceKind, 'grows', (vmi) => Boolean(vmi?.status?.conditions?.some(({ type, status }) => type === 'LiveMigratable' && status === 'True')));
    await edit('grows', (each) => void Object.assign(each.spec.template.spec?.domain ?? {}, { cpu: { sockets: 2, maxSockets: 4 }, memory: { guest: '2Gi', maxGuest: '4Gi' } }));
    const grown = await cluster.until(VirtualMachineInstanceKind, 'grows', (vmi) => vmi?.status?.memory?.guestCurrent === '2Gi' && vmi.status.currentCPUTopology?.sockets === 2);
    expect(grown?.status?.memory).toMatchObject({ guestAtBoot: '1Gi', guestRequested: '2Gi' });
    expect(grown?.status?.conditions?.some(({ type }) => type === 'HotMemoryChange' || type === 'HotVCPUChange')).toBe(false);
    expect(restart(cluster.client.get(VirtualMachineKind, 'grows', NAMESPACE))).toBeUndefined();
  });
});
