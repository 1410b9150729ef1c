import { Labels } from '../../../contracts/labels';
import type { MigrationHalf, VmiHalf } from './project-vmi';
import type { VmHalf } from './project-vm';
import { rowKey } from './row';
import type { RowCondition, VmRow } from './row';

const finalPhases = new Set(['Succeeded', 'Failed']);

/** Printable status of an instance without VirtualMachine, in the VirtualMachine's words. */
export function statusOfInstance(vmi: VmiHalf): string {
  if (vmi.stopping) return 'Terminating';
  if (vmi.paused) return 'Paused';
  if (vmi.phase === 'Running') return 'Running';
  if (finalPhases.has(vmi.phase)) return vmi.phase === 'Failed' ? 'Failed' : 'Stopped';
  return vmi.phase === 'Unknown' ? 'Unknown' : 'Starting';
}

/** The VM's own word; one that KubeVirt has not written yet follows from what is there. */
function statusOf(vm: VmHalf, vmi: VmiHalf | undefined): string {
  if (vm.printable !== '') return vm.printable;
  if (vm.deleting) return 'Terminating';
  if (vmi) return statusOfInstance(vmi);
  return vm.runStrategy === 'Halted' || vm.runStrategy === 'Manual' ? 'Stopped' : 'Starting';
}

function has(conditions: readonly RowCondition[], type: string): boolean {
  return conditions.some((each) => each.type === type && each.status === 'True');
}

function mergeConditions(vm: readonly RowCondition[], vmi: readonly RowCondition[]): RowCondition[] {
  const types = new Set(vm.map((each) => each.type));
  return [...vm, ...vmi.filter((each) => !types.has(each.type))];
}

function fromInstance(vmi: VmiHalf | undefined) {
  return {
    phase: vmi?.phase || (vmi ? 'Pending' : ''),
    stopping: vmi?.stopping ?? false,
    paused: vmi?.paused ?? false,
    node: vmi?.node ?? '',
    ips: vmi?.ips ?? [],
    agent: vmi?.agent ?? false,
    started: vmi?.started ?? 0,
    notMigratable: vmi?.notMigratable ?? '',
  };
}

function fromMigration(migration: MigrationHalf | undefined) {
  return migration?.running ? { name: migration.name, phase: migration.phase, created: migration.created } : undefined;
}

/** One row of a VirtualMachine, with its instance and running migration where there are. */
export function joinRow(vm: VmHalf, vmi: VmiHalf | undefined, migration: MigrationHalf | undefined): VmRow {
  const conditions = mergeConditions(vm.conditions, vmi?.conditions ?? []);
  return {
    ...vm,
    ...fromInstance(vmi),
    key: rowKey(vm.namespace, vm.name),
    kind: 'vm',
    status: statusOf(vm, vmi),
    folder: vm.labels[Labels.folder] ?? '',
    os: vmi?.os || vm.os,
    architecture: vm.architecture || (vmi?.architecture ?? ''),
    vcpus: vmi?.vcpus || vm.vcpus,
    memory: vmi?.memory || vm.memory,
    migration: fromMigration(migration),
    conditions,
    manualRecovery: has(conditions, 'ManualRecoveryRequired'),
    volumesChange: has(conditions, 'VolumesChange'),
    restartRequired: has(conditions, 'RestartRequired'),
    livenessProbe: vmi ? vmi.livenessProbe : vm.livenessProbe,
    acpi: vmi ? vmi.acpi : vm.acpi,
  };
}

/** One row of an instance that stands alone. */
export function standaloneRow(vmi: VmiHalf, migration: MigrationHalf | undefined): VmRow {
  return {
    ...vmi,
    ...fromInstance(vmi),
    key: rowKey(vmi.namespace, vmi.name),
    kind: 'vmi',
    deleting: vmi.stopping,
    status: statusOfInstance(vmi),
    runStrategy: '',
    folder: vmi.labels[Labels.folder] ?? '',
    migration: fromMigration(migration),
    description: '',
    deleteProtected: false,
    instancetype: '',
    preference: '',
    template: '',
    storageClasses: [],
    snapshot: '',
    restore: '',
    requestPending: false,
    manualRecovery: false,
    volumesChange: false,
    restartRequired: false,
    snapshotable: false,
  };
}
