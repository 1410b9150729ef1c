import { DataVolumeKind, NodeKind, PersistentVolumeClaimKind, PodKind, SecretKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { GuestInfo } from '../../guests/driver';
import type { Controller, ControllerContext } from '../context';
import { controllerOf, fromKey, keyOf } from '../keys';
import { createIndex } from '../object-index';
import { claimsOf } from '../volume-claims';
import { createWorkQueue } from '../work-queue';
import { secretsOf } from './access-credentials';
import { createGuestOperations } from './guest-operations';
import type { InstanceContext } from './vmi-context';
import { launcherGone } from './launcher-gone';
import { forgetInstance, syncInstance } from './vmi-sync';

/** Runs instances: from the object to the guest and back. `adopted` are the guests that outlived the last run. */
export function startInstanceController(base: ControllerContext, adopted: readonly GuestInfo[]): Controller {
  const { client, driver, logger } = base;
  const queue = createWorkQueue({ name: 'vmi', ...base, workers: 16, reconcile: (key) => syncInstance(context, key) });
  const pods = createIndex(client, PodKind, (pod) => [controllerOf(pod)?.uid ?? '']);
  const byNode = createIndex(client, VirtualMachineInstanceKind, (vmi) => [vmi.status?.nodeName ?? '']);
  const byUid = createIndex(client, VirtualMachineInstanceKind, (vmi) => [vmi.metadata.uid ?? '']);
  const users = createIndex(client, VirtualMachineInstanceKind, (vmi) => claimsOf(vmi.spec).map((claim) => `${vmi.metadata.namespace}/${claim}`));
  const bySecret = createIndex(client, VirtualMachineInstanceKind, (vmi) => secretsOf(vmi).map((secret) => `${vmi.metadata.namespace}/${secret}`));
  const guestChanged = (uid: string) => byUid.get(uid).forEach(queue.add);
  const context: InstanceContext = {
    ...base,
    operations: createGuestOperations(guestChanged),
    failedAt: new Map(),
    propagated: new Map(),
    load: (node) => byNode.get(node).length,
    pods: (uid) =>
      pods
        .get(uid)
        .map((key) => client.get(PodKind, fromKey(key).name, fromKey(key).namespace))
        .filter((pod) => pod !== undefined),
  };
  const claimChanged = ({ object }: { object: KubeObject }) => users.get(keyOf(object)).forEach(queue.add);
  const watches = [
    client.watch(VirtualMachineInstanceKind, ({ object }) => queue.add(keyOf(object))),
    client.watch(DataVolumeKind, claimChanged),
    client.watch(PersistentVolumeClaimKind, claimChanged),
    client.watch(NodeKind, ({ type }) => {
      if (type !== 'DELETED') byNode.get('').forEach(queue.add);
    }),
    client.watch(SecretKind, ({ type, object }) => {
      if (type === 'MODIFIED') bySecret.get(keyOf(object)).forEach(queue.add);
    }),
    client.watch(PodKind, ({ type, object, previous }) => {
      const leaves = object.metadata.deletionTimestamp !== undefined && previous?.metadata.deletionTimestamp === undefined;
      if (type === 'DELETED' || leaves) launcherGone(context, object);
    }),
    driver.subscribe((event) => guestChanged(event.uid)),
  ];
  for (const { uid } of adopted) {
    if (byUid.get(uid).length > 0) continue;
    logger.warn('removing a guest that no object stands for', { uid });
    void forgetInstance(context, uid).catch((error: unknown) => logger.error('guest not removed', { uid, error: String(error) }));
  }
  return {
    async stop() {
      for (const end of watches) end();
      for (const index of [pods, byNode, byUid, users, bySecret]) index.stop();
      await queue.stop();
    },
  };
}
