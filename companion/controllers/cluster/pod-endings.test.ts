import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PodKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { startApi } from '../../test-support/api/start-api';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

describe('a deleted launcher', () => {
  it('stays until its guest is down', async () => {
    await cluster.client.create(VirtualMachineKind, machine('guest', { runStrategy: 'Manual' }));
    await cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachines/guest/start`);
    const vmi = await cluster.until(VirtualMachineInstanceKind, 'guest', (each) => each?.status?.phase === 'Running');
    const [pod] = cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/created-by': vmi?.metadata.uid ?? '' } });
    const name = pod?.metadata.name ?? '';
    const seen: [boolean, string | undefined][] = [];
    const end = cluster.client.watch(PodKind, ({ type, object }) => {
      if (object.metadata.name !== name || type === 'ADDED') return;
      const phase = cluster.client.get(VirtualMachineInstanceKind, 'guest', NAMESPACE)?.status?.phase;
      seen.push([object.metadata.deletionTimestamp !== undefined && type !== 'DELETED', phase]);
    });
    const { status, body } = await cluster.call('DELETE', `/api/v1/namespaces/${NAMESPACE}/pods/${name}`);
    expect([status, body.kind, body.metadata?.deletionGracePeriodSeconds]).toEqual([200, 'Pod', 45]);
    await cluster.until(PodKind, name, (each) => each === undefined);
    end();
    expect(seen[0]).toEqual([true, 'Running']);
    expect(seen.at(-1)).toEqual([false, 'Succeeded']);
  });
});

describe('a deleted pod', () => {
  const pod = (name: string, spec: object = {}): UnknownObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers: [{ name: 'c', image: 'x' }], ...spec } });

  it('on a node is given its time, which can be shortened', async () => {
    const api = await startApi();
    const path = '/api/v1/namespaces/default/pods';
    await api.client.create(PodKind, pod('placed', { nodeName: 'node-1' }));
    await api.client.create(PodKind, pod('waiting'));
    expect((await api.call('DELETE', `${path}/waiting`)).status).toBe(200);
    expect((await api.call('GET', `${path}/waiting`)).status).toBe(404);
    const first = (await api.call('DELETE', `${path}/placed`)).body.metadata;
    expect(first?.deletionGracePeriodSeconds).toBe(30);
    expect(Date.parse(first?.deletionTimestamp ?? '') - Date.now()).toBeGreaterThan(25_000);
    expect((await api.call('DELETE', `${path}/placed?gracePeriodSeconds=60`)).body.metadata?.deletionGracePeriodSeconds).toBe(30);
    expect((await api.call('DELETE', `${path}/placed?gracePeriodSeconds=5`)).body.metadata?.deletionGracePeriodSeconds).toBe(5);
    await api.call('PATCH', `${path}/placed/status`, { status: { phase: 'Running' } });
    expect((await api.call('GET', `${path}/placed`)).status).toBe(200);
    await api.call('DELETE', `${path}/placed?gracePeriodSeconds=0`);
    expect((await api.call('GET', `${path}/placed`)).status).toBe(404);
    await api.stop();
  });
});
