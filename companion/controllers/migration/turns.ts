import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../contracts/virt';
import { clusterConfiguration } from './configuration';
import type { MigrationContext } from './migration-context';

const RANK: Record<string, number> = { 'system-critical': 100, 'user-triggered': 50, 'system-maintenance': 20 };

/** Higher priority first, then the older one. */
function before(a: VirtualMachineInstanceMigration, b: VirtualMachineInstanceMigration): number {
  const rank = (each: VirtualMachineInstanceMigration) => RANK[each.spec.priority ?? ''] ?? 0;
  return (
    rank(b) - rank(a) ||
    (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '') ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}

/** Whether the limits per cluster and per source node leave room, and nobody with more right waits for it. */
export function mayBegin(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): boolean {
  const limits = clusterConfiguration(context.client);
  const open = context.open();
  const active = open.filter((each) => each.status?.phase && each.status.phase !== 'Pending');
  const waiting = open.filter((each) => !each.status?.phase || each.status.phase === 'Pending').sort(before);
  const turn = waiting.findIndex((each) => each.metadata.uid === migration.metadata.uid);
  if (active.length + turn >= limits.parallelMigrationsPerCluster) return false;
  const node = vmi.status?.nodeName;
  const source = (each: VirtualMachineInstanceMigration) => context.client.get(VirtualMachineInstanceKind, each.spec.vmiName ?? '', each.metadata.namespace)?.status?.nodeName;
  return active.filter((each) => source(each) === node).length < limits.parallelOutboundMigrationsPerNode;
}
