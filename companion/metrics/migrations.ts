import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../contracts/virt';
import type { MigrationProgress } from '../guests/driver';
import type { Exposition } from './exposition';
import { guestLabels, placeOf } from './instances';
import { seconds } from './machine-facts';

const PHASES: Record<string, string> = {
  '': 'unset',
  Pending: 'pending',
  Scheduling: 'scheduling',
  Scheduled: 'scheduling',
  PreparingTarget: 'running',
  TargetReady: 'running',
  Running: 'running',
};

/** Counts of migrations by phase, and one row for each that ended. */
export function collectMigrations(out: Exposition, migrations: readonly VirtualMachineInstanceMigration[]): void {
  const counts = new Map<string, number>();
  const succeeded = out.gauge('kubevirt_vmi_migration_succeeded', 'Migrations that succeeded.');
  const failed = out.gauge('kubevirt_vmi_migration_failed', 'Migrations that failed.');
  for (const { metadata, spec, status } of migrations) {
    const phase = status?.phase ?? '';
    const group = PHASES[phase];
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
    const labels = { vmi: spec.vmiName ?? '', vmim: metadata.name, namespace: metadata.namespace ?? '' };
    if (phase === 'Succeeded') succeeded(labels, 1);
    if (phase === 'Failed') failed(labels, 1);
  }
  for (const phase of ['pending', 'scheduling', 'running', 'unset']) {
    out.gauge(`kubevirt_vmi_migrations_in_${phase}_phase`, `Number of migrations whose phase is ${phase}.`)({}, counts.get(phase) ?? 0);
  }
}

/** Begin and end of the last migration of each instance, and the numbers of one under way. */
export function collectMigrationProgress(
  out: Exposition,
  instances: readonly VirtualMachineInstance[],
  migrations: readonly VirtualMachineInstanceMigration[],
  progressOf: (uid: string) => MigrationProgress | undefined,
): void {
  const start = out.gauge('kubevirt_vmi_migration_start_time_seconds', 'When the migration of a virtual machine instance began.');
  const end = out.gauge('kubevirt_vmi_migration_end_time_seconds', 'When the migration of a virtual machine instance ended.');
  const total = out.counter('kubevirt_vmi_migration_data_bytes_total', 'Guest data to be moved to the target.');
  const processed = out.gauge('kubevirt_vmi_migration_data_processed_bytes', 'Guest data moved to the target.');
  const remaining = out.gauge('kubevirt_vmi_migration_data_remaining_bytes', 'Guest data still to be moved.');
  const dirty = out.gauge('kubevirt_vmi_migration_dirty_memory_rate_bytes', 'Rate at which the guest changes its memory.');
  const rate = out.gauge('kubevirt_vmi_migration_memory_transfer_rate_bytes', 'Rate at which memory is moved.');
  const names = new Map(migrations.map(({ metadata }) => [metadata.uid, metadata.name]));
  for (const instance of instances) {
    const state = instance.status?.migrationState;
    const at = { ...placeOf(instance), migration_name: names.get(state?.migrationUid) ?? '' };
    if (state?.startTimestamp) start(at, seconds(state.startTimestamp));
    if (state?.endTimestamp) end({ ...at, status: state.failed ? 'failed' : 'succeeded' }, seconds(state.endTimestamp));
    const progress = progressOf(instance.metadata.uid ?? '');
    if (progress?.state !== 'active') continue;
    const labels = guestLabels(instance);
    total(labels, progress.totalBytes);
    processed(labels, progress.processedBytes);
    remaining(labels, progress.remainingBytes);
    dirty(labels, progress.dirtyRate);
    rate(labels, progress.bandwidth);
  }
}
