import { MigrationKind, NodeKind, PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { Controller, ControllerContext } from '../context';
import { controllerOf, fromKey, keyOf } from '../keys';
import { createIndex } from '../object-index';
import { createGuestOperations } from '../vmi/guest-operations';
import { createWorkQueue } from '../work-queue';
import { isOver, type MigrationContext } from './migration-context';
import { createMigrationMonitor } from './migration-monitor';
import { syncMigration } from './migration-sync';

/** Moves instances between the nodes of the local cluster. */
export function startMigrationController(base: ControllerContext): Controller {
  const { client } = base;
  const queue = createWorkQueue({ name: 'migration', ...base, reconcile: (key) => syncMigration(context, key) });
  const pods = createIndex(client, PodKind, (pod) => [controllerOf(pod)?.uid ?? '']);
  const instances = createIndex(client, VirtualMachineInstanceKind, (vmi) => [`node ${vmi.status?.nodeName ?? ''}`, `uid ${vmi.metadata.uid ?? ''}`]);
  const byInstance = createIndex(client, MigrationKind, (migration) => [`${migration.metadata.namespace}/${migration.spec.vmiName ?? ''}`]);
  const open = createIndex(client, MigrationKind, (migration) => (isOver(migration) ? [] : ['open']));
  const instanceChanged = (key: string) => byInstance.get(key).forEach(queue.add);
  const everyOpen = () => open.get('open').forEach(queue.add);
  const monitor = createMigrationMonitor(base.driver, base.clock);
  const context: MigrationContext = {
    ...base,
    monitor,
    operations: createGuestOperations((uid) => instances.get(`uid ${uid}`).forEach(instanceChanged)),
    pods: (uid) =>
      pods
        .get(uid)
        .map((key) => client.get(PodKind, fromKey(key).name, fromKey(key).namespace))
        .filter((pod) => pod !== undefined),
    load: (node) => instances.get(`node ${node}`).length,
    open: () =>
      open
        .get('open')
        .map((key) => client.get(MigrationKind, fromKey(key).name, fromKey(key).namespace))
        .filter((migration) => migration !== undefined),
  };
  const watches = [
    client.watch(MigrationKind, ({ type, object }) => {
      queue.add(keyOf(object));
      // A finished one makes room for one that waits.
      if (type === 'DELETED' || isOver(object)) everyOpen();
    }),
    client.watch(VirtualMachineInstanceKind, ({ object }) => instanceChanged(keyOf(object))),
    client.watch(NodeKind, everyOpen),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      monitor.stop();
      for (const index of [pods, instances, byInstance, open]) index.stop();
      await queue.stop();
    },
  };
}
