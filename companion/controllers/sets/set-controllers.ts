import { type KindRef, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { Controller, ControllerContext } from '../context';
import { controllerOf, fromKey, keyOf } from '../keys';
import { createIndex } from '../object-index';
import { createWorkQueue } from '../work-queue';
import { type SetContext, syncPool, syncReplicaSet } from './set-sync';
import { PoolKind, ReplicaSetKind } from './types';

/** Pools of machines and sets of instances. */
export function startSetControllers(base: ControllerContext): Controller {
  const { client } = base;
  const owned = <T extends KubeObject>(kind: KindRef<T>, owner: string) => {
    const index = createIndex(client, kind, (object) => {
      const reference = controllerOf(object);
      return reference?.kind === owner ? [reference.uid] : [];
    });
    const of = (uid: string): T[] =>
      index
        .get(uid)
        .map((key) => client.get(kind, fromKey(key).name, fromKey(key).namespace))
        .filter((object) => object !== undefined);
    return { index, of };
  };
  const machines = owned(VirtualMachineKind, PoolKind.kind);
  const instances = owned(VirtualMachineInstanceKind, ReplicaSetKind.kind);
  const context: SetContext = { ...base, machinesOf: machines.of, instancesOf: instances.of };
  // One worker each: how many are missing is counted before they are made.
  const pools = createWorkQueue({ name: 'pool', ...base, workers: 1, reconcile: (key) => syncPool(context, key) });
  const sets = createWorkQueue({ name: 'replicaset', ...base, workers: 1, reconcile: (key) => syncReplicaSet(context, key) });
  const ownerChanged = ({ object }: { object: KubeObject }) => {
    const owner = controllerOf(object);
    const key = `${object.metadata.namespace}/${owner?.name ?? ''}`;
    if (owner?.kind === PoolKind.kind) pools.add(key);
    if (owner?.kind === ReplicaSetKind.kind) sets.add(key);
  };
  const watches = [
    client.watch(PoolKind, ({ object }) => pools.add(keyOf(object))),
    client.watch(ReplicaSetKind, ({ object }) => sets.add(keyOf(object))),
    client.watch(VirtualMachineKind, ownerChanged),
    client.watch(VirtualMachineInstanceKind, ownerChanged),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      machines.index.stop();
      instances.index.stop();
      await Promise.all([pools.stop(), sets.stop()]);
    },
  };
}
