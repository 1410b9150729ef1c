import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
  await cluster.client.create(VirtualMachineKind, machine('guest'));
  await cluster.until(VirtualMachineInstanceKind, 'guest', (vmi) => vmi?.status?.conditions?.some(({ type }) => type === 'AgentConnected') === true);
});
afterAll(() => cluster.stop());

const put = (verb: string, body: object) => cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachineinstances/guest/${verb}`, body);
const frozen = (wanted: string | undefined) => (vmi: VirtualMachineInstance | undefined) => vmi?.status?.fsFreezeStatus === wanted;

describe('frozen file systems', () => {
  it('show in the instance until they are thawed', async () => {
    expect((await put('freeze', { unfreezeTimeout: '5m0s' })).status).toBe(200);
    await cluster.until(VirtualMachineInstanceKind, 'guest', frozen('frozen'));
    expect((await put('freeze', { unfreezeTimeout: '5m0s' })).status).toBe(200);
    expect((await put('unfreeze', {})).status).toBe(200);
    await cluster.until(VirtualMachineInstanceKind, 'guest', frozen(undefined));
  });

  it('thaw by themselves after their time', async () => {
    expect((await put('freeze', { unfreezeTimeout: '200ms' })).status).toBe(200);
    await cluster.until(VirtualMachineInstanceKind, 'guest', frozen(undefined));
  });

  it('need a time limit, and a dry run freezes nothing', async () => {
    const { status, body } = await put('freeze', {});
    expect([status, body.message]).toEqual([500, 'Internal error occurred: unexpected return code 400 (400 Bad Request), message: Unfreeze timeout in freeze request is not set']);
    expect((await put('freeze', { unfreezeTimeout: '1s', dryRun: ['All'] })).status).toBe(200);
    expect(cluster.client.get(VirtualMachineInstanceKind, 'guest', NAMESPACE)?.status?.fsFreezeStatus).toBeUndefined();
  });
});
