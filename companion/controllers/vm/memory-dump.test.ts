import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { PersistentVolumeClaim, VirtualMachine } from '../../../contracts/virt';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
  for (const name of ['dumps', 'others']) await cluster.client.create(PersistentVolumeClaimKind, claim(name, '1Gi'));
  await cluster.client.create(PersistentVolumeClaimKind, claim('small', '100Mi'));
  await cluster.client.create(PersistentVolumeClaimKind, claim('block', '1Gi', { volumeMode: 'Block' }));
  await cluster.client.create(PersistentVolumeClaimKind, claim('late', '1Gi', { storageClassName: 'waiting' }));
  for (const name of ['guest', 'leaver']) {
    await cluster.client.create(VirtualMachineKind, machine(name));
    await cluster.until(VirtualMachineInstanceKind, name, (vmi) => vmi?.status?.volumeStatus !== undefined);
  }
  await cluster.client.create(VirtualMachineKind, machine('halted', { runStrategy: 'Halted' }));
});
afterAll(() => cluster.stop());

function claim(name: string, storage: string, spec: Partial<PersistentVolumeClaim['spec']> = {}): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: NAMESPACE },
    spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', storageClassName: 'shared', resources: { requests: { storage } }, ...spec },
  };
}

const put = (name: string, verb: string, body: object) =>
  cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachines/${name}/${verb}`, body);
const dumpPhase = (phase: string) => (vm: VirtualMachine | undefined) => vm?.status?.memoryDumpRequest?.phase === phase;
const dumpVolumes = (name: string) => (cluster.client.get(VirtualMachineInstanceKind, name, NAMESPACE)?.spec.volumes ?? []).filter((volume) => volume.memoryDump);

describe('a request', () => {
  it.each([
    ['without a claim', 'guest', {}, 400, 'Memory dump requires claim name to be set'],
    ['for a machine that is down', 'halted', { claimName: 'dumps' }, 404, 'virtualmachineinstance.kubevirt.io "halted" not found'],
    ['for no claim', 'guest', { claimName: 'none' }, 404, 'persistentvolumeclaim.kubevirt.io "none" not found'],
    ['for a block claim', 'guest', { claimName: 'block' }, 409, 'pvc should be filesystem pvc'],
    ['for a small claim', 'guest', { claimName: 'small' }, 409, 'pvc size [104858k] should be bigger then [171967k]'],
  ])('%s is refused', async (_, name, body, code, words) => {
    const { status, body: answer } = await put(name, 'memorydump', body);
    expect(status).toBe(code);
    expect(answer.message).toContain(words);
  });

  it('to remove what is not there is refused', async () => {
    const { status, body } = await put('guest', 'removememorydump', {});
    expect([status, body.message]).toEqual([409, expect.stringContaining("can't remove memory dump association for vm guest, no association found")]);
  });
});

describe('a dump', () => {
  it('ends as a file in the claim, and the instance is rid of the volume', async () => {
    expect((await put('guest', 'memorydump', { claimName: 'dumps', phase: '' })).status).toBe(202);
    const vm = await cluster.until(VirtualMachineKind, 'guest', dumpPhase('Completed'));
    const request = vm?.status?.memoryDumpRequest;
    expect(request).toMatchObject({ claimName: 'dumps', startTimestamp: expect.any(String), endTimestamp: expect.any(String) });
    expect(request?.fileName).toMatch(/^guest-dumps-\d{8}-\d{6}\.memory\.dump$/);
    expect(vm?.spec.template.spec?.volumes).toEqual([{ name: 'dumps', memoryDump: { claimName: 'dumps', hotpluggable: true } }]);
    expect(dumpVolumes('guest')).toEqual([]);
    const stored = cluster.client.get(PersistentVolumeClaimKind, 'dumps', NAMESPACE);
    expect(stored?.metadata.annotations?.['kubevirt.io/memory-dump']).toBe(request?.fileName);
    expect(await readdir(join(cluster.folder, 'volumes', stored?.metadata.uid ?? ''))).toContain(request?.fileName);
    expect(vm?.status?.conditions?.some(({ type }) => type === 'RestartRequired')).toBe(false);
  });

  it('is made again into the claim it is associated with, and into no other', async () => {
    const { status, body } = await put('guest', 'memorydump', { claimName: 'others' });
    expect([status, body.message]).toEqual([409, expect.stringContaining("can't request memory dump for pvc [others] while pvc [dumps] is still associated as the memory dump pvc")]);
    const before = cluster.client.get(VirtualMachineKind, 'guest', NAMESPACE)?.status?.memoryDumpRequest;
    expect((await put('guest', 'memorydump', {})).status).toBe(202);
    await cluster.until(VirtualMachineKind, 'guest', (vm) => vm?.status?.memoryDumpRequest !== before && dumpPhase('Completed')(vm));
  });

  it('is forgotten on request, and the claim stays', async () => {
    expect((await put('guest', 'removememorydump', {})).status).toBe(202);
    const vm = await cluster.until(VirtualMachineKind, 'guest', (each) => each?.status?.memoryDumpRequest === undefined);
    expect(vm?.spec.template.spec?.volumes ?? []).toEqual([]);
    expect(cluster.client.get(PersistentVolumeClaimKind, 'dumps', NAMESPACE)).toBeDefined();
  });

  it('binds a claim that waits for its first consumer', async () => {
    expect((await put('leaver', 'memorydump', { claimName: 'late' })).status).toBe(202);
    await cluster.until(VirtualMachineKind, 'leaver', dumpPhase('Completed'));
  });

  it('does not come back with the next start of the machine', async () => {
    const uid = cluster.client.get(VirtualMachineInstanceKind, 'leaver', NAMESPACE)?.metadata.uid;
    expect((await put('leaver', 'restart', {})).status).toBe(202);
    await cluster.until(VirtualMachineInstanceKind, 'leaver', (vmi) => vmi !== undefined && vmi.metadata.uid !== uid && vmi.status?.phase === 'Running');
    expect(dumpVolumes('leaver')).toEqual([]);
    expect(cluster.client.get(VirtualMachineKind, 'leaver', NAMESPACE)?.status?.memoryDumpRequest?.phase).toBe('Completed');
  });
});
