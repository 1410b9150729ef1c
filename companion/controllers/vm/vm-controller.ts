import { DataVolumeKind, PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { Controller, ControllerContext } from '../context';
import { controllerOf, keyOf } from '../keys';
import { createIndex } from '../object-index';
import { claimsOf } from '../volume-claims';
import { createWorkQueue } from '../work-queue';
import { syncMachine } from './vm-sync';

/** EFI variables and TPM state that persist between runs go with their machine. */
async function discardState({ driver, logger }: ControllerContext, { metadata }: KubeObject): Promise<void> {
  try {
    await driver.discardState(metadata.namespace ?? '', metadata.name);
  } catch (error) {
    logger.warn('persistent state not removed', { machine: metadata.name, error: String(error) });
  }
}

/** Runs virtual machines: run strategies, data volume templates, status. */
export function startMachineController(context: ControllerContext): Controller {
  const { client } = context;
  const queue = createWorkQueue({ name: 'vm', ...context, reconcile: (key) => syncMachine(context, key) });
  const users = createIndex(client, VirtualMachineKind, (vm) => claimsOf(vm.spec.template.spec).map((claim) => `${vm.metadata.namespace}/${claim}`));
  const claimChanged = ({ object }: { object: KubeObject }) => users.get(keyOf(object)).forEach(queue.add);
  const watches = [
    client.watch(VirtualMachineKind, ({ type, object }) => {
      queue.add(keyOf(object));
      if (type === 'DELETED') void discardState(context, object);
    }),
    client.watch(VirtualMachineInstanceKind, ({ object }) => {
      const owner = controllerOf(object);
      if (owner?.kind === 'VirtualMachine') queue.add(`${object.metadata.namespace}/${owner.name}`);
      else queue.add(keyOf(object));
    }),
    client.watch(DataVolumeKind, claimChanged),
    client.watch(PersistentVolumeClaimKind, claimChanged),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      users.stop();
      await queue.stop();
    },
  };
}
