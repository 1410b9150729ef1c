import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { EventKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import { ResourceQuotaKind } from '../../kinds/core/quota/quota';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

/** A machine whose pod has no container for the console's log. */
function quiet(name: string) {
  const vm = machine(name);
  if (vm.spec.template.spec) vm.spec.template.spec.domain.devices.logSerialConsole = false;
  return vm;
}

const uses = (wanted: object) => (quota: UnknownObject | undefined) => JSON.stringify((quota?.status as { used?: object } | undefined)?.used) === JSON.stringify(wanted);

it('a quota says what is used of it, and a machine beyond it says why it does not start', async () => {
  const hard = { 'requests.memory': '100Mi', 'count/virtualmachines.kubevirt.io': '5' };
  await cluster.client.create(ResourceQuotaKind, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: NAMESPACE }, spec: { hard } });
  await cluster.client.create(VirtualMachineKind, quiet('first'));
  await cluster.until(ResourceQuotaKind, 'q', uses({ 'requests.memory': '64Mi', 'count/virtualmachines.kubevirt.io': '1' }));
  await cluster.client.create(VirtualMachineKind, quiet('second'));
  const failed = await cluster.until(VirtualMachineInstanceKind, 'second', (vmi) => Boolean(vmi?.status?.conditions?.some(({ reason }) => reason === 'FailedCreate')));
  const condition = failed?.status?.conditions?.find(({ reason }) => reason === 'FailedCreate');
  expect(condition?.message).toMatch(/^failed to create virtual machine pod: pods "virt-launcher-second-.*" is forbidden: exceeded quota: q, requested: requests.memory=64Mi, used: requests.memory=64Mi, limited: requests.memory=100Mi$/);
  await cluster.until(EventKind, '', () => cluster.client.list(EventKind).some(({ reason, type }) => reason === 'FailedCreate' && type === 'Warning'));
  await cluster.client.delete(ResourceQuotaKind, 'q', NAMESPACE);
  await cluster.until(VirtualMachineInstanceKind, 'second', (vmi) => vmi?.status?.phase === 'Running' && !vmi.status.conditions?.some(({ reason }) => reason === 'FailedCreate'));
});
