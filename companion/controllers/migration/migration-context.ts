import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstanceMigration } from '../../../contracts/virt';
import type { ControllerContext } from '../context';
import type { GuestOperations } from '../vmi/guest-operations';
import type { MigrationMonitor } from './migration-monitor';

export interface MigrationContext extends ControllerContext {
  operations: GuestOperations;
  monitor: MigrationMonitor;
  pods(uid: string): UnknownObject[];
  load(node: string): number;
  /** Migrations that are not over. */
  open(): VirtualMachineInstanceMigration[];
}

export const CONTROLLER = 'virtualmachine-controller';
export const HANDLER = 'virt-handler';
export const MIGRATION_FINALIZER = 'kubevirt.io/migrationJobFinalize';
export const JOB_LABEL = 'kubevirt.io/migrationJobUID';

export type MigrationPhase = 'Pending' | 'Scheduling' | 'Scheduled' | 'PreparingTarget' | 'TargetReady' | 'Running' | 'Succeeded' | 'Failed';

export function isOver(migration: VirtualMachineInstanceMigration): boolean {
  return migration.status?.phase === 'Succeeded' || migration.status?.phase === 'Failed';
}
