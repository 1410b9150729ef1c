import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationKind, MigrationPolicyKind, PodKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachineInstanceMigration } from '../../../contracts/virt';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

async function running(name: string, annotations: Record<string, string> = {}) {
  const vm = machine(name);
  vm.spec.template.metadata = { annotations };
  await cluster.client.create(VirtualMachineKind, vm);
  const migratable = (vmi: { status?: { conditions?: { type: string; status: string }[] } } | undefined) =>
    Boolean(vmi?.status?.conditions?.some(({ type, status }) => type === 'LiveMigratable' && status === 'True'));
  const vmi = await cluster.until(VirtualMachineInstanceKind, name, migratable);
  return { node: vmi?.status?.nodeName ?? '', uid: vmi?.metadata.uid ?? '' };
}

const base = `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachines`;
const migrate = (name: string, body?: unknown) => cluster.call('PUT', `${base}/${name}/migrate`, body);
const migrationOf = (vmi: string) => cluster.client.list(MigrationKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/vmi-name': vmi } }).at(-1)?.metadata.name ?? '';
const phase = (wanted: string) => (migration: VirtualMachineInstanceMigration | undefined) => migration?.status?.phase === wanted;

describe('a live migration', () => {
  it('moves the guest to another node through all phases', async () => {
    const { node, uid } = await running('moves');
    expect((await migrate('moves')).status).toBe(202);
    const name = migrationOf('moves');
    const migration = await cluster.until(MigrationKind, name, phase('Succeeded'));
    expect(migration?.metadata.generateName).toBe('kubevirt-migrate-vm-');
    const phases = migration?.status?.phaseTransitionTimestamps?.map((entry) => entry.phase);
    expect(phases).toEqual(['Pending', 'Scheduling', 'Scheduled', 'PreparingTarget', 'TargetReady', 'Running', 'Succeeded']);
    const vmi = cluster.client.get(VirtualMachineInstanceKind, 'moves', NAMESPACE);
    expect(vmi?.metadata.uid).toBe(uid);
    expect(vmi?.status?.nodeName).not.toBe(node);
    expect(vmi?.metadata.labels?.['kubevirt.io/nodeName']).toBe(vmi?.status?.nodeName);
    expect(vmi?.status?.migrationState).toMatchObject({ completed: true, sourceNode: node, targetNode: vmi?.status?.nodeName, mode: 'PreCopy' });
    expect(cluster.driver.info(uid)?.node).toBe(vmi?.status?.nodeName);
    const pods = cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/created-by': uid } });
    expect(pods.map((pod) => (pod.status as { phase?: string } | undefined)?.phase).sort()).toEqual(['Running', 'Succeeded']);
  });

  it('is refused for a second time while one is under way, and shows as Migrating', async () => {
    await running('twice');
    expect((await migrate('twice')).status).toBe(202);
    const again = await migrate('twice');
    expect(again.status).toBe(500);
    expect(again.body.message).toContain('in-flight migration detected. Active migration job');
    await cluster.until(VirtualMachineKind, 'twice', (vm) => vm?.status?.printableStatus === 'Migrating');
    await cluster.until(MigrationKind, migrationOf('twice'), phase('Succeeded'));
    await cluster.until(VirtualMachineKind, 'twice', (vm) => vm?.status?.printableStatus === 'Running');
  });

  it('that is deleted on the way is aborted, and the guest stays', async () => {
    const { node } = await running('aborted');
    await migrate('aborted');
    const name = migrationOf('aborted');
    await cluster.until(MigrationKind, name, phase('Running'));
    await cluster.client.delete(MigrationKind, name, NAMESPACE);
    await cluster.until(MigrationKind, name, (migration) => migration === undefined);
    const vmi = cluster.client.get(VirtualMachineInstanceKind, 'aborted', NAMESPACE);
    expect(vmi?.status).toMatchObject({ phase: 'Running', nodeName: node, migrationState: { failed: true, abortRequested: true, abortStatus: 'Succeeded' } });
    expect(vmi?.status?.migrationState?.failureReason).toBe('Live migration has been aborted');
  });

  it('that the hypervisor gives up fails with its words, and the target pod goes', async () => {
    const { uid } = await running('fails', { 'simulated.virtdeck.io/fault': 'migration-fails' });
    await migrate('fails');
    const migration = await cluster.until(MigrationKind, migrationOf('fails'), phase('Failed'));
    expect(migration?.status?.migrationState?.failureReason).toBe('operation failed: migration out job: unexpectedly failed');
    expect(cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/created-by': uid } })).toHaveLength(1);
  });

  it('goes only to nodes with the added labels', async () => {
    await running('choosy');
    await migrate('choosy', { addedNodeSelector: { disk: 'fast' } });
    const name = migrationOf('choosy');
    await cluster.until(PodKind, '', () => cluster.client.list(PodKind, { namespace: NAMESPACE }).some((pod) => JSON.stringify(pod.status).includes('Unschedulable')));
    expect(cluster.client.get(MigrationKind, name, NAMESPACE)?.status?.phase).toBe('Scheduling');
    await cluster.client.delete(MigrationKind, name, NAMESPACE);
    await cluster.until(MigrationKind, name, (migration) => migration === undefined);
  });

  it('follows the policy that matches its labels', async () => {
    await cluster.client.create(MigrationPolicyKind, {
      apiVersion: 'migrations.kubevirt.io/v1alpha1',
      kind: 'MigrationPolicy',
      metadata: { name: 'gentle' },
      spec: { bandwidthPerMigration: '64Mi', selectors: { virtualMachineInstanceSelector: { app: 'gentle' } } },
    });
    const vm = machine('gentle');
    vm.spec.template.metadata = { labels: { app: 'gentle' } };
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.until(VirtualMachineKind, 'gentle', (each) => each?.status?.printableStatus === 'Running');
    await cluster.until(VirtualMachineInstanceKind, 'gentle', (vmi) => Boolean(vmi?.status?.migrationMethod));
    await migrate('gentle');
    const vmi = await cluster.until(VirtualMachineInstanceKind, 'gentle', (each) => each?.status?.migrationState?.startTimestamp !== undefined);
    expect(vmi?.status?.migrationState).toMatchObject({ migrationPolicyName: 'gentle', migrationConfiguration: { bandwidthPerMigration: '64Mi' } });
  });
});
