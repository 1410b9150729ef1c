import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataVolumeKind, EventKind, PersistentVolumeClaimKind, PodKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine } from '../../../contracts/virt';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const status = (wanted: string) => (vm: VirtualMachine | undefined) => vm?.status?.printableStatus === wanted;
const subresource = (name: string, verb: string, body?: unknown) =>
  cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachines/${name}/${verb}`, body);

describe('a machine that always runs', () => {
  it('gets an instance that runs on a node, with addresses and a ready condition', async () => {
    await cluster.client.create(VirtualMachineKind, machine('runs'));
    const vm = await cluster.until(VirtualMachineKind, 'runs', status('Running'));
    expect(vm?.metadata.finalizers).toContain('kubevirt.io/virtualMachineControllerFinalize');
    const ready = await cluster.until(VirtualMachineKind, 'runs', (each) => each?.status?.ready === true);
    expect(ready?.status?.created).toBe(true);
    const vmi = await cluster.until(VirtualMachineInstanceKind, 'runs', (each) => Boolean(each?.status?.interfaces?.[0]?.ipAddress));
    expect(vmi?.status?.nodeName).toMatch(/^node-/);
    expect(vmi?.metadata.labels?.['kubevirt.io/nodeName']).toBe(vmi?.status?.nodeName);
    const phases = vmi?.status?.phaseTransitionTimestamps?.map((entry) => entry.phase);
    expect(phases).toEqual(['Pending', 'Scheduling', 'Scheduled', 'Running']);
  });

  it('stops by the subresource, which halts it, and starts again with a new instance', async () => {
    await cluster.client.create(VirtualMachineKind, machine('stops'));
    await cluster.until(VirtualMachineKind, 'stops', status('Running'));
    const first = cluster.client.get(VirtualMachineInstanceKind, 'stops', NAMESPACE)?.metadata.uid ?? '';
    expect((await subresource('stops', 'stop')).status).toBe(202);
    const stopped = await cluster.until(VirtualMachineKind, 'stops', status('Stopped'));
    expect(stopped?.spec.runStrategy).toBe('Halted');
    expect(cluster.driver.info(first)).toBeUndefined();
    expect((await subresource('stops', 'stop')).body.message).toBe('Operation cannot be fulfilled on virtualmachine.kubevirt.io "stops": VM is not running');
    expect((await subresource('stops', 'start')).status).toBe(202);
    await cluster.until(VirtualMachineKind, 'stops', status('Running'));
    expect(cluster.client.get(VirtualMachineInstanceKind, 'stops', NAMESPACE)?.metadata.uid).not.toBe(first);
  });

  it('restarts: one instance ends, another begins, and no request stays behind', async () => {
    await cluster.client.create(VirtualMachineKind, machine('restarts'));
    await cluster.until(VirtualMachineKind, 'restarts', status('Running'));
    const first = cluster.client.get(VirtualMachineInstanceKind, 'restarts', NAMESPACE)?.metadata.uid;
    expect((await subresource('restarts', 'restart')).status).toBe(202);
    await cluster.until(VirtualMachineInstanceKind, 'restarts', (vmi) => vmi?.status?.phase === 'Running' && vmi.metadata.uid !== first);
    const vm = await cluster.until(VirtualMachineKind, 'restarts', status('Running'));
    expect(vm?.status?.stateChangeRequests).toBeUndefined();
  });

  it('is paused and goes on', async () => {
    await cluster.client.create(VirtualMachineKind, machine('pauses'));
    await cluster.until(VirtualMachineKind, 'pauses', status('Running'));
    const verb = (word: string) => cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachineinstances/pauses/${word}`);
    expect((await verb('pause')).status).toBe(200);
    await cluster.until(VirtualMachineKind, 'pauses', status('Paused'));
    expect((await verb('pause')).body.message).toContain('VMI is already paused');
    expect((await verb('unpause')).status).toBe(200);
    await cluster.until(VirtualMachineKind, 'pauses', status('Running'));
  });

  it('is deleted with its instance, its pod and its guest', async () => {
    await cluster.client.create(VirtualMachineKind, machine('goes'));
    await cluster.until(VirtualMachineKind, 'goes', status('Running'));
    const uid = cluster.client.get(VirtualMachineInstanceKind, 'goes', NAMESPACE)?.metadata.uid ?? '';
    await cluster.client.delete(VirtualMachineKind, 'goes', NAMESPACE);
    await cluster.until(VirtualMachineKind, 'goes', (vm) => vm === undefined);
    expect(cluster.client.get(VirtualMachineInstanceKind, 'goes', NAMESPACE)).toBeUndefined();
    expect(cluster.driver.info(uid)).toBeUndefined();
    expect(cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/created-by': uid } })).toEqual([]);
  });
});

describe('a halted machine', () => {
  it('makes its data volumes and waits', async () => {
    const blank = { metadata: { name: 'halted-disk' }, spec: { source: { blank: {} }, storage: { resources: { requests: { storage: '16Mi' } } } } };
    const vm = machine('halted', { runStrategy: 'Halted', dataVolumeTemplates: [blank] });
    const spec = vm.spec.template.spec;
    if (spec) {
      spec.volumes = [{ name: 'root', dataVolume: { name: 'halted-disk' } }];
      spec.domain.devices.disks = [{ name: 'root', disk: { bus: 'virtio' } }];
    }
    await cluster.client.create(VirtualMachineKind, vm);
    const volume = await cluster.until(DataVolumeKind, 'halted-disk', (each) => each?.status?.phase === 'Succeeded');
    expect(volume?.status).toMatchObject({ progress: '100.0%', claimName: 'halted-disk' });
    expect(cluster.client.get(PersistentVolumeClaimKind, 'halted-disk', NAMESPACE)?.status?.phase).toBe('Bound');
    await cluster.until(VirtualMachineKind, 'halted', status('Stopped'));
    expect((await subresource('halted', 'start')).status).toBe(202);
    const vmi = await cluster.until(VirtualMachineInstanceKind, 'halted', (each) => each?.status?.phase === 'Running' && Boolean(each.status.volumeStatus));
    expect(vmi?.status?.volumeStatus?.[0]).toMatchObject({ name: 'root', target: 'vda', persistentVolumeClaimInfo: { claimName: 'halted-disk' } });
  });

  it('starts paused when asked to', async () => {
    await cluster.client.create(VirtualMachineKind, machine('paused-start', { runStrategy: 'Halted' }));
    await cluster.until(VirtualMachineKind, 'paused-start', status('Stopped'));
    expect((await subresource('paused-start', 'start', { paused: true })).status).toBe(202);
    const vm = await cluster.until(VirtualMachineKind, 'paused-start', status('Paused'));
    expect(vm?.spec.runStrategy).toBe('Always');
  });
});

describe('what goes wrong', () => {
  it('a missing claim shows as ErrorPvcNotFound and heals when the claim appears', async () => {
    const vm = machine('no-claim');
    const spec = vm.spec.template.spec;
    if (spec) spec.volumes = [{ name: 'root', persistentVolumeClaim: { claimName: 'late' } }];
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.until(VirtualMachineKind, 'no-claim', status('ErrorPvcNotFound'));
    await cluster.client.create(PersistentVolumeClaimKind, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'late', namespace: NAMESPACE },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '16Mi' } } },
    });
    await cluster.until(VirtualMachineKind, 'no-claim', status('Running'));
  });

  it('a node selector that fits no node shows as ErrorUnschedulable with the words of the scheduler', async () => {
    const vm = machine('nowhere');
    if (vm.spec.template.spec) vm.spec.template.spec.nodeSelector = { disk: 'fast' };
    await cluster.client.create(VirtualMachineKind, vm);
    const found = await cluster.until(VirtualMachineKind, 'nowhere', status('ErrorUnschedulable'));
    const scheduled = found?.status?.conditions?.find((condition) => condition.type === 'PodScheduled');
    expect(scheduled?.message).toBe("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.");
  });

  it('a guest that crashes at boot leads to CrashLoopBackOff', async () => {
    const vm = machine('crashes');
    vm.spec.template.metadata = { annotations: { 'simulated.virtdeck.io/fault': 'crash-at-boot' } };
    await cluster.client.create(VirtualMachineKind, vm);
    const found = await cluster.until(VirtualMachineKind, 'crashes', status('CrashLoopBackOff'));
    expect(found?.status?.startFailure?.consecutiveFailCount).toBe(1);
  });

  it('an unknown instance type is a failure condition, not a refusal', async () => {
    const vm = machine('typeless', { instancetype: { name: 'no.such' } });
    if (vm.spec.template.spec) delete vm.spec.template.spec.domain.memory;
    await cluster.client.create(VirtualMachineKind, vm);
    const found = await cluster.until(VirtualMachineKind, 'typeless', (each) => Boolean(each?.status?.conditions?.some(({ type }) => type === 'Failure')));
    const failure = found?.status?.conditions?.find(({ type }) => type === 'Failure');
    expect(failure).toMatchObject({ reason: 'FailedFindInstancetype', message: 'virtualmachineclusterinstancetypes.instancetype.kubevirt.io "no.such" not found' });
  });
});

describe('when the companion is restarted', () => {
  it('guests go on and keep their instance', async () => {
    await cluster.client.create(VirtualMachineKind, machine('outlives'));
    await cluster.until(VirtualMachineKind, 'outlives', status('Running'));
    const before = cluster.client.get(VirtualMachineInstanceKind, 'outlives', NAMESPACE)?.metadata.uid;
    await cluster.restartControllers();
    await cluster.client.create(VirtualMachineKind, machine('after'));
    await cluster.until(VirtualMachineKind, 'after', status('Running'));
    expect(cluster.client.get(VirtualMachineInstanceKind, 'outlives', NAMESPACE)).toMatchObject({ metadata: { uid: before }, status: { phase: 'Running' } });
  });
});

it('says what it does in events', async () => {
  await cluster.client.create(VirtualMachineKind, machine('speaks'));
  await cluster.until(VirtualMachineKind, 'speaks', status('Running'));
  await cluster.client.delete(VirtualMachineKind, 'speaks', NAMESPACE);
  await cluster.until(VirtualMachineKind, 'speaks', (vm) => vm === undefined);
  const said = () => cluster.client.list(EventKind, { namespace: NAMESPACE }).filter((event) => event.involvedObject.name === 'speaks').map((event) => event.reason);
  for (const reason of ['SuccessfulCreate', 'Created', 'Started', 'ShuttingDown', 'Stopped']) expect(said()).toContain(reason);
});
