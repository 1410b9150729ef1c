import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KubeVirtKind, MigrationKind, MigrationPolicyKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../contracts/virt';
import type { GuestEvent } from '../../guests/driver';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { clusterConfiguration, type MigrationConfiguration } from './configuration';
import { createMigrationMonitor, judge } from './migration-monitor';

const guest = (memory: string): VirtualMachineInstance => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachineInstance',
  metadata: { name: 'guest' },
  spec: { domain: { devices: {}, memory: { guest: memory } } },
});

describe('the judgement of a migration', () => {
  let defaults: MigrationConfiguration;
  beforeAll(() => {
    defaults = clusterConfiguration({ get: () => undefined, list: () => [], watch: () => () => undefined });
  });
  const judged = (wishes: Partial<MigrationConfiguration>, course: { elapsed: number; stalled: number; isPaused?: boolean }) =>
    judge(guest('2Gi'), { ...defaults, ...wishes }, { isPaused: false, ...course });

  it('waits while there is time and progress', () => {
    expect(judged({}, { elapsed: 1_000, stalled: 0 })).toEqual({ wait: 150_000 });
    expect(judged({}, { elapsed: 290_000, stalled: 5_000 })).toEqual({ wait: 10_000 });
  });

  it('gives up what does not get on', () => {
    expect(judged({}, { elapsed: 160_000, stalled: 150_000 })).toBe('abort');
    expect(judged({ progressTimeout: 0 }, { elapsed: 160_000, stalled: 150_000 })).toEqual({ wait: 10_000 });
  });

  it('beyond the time for its memory gives up, pauses, or leaves it to post-copy, as is allowed', () => {
    const late = { elapsed: 300_000, stalled: 0 };
    expect(judged({}, late)).toBe('abort');
    expect(judged({ allowWorkloadDisruption: true }, late)).toBe('pause');
    expect(judged({ allowWorkloadDisruption: true }, { ...late, isPaused: true })).toEqual({ wait: 150_000 });
    expect(judged({ allowWorkloadDisruption: true, allowPostCopy: true }, late)).toEqual({ wait: 150_000 });
  });
});

it('progress is that less is left than ever before', () => {
  let now = 0;
  let tell: (event: GuestEvent) => void = () => undefined;
  const monitor = createMigrationMonitor({ subscribe: (listener) => ((tell = listener), () => undefined) }, { now: () => now, after: () => () => undefined });
  const step = (remainingBytes: number, state: 'active' | 'completed' = 'active') =>
    tell({ type: 'migration', uid: 'a', progress: { state, remainingBytes, totalBytes: 9, processedBytes: 0, bandwidth: 1, dirtyRate: 1, mode: 'PreCopy' } });
  expect(monitor.stalledFor('a')).toBe(0);
  step(8);
  now = 1_000;
  step(8);
  expect(monitor.stalledFor('a')).toBe(1_000);
  step(7);
  expect(monitor.stalledFor('a')).toBe(0);
  now = 3_000;
  step(9);
  expect(monitor.stalledFor('a')).toBe(2_000);
  step(0, 'completed');
  expect(monitor.stalledFor('a')).toBe(0);
});

describe('a guest that dirties its memory as fast as it is moved', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.client.create(MigrationPolicyKind, {
      apiVersion: 'migrations.kubevirt.io/v1alpha1',
      kind: 'MigrationPolicy',
      metadata: { name: 'impatient' },
      spec: { completionTimeoutPerGiB: 1, allowWorkloadDisruption: true, selectors: { virtualMachineInstanceSelector: { app: 'pausable' } } },
    });
  });
  afterAll(() => cluster.stop());

  async function migrate(name: string): Promise<string> {
    const vm = machine(name);
    vm.spec.template.metadata = { labels: { app: name }, annotations: { 'simulated.virtdeck.io/fault': 'migration-stalls' } };
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.until(VirtualMachineInstanceKind, name, (vmi) => vmi?.status?.conditions?.some(({ type, status }) => type === 'LiveMigratable' && status === 'True') === true);
    await cluster.call('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachines/${name}/migrate`, {});
    return cluster.client.list(MigrationKind, { namespace: NAMESPACE, labels: { 'kubevirt.io/vmi-name': name } })[0]?.metadata.name ?? '';
  }
  const phase = (wanted: string) => (migration: VirtualMachineInstanceMigration | undefined) => migration?.status?.phase === wanted;

  it('is paused where its work may be disrupted, arrives, and goes on', async () => {
    const name = await migrate('pausable');
    await cluster.until(VirtualMachineInstanceKind, 'pausable', (vmi) => vmi?.status?.conditions?.some(({ reason }) => reason === 'PausedByMigrationMonitor') === true);
    expect((await cluster.until(MigrationKind, name, phase('Succeeded')))?.status?.migrationState?.mode).toBe('Paused');
    await cluster.until(VirtualMachineInstanceKind, 'pausable', (vmi) => vmi?.status?.conditions?.every(({ type }) => type !== 'Paused') === true);
  });

  it('stays where it is when it makes no progress for too long', async () => {
    await cluster.client.create(KubeVirtKind, {
      apiVersion: 'kubevirt.io/v1',
      kind: 'KubeVirt',
      metadata: { name: 'kubevirt', namespace: NAMESPACE },
      spec: { configuration: { migrations: { progressTimeout: 1 } } },
    });
    const migration = await cluster.until(MigrationKind, await migrate('stuck'), phase('Failed'));
    expect(migration?.status?.migrationState?.failureReason).toBe('Live migration has been aborted');
    expect(cluster.client.get(VirtualMachineInstanceKind, 'stuck', NAMESPACE)?.status?.phase).toBe('Running');
  });
});
