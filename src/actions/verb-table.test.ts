import { describe, expect, it } from 'vitest';
import type { VirtualMachine, VirtualMachineInstance } from '../../contracts/virt';
import { vmActions } from './registry';
import { rowOf } from './subject';
import type { VmRow } from '../domain/inventory/row';

const t = (key: string) => key;

interface Situation {
  runStrategy: string;
  /** Phase of the instance; none without. */
  phase?: string;
  conditions?: { type: string; status: string; message?: string }[];
  vmConditions?: { type: string; status: string }[];
  migration?: boolean;
  stopping?: boolean;
  deleting?: boolean;
  status?: Record<string, unknown>;
}

const metadata = { name: 'a', namespace: 'n', uid: 'u' };
const deletionTimestamp = '2026-01-01T00:00:00Z';

/** A machine as the API shows it in a situation, with everything that verbs look at. */
function rowIn(printableStatus: string, situation: Situation): VmRow {
  const { runStrategy, phase, conditions = [], vmConditions = [], migration, stopping, deleting, status } = situation;
  const domain = { devices: { interfaces: [] } };
  const volumes = [{ name: 'seed', cloudInitNoCloud: { userData: '#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 A' } }];
  const vm = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { ...metadata, ...(deleting && { deletionTimestamp }) },
    spec: { runStrategy, template: { spec: { domain, volumes } } },
    status: { printableStatus, conditions: vmConditions, ...status },
  } as unknown as VirtualMachine;
  const vmi = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstance',
    metadata: { ...metadata, ...(stopping && { deletionTimestamp }) },
    spec: { domain },
    status: { phase, conditions },
  } as unknown as VirtualMachineInstance;
  const vmim = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstanceMigration',
    metadata: { ...metadata, name: 'm' },
    spec: { vmiName: 'a' },
    status: { phase: 'Running' },
  };
  return rowOf({ vm, ...(phase !== undefined && { vmi }), ...(migration && { migration: vmim as never }) });
}

const agent = { type: 'AgentConnected', status: 'True' };
const always = [
  'annotations',
  'clone',
  'copy-kubectl',
  'copy-ssh',
  'delete',
  'labels',
  'move-to-group',
  'protect',
  'run-strategy',
  'snapshot',
];
const guest = ['console', 'migrate', 'pause', 'reset', 'soft-reboot'];

/** Every printable status of KubeVirt (api/core/v1: VirtualMachinePrintableStatus), as it comes about, and what may be done then. */
const table: [status: string, Situation, verbs: string[]][] = [
  ['Stopped', { runStrategy: 'Halted' }, ['start', 'start-paused']],
  ['Stopped', { runStrategy: 'Manual', phase: 'Succeeded' }, ['restart', 'start']],
  ['Provisioning', { runStrategy: 'Always' }, ['stop']],
  ['Provisioning', { runStrategy: 'Manual' }, ['start', 'start-paused']],
  ['Starting', { runStrategy: 'Always', phase: 'Scheduling' }, ['restart', 'stop']],
  ['Starting', { runStrategy: 'Always', phase: 'Scheduled' }, ['reset', 'restart', 'stop']],
  ['Running', { runStrategy: 'Always', phase: 'Running', conditions: [agent] }, [...guest, 'restart', 'stop']],
  ['Running', { runStrategy: 'Once', phase: 'Running', conditions: [agent] }, [...guest, 'stop']],
  [
    'Paused',
    { runStrategy: 'Always', phase: 'Running', conditions: [agent, { type: 'Paused', status: 'True' }] },
    ['console', 'migrate', 'reset', 'restart', 'stop', 'unpause'],
  ],
  [
    'Migrating',
    { runStrategy: 'Always', phase: 'Running', conditions: [agent], migration: true },
    ['cancel-migration', 'console', 'pause', 'reset', 'restart', 'soft-reboot', 'stop'],
  ],
  ['Stopping', { runStrategy: 'Halted', phase: 'Running', conditions: [agent], stopping: true }, [...guest, 'force-stop']],
  [
    'Stopping',
    { runStrategy: 'Manual', phase: 'Running', conditions: [agent], status: { stateChangeRequests: [{ action: 'Stop' }] } },
    guest,
  ],
  ['CrashLoopBackOff', { runStrategy: 'Always' }, ['stop']],
  ['ErrorUnschedulable', { runStrategy: 'Always', phase: 'Scheduling' }, ['restart', 'stop']],
  ['ErrImagePull', { runStrategy: 'Always', phase: 'Scheduling' }, ['restart', 'stop']],
  ['ImagePullBackOff', { runStrategy: 'Always', phase: 'Scheduling' }, ['restart', 'stop']],
  ['ErrorPvcNotFound', { runStrategy: 'Always', phase: 'Pending' }, ['restart', 'stop']],
  ['DataVolumeError', { runStrategy: 'Always' }, ['stop']],
  ['WaitingForVolumeBinding', { runStrategy: 'Always', phase: 'Pending' }, ['restart', 'stop']],
  ['WaitingForReceiver', { runStrategy: 'WaitAsReceiver', phase: 'Pending' }, ['restart', 'stop']],
  ['Unknown', { runStrategy: 'Always', phase: 'Unknown' }, ['restart', 'stop']],
];

const enabled = (row: VmRow) =>
  vmActions
    .filter((action) => action.offered?.(row) !== false && action.whyNot(row, t) === undefined)
    .map((action) => action.id)
    .sort();

describe('what may be done in every state a machine can be in', () => {
  for (const [status, situation, verbs] of table) {
    it(`${status}, ${situation.runStrategy}, instance ${situation.phase ?? 'none'}`, () => {
      expect(enabled(rowIn(status, situation))).toEqual([...always, ...verbs].sort());
    });
  }

  it('Terminating: nothing that the machine would have to live for', () => {
    const row = rowIn('Terminating', { runStrategy: 'Always', phase: 'Running', conditions: [agent], deleting: true, stopping: true });
    expect(enabled(row)).toEqual([...guest, 'copy-kubectl', 'copy-ssh', 'force-stop'].sort());
  });

  it('a protected machine may be unprotected, not deleted', () => {
    const row = { ...rowIn('Stopped', { runStrategy: 'Halted' }), deleteProtected: true };
    const expected = [...always.filter((id) => id !== 'delete' && id !== 'protect'), 'start', 'start-paused', 'unprotect'];
    expect(enabled(row)).toEqual(expected.sort());
  });
});

describe('the registry', () => {
  const row = rowIn('Running', { runStrategy: 'Always', phase: 'Running', conditions: [agent] });

  it('has each id and each shortcut once', () => {
    const ids = vmActions.map((action) => action.id);
    const shortcuts = vmActions.flatMap((action) => action.shortcut ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });

  it('asks for rights before everything that writes', () => {
    const unchecked = vmActions.filter((action) => action.run && action.access(row).length === 0);
    expect(unchecked).toEqual([]);
  });

  it('gives a reason in words wherever a verb is shown and cannot be', () => {
    for (const [status, situation] of table) {
      const shown = rowIn(status, situation);
      for (const action of vmActions) if (action.offered?.(shown) !== false) expect(action.whyNot(shown, t)).not.toBe('');
    }
  });

  it('names a command for everything that runs', () => {
    expect(vmActions.filter((action) => action.run && !action.command).map((action) => action.id)).toEqual([]);
  });

  it('takes back with verbs that exist', () => {
    const ids = new Set(vmActions.map((action) => action.id));
    expect(vmActions.filter((action) => action.undo !== undefined && !ids.has(action.undo))).toEqual([]);
  });
});

describe('commands', () => {
  const machine = { kind: 'vm' as const, namespace: 'n', name: 'a', uid: 'u' };
  const command = (id: string, params?: Record<string, unknown>) =>
    vmActions.find((action) => action.id === id)?.command?.(machine, params);

  it.each([
    ['start', undefined, 'virtctl start a -n n'],
    ['pause', undefined, 'virtctl pause vm a -n n'],
    ['migrate', { node: 'node-2' }, 'virtctl migrate a -n n --addedNodeSelector kubernetes.io/hostname=node-2'],
    ['labels', { set: { tier: 'front' }, remove: ['old'] }, 'kubectl label --overwrite vm a -n n old- tier=front'],
    ['move-to-group', { folder: '' }, 'kubectl label --overwrite vm a -n n vm.openshift.io/folder-'],
    [
      'run-strategy',
      { runStrategy: 'Manual' },
      `kubectl patch vm a -n n --type merge -p '{"spec":{"running":null,"runStrategy":"Manual"}}'`,
    ],
  ])('%s', (id, params, expected) => expect(command(id, params)).toBe(expected));
});

describe('taking back', () => {
  const row = { ...rowIn('Stopped', { runStrategy: 'Halted' }), labels: { tier: 'front', other: 'x' }, folder: 'billing' };
  const before = (id: string, params: Record<string, unknown>) => vmActions.find((action) => action.id === id)?.takeBack?.(row, params);

  it('puts labels back as they were and leaves the others alone', () => {
    expect(before('labels', { set: { tier: 'back', fresh: '1' }, remove: ['other'] })).toEqual({
      set: { other: 'x', tier: 'front' },
      remove: ['fresh'],
    });
  });
  it('returns machines to their group and run strategy', () => {
    expect(before('move-to-group', { folder: 'x' })).toEqual({ folder: 'billing' });
    expect(before('run-strategy', { runStrategy: 'Always' })).toEqual({ runStrategy: 'Halted' });
  });
});
