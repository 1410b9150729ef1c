import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationKind, NodeKind, PodKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../contracts/virt';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { EVACUATION, pauseLeft } from './evacuation-plan';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const migratable = (vmi: VirtualMachineInstance | undefined) => Boolean(vmi?.status?.conditions?.some(({ type, status }) => type === 'LiveMigratable' && status === 'True'));

async function running(name: string, evictionStrategy?: string) {
  const vm = machine(name);
  if (evictionStrategy && vm.spec.template.spec) vm.spec.template.spec.evictionStrategy = evictionStrategy;
  await cluster.client.create(VirtualMachineKind, vm);
  const vmi = await cluster.until(VirtualMachineInstanceKind, name, migratable);
  const [pod] = cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/created-by': vmi?.metadata.uid ?? '' } });
  return { node: vmi?.status?.nodeName ?? '', pod: pod?.metadata.name ?? '' };
}

const evict = (pod: string, body: object = {}) =>
  cluster.call('POST', `/api/v1/namespaces/${NAMESPACE}/pods/${pod}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod }, ...body });
const evacuationsOf = (vmi: string) => cluster.client.list(MigrationKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/vmi-name': vmi } });

describe('an evicted launcher', () => {
  it('of a guest that wants to migrate stays, and the guest is moved away', async () => {
    const { node, pod } = await running('moves', 'LiveMigrate');
    const refused = await evict(pod);
    expect([refused.status, refused.body.reason]).toEqual([429, 'TooManyRequests']);
    expect(refused.body.message).toBe(`admission webhook "virt-launcher-eviction-interceptor.kubevirt.io" denied the request: Eviction triggered evacuation of VMI "${NAMESPACE}/moves"`);
    const moved = await cluster.until(VirtualMachineInstanceKind, 'moves', (vmi) => vmi?.status?.nodeName !== node && vmi?.status?.evacuationNodeName === undefined);
    expect(moved?.status?.conditions?.some(({ type }) => type === 'EvictionRequested')).toBe(false);
    const [migration] = evacuationsOf('moves');
    expect(migration?.metadata).toMatchObject({ generateName: 'kubevirt-evacuation-', annotations: { [EVACUATION]: node } });
    expect(migration?.spec.priority).toBe('system-critical');
    await cluster.until(PodKind, pod, (each) => (each?.status as { phase?: string } | undefined)?.phase === 'Succeeded');
    expect((await evict(pod)).status).toBe(201);
  });

  it('of a guest that is already on its way says so', async () => {
    const { pod } = await running('leaving', 'External');
    expect((await evict(pod)).body.message).toContain(`Eviction triggered evacuation of VMI "${NAMESPACE}/leaving"`);
    await cluster.until(VirtualMachineInstanceKind, 'leaving', (vmi) => Boolean(vmi?.status?.conditions?.some(({ type }) => type === 'EvictionRequested')));
    expect((await evict(pod)).body.message).toContain(`Evacuation in progress: Eviction triggered evacuation of VMI "${NAMESPACE}/leaving"`);
    expect(evacuationsOf('leaving')).toEqual([]);
  });

  it('of a guest without a strategy goes, and its guest with it', async () => {
    const { pod } = await running('goes');
    expect((await evict(pod, { deleteOptions: { dryRun: ['All'] } })).status).toBe(201);
    expect(cluster.client.get(PodKind, pod, NAMESPACE)).toBeDefined();
    const answer = await evict(pod);
    expect([answer.status, answer.body.status]).toEqual([201, 'Success']);
    await cluster.until(PodKind, pod, (each) => each === undefined);
  });

  it('is refused for another name, a pod that is not there, and a body that is no eviction', async () => {
    expect((await evict('none')).status).toBe(404);
    expect((await evict('none', { metadata: { name: 'other' } })).body.message).toBe('name in URL does not match name in Eviction object');
    expect((await evict('none', { kind: 'Pod', apiVersion: 'v1' })).status).toBe(400);
  });
});

describe('a node', () => {
  it('that is cordoned carries the taint of it until it is not', async () => {
    await cluster.call('PATCH', '/api/v1/nodes/node-1', { spec: { unschedulable: true } });
    const cordoned = await cluster.until(NodeKind, 'node-1', (node) => JSON.stringify(node?.spec).includes('taints'));
    expect(cordoned?.spec).toMatchObject({ taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] });
    await cluster.call('PATCH', '/api/v1/nodes/node-1', { spec: { unschedulable: null } });
    await cluster.until(NodeKind, 'node-1', (node) => !JSON.stringify(node?.spec).includes('taints'));
  });

  it('with the drain taint loses the guests that want to migrate', async () => {
    const { node } = await running('drained', 'LiveMigrate');
    await cluster.call('PATCH', `/api/v1/nodes/${node}`, { spec: { taints: [{ key: 'kubevirt.io/drain', effect: 'NoSchedule' }] } });
    await cluster.until(VirtualMachineInstanceKind, 'drained', (vmi) => vmi?.status?.nodeName !== node);
    await cluster.call('PATCH', `/api/v1/nodes/${node}`, { spec: { taints: null } });
  });
});

describe('evacuations that fail', () => {
  const failed = (minute: number, phase = 'Failed'): VirtualMachineInstanceMigration => ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstanceMigration',
    metadata: { name: `m${minute}`, annotations: { [EVACUATION]: 'node-1' }, creationTimestamp: `2026-01-01T10:0${minute}:00Z` },
    spec: { vmiName: 'x' },
    status: { phase, phaseTransitionTimestamps: [{ phase, phaseTransitionTimestamp: `2026-01-01T10:0${minute}:00Z` }] },
  });
  const at = (second: number) => Date.parse('2026-01-01T10:03:00Z') + second * 1000;

  it('are tried again after twenty seconds, and twice as long with every further one', () => {
    expect(pauseLeft([], at(0))).toBe(0);
    expect(pauseLeft([failed(3)], at(5))).toBe(15_000);
    expect(pauseLeft([failed(1), failed(3), failed(2)], at(0))).toBe(80_000);
    expect(pauseLeft([failed(1), failed(3), failed(2, 'Succeeded')], at(20))).toBe(0);
  });
});
