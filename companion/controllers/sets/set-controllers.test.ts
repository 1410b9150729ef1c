import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataVolumeKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { freeIndexes } from './pool-machine';
import { type Pool, PoolKind, type ReplicaSet, ReplicaSetKind } from './types';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const labels = { set: 'a' };

function pool(replicas: number): Pool {
  const template = { metadata: { name: 'disk' }, spec: { source: { blank: {} }, storage: { resources: { requests: { storage: '16Mi' } } } } };
  const { spec } = machine('template', { dataVolumeTemplates: [template] });
  if (spec.template.spec) spec.template.spec.volumes = [{ name: 'root', dataVolume: { name: 'disk' } }];
  return {
    apiVersion: 'pool.kubevirt.io/v1beta1',
    kind: 'VirtualMachinePool',
    metadata: { name: 'pool', namespace: NAMESPACE },
    spec: { replicas, selector: { matchLabels: labels }, virtualMachineTemplate: { metadata: { labels }, spec } },
  };
}

const names = () => cluster.client.list(VirtualMachineKind, { namespace: NAMESPACE, labels }).map((vm) => vm.metadata.name).sort();

it('a pool keeps its number of machines, each with disks of its own, and gives up the highest first', async () => {
  await cluster.client.create(PoolKind, pool(2));
  await cluster.until(PoolKind, 'pool', (each) => each?.status?.readyReplicas === 2);
  expect(names()).toEqual(['pool-0', 'pool-1']);
  expect(cluster.client.get(DataVolumeKind, 'disk-1', NAMESPACE)?.status?.phase).toBe('Succeeded');
  await cluster.client.mutate(PoolKind, 'pool', NAMESPACE, (draft) => void (draft.spec.replicas = 3));
  await cluster.until(PoolKind, 'pool', (each) => each?.status?.readyReplicas === 3);
  await cluster.client.mutate(PoolKind, 'pool', NAMESPACE, (draft) => void (draft.spec.replicas = 1));
  await cluster.until(PoolKind, 'pool', (each) => each?.status?.replicas === 1);
  await cluster.until(VirtualMachineKind, 'pool-1', (vm) => vm === undefined);
  expect(names()).toEqual(['pool-0']);
  expect(cluster.client.get(PoolKind, 'pool', NAMESPACE)?.status?.labelSelector).toBe('set=a');
});

it('a change of the template reaches the machines of a pool', async () => {
  await cluster.client.mutate(PoolKind, 'pool', NAMESPACE, (draft) => void (draft.spec.virtualMachineTemplate.spec.runStrategy = 'Halted'));
  await cluster.until(VirtualMachineKind, 'pool-0', (vm) => vm?.status?.printableStatus === 'Stopped');
});

it('a replica set keeps its number of instances and replaces finished ones', async () => {
  const spec = machine('x').spec.template.spec;
  if (!spec) throw new Error('the machine has a spec');
  const set: ReplicaSet = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstanceReplicaSet',
    metadata: { name: 'set', namespace: NAMESPACE },
    spec: { replicas: 2, selector: { matchLabels: { set: 'b' } }, template: { metadata: { labels: { set: 'b' } }, spec } },
  };
  await cluster.client.create(ReplicaSetKind, set);
  await cluster.until(ReplicaSetKind, 'set', (each) => each?.status?.readyReplicas === 2);
  const instances = () => cluster.client.list(VirtualMachineInstanceKind, { namespace: NAMESPACE, labels: { set: 'b' } });
  const [first] = instances();
  await cluster.driver.destroy(first?.metadata.uid ?? '');
  await cluster.until(VirtualMachineInstanceKind, first?.metadata.name ?? '', (vmi) => vmi === undefined);
  await cluster.until(ReplicaSetKind, 'set', (each) => each?.status?.readyReplicas === 2);
  await cluster.client.mutate(ReplicaSetKind, 'set', NAMESPACE, (draft) => void (draft.spec.replicas = 0));
  await cluster.until(ReplicaSetKind, 'set', (each) => each?.status?.replicas === 0);
  await cluster.until(VirtualMachineInstanceKind, '', () => instances().length === 0);
});

it('numbers are given out from the lowest', () => {
  expect(freeIndexes(new Set([0, 2, 3]), 3)).toEqual([1, 4, 5]);
  expect(freeIndexes(new Set(), 0)).toEqual([]);
});
