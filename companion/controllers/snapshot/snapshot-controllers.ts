import { PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { Controller, ControllerContext } from '../context';
import { controllerOf, keyOf } from '../keys';
import { createIndex } from '../object-index';
import { createWorkQueue } from '../work-queue';
import { syncClone } from './clone-sync';
import { syncRestore } from './restore-sync';
import { Clones, Contents, Restores, Snapshots, VolumeSnapshots } from './types';
import { syncSnapshot } from './vm-snapshot-sync';
import { syncVolumeSnapshot } from './volume-snapshot-sync';

const inNamespace = (object: KubeObject, name: string) => `${object.metadata.namespace}/${name}`;

/** Snapshots of volumes and machines, restores and clones. */
export function startSnapshotControllers(context: ControllerContext): Controller {
  const { client } = context;
  const volumes = createWorkQueue({ name: 'volumesnapshot', ...context, reconcile: (key) => syncVolumeSnapshot(context, key) });
  const snapshots = createWorkQueue({ name: 'vmsnapshot', ...context, reconcile: (key) => syncSnapshot(context, key) });
  const restores = createWorkQueue({ name: 'vmrestore', ...context, reconcile: (key) => syncRestore(context, key) });
  const clones = createWorkQueue({ name: 'vmclone', ...context, reconcile: (key) => syncClone(context, key) });
  const ofMachine = createIndex(client, Snapshots, (snapshot) => [inNamespace(snapshot, snapshot.spec.source.name)]);
  const restoresOf = createIndex(client, Restores, (restore) => [
    `vm ${inNamespace(restore, restore.spec.target.name)}`,
    `snapshot ${inNamespace(restore, restore.spec.virtualMachineSnapshotName)}`,
    ...(restore.status?.restores ?? []).map((each) => `claim ${inNamespace(restore, each.persistentVolumeClaim)}`),
  ]);
  const clonesOf = createIndex(client, Clones, (clone) => [`${clone.spec.source.kind} ${inNamespace(clone, clone.spec.source.name)}`]);
  const owned = (object: KubeObject) => {
    const owner = controllerOf(object);
    if (owner?.kind === 'VirtualMachineClone') clones.add(inNamespace(object, owner.name));
  };
  const watches = [
    client.watch(VolumeSnapshots, ({ object }) => {
      volumes.add(keyOf(object));
      const machine = object.metadata.labels?.['snapshot.kubevirt.io/source-vm-name'];
      if (machine) ofMachine.get(inNamespace(object, machine)).forEach(snapshots.add);
    }),
    client.watch(Contents, ({ object }) => {
      if (object.spec.virtualMachineSnapshotName) snapshots.add(inNamespace(object, object.spec.virtualMachineSnapshotName));
    }),
    client.watch(Snapshots, ({ object }) => {
      snapshots.add(keyOf(object));
      owned(object);
      restoresOf.get(`snapshot ${keyOf(object)}`).forEach(restores.add);
      clonesOf.get(`VirtualMachineSnapshot ${keyOf(object)}`).forEach(clones.add);
      // One that is over makes room for the next of its machine.
      ofMachine.get(inNamespace(object, object.spec.source.name)).forEach(snapshots.add);
    }),
    client.watch(Restores, ({ object }) => {
      restores.add(keyOf(object));
      owned(object);
    }),
    client.watch(Clones, ({ object }) => clones.add(keyOf(object))),
    client.watch(PersistentVolumeClaimKind, ({ object }) => restoresOf.get(`claim ${keyOf(object)}`).forEach(restores.add)),
    client.watch(VirtualMachineInstanceKind, ({ type, object }) => {
      if (type === 'DELETED') restoresOf.get(`vm ${keyOf(object)}`).forEach(restores.add);
    }),
    client.watch(VirtualMachineKind, ({ type, object }) => {
      if (type !== 'ADDED') return;
      ofMachine.get(keyOf(object)).forEach(snapshots.add);
      clonesOf.get(`VirtualMachine ${keyOf(object)}`).forEach(clones.add);
    }),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      for (const index of [ofMachine, restoresOf, clonesOf]) index.stop();
      await Promise.all([volumes, snapshots, restores, clones].map((queue) => queue.stop()));
    },
  };
}
