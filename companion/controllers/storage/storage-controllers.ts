import { PersistentVolumeClaimKind, PersistentVolumeKind, StorageClassKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { Controller, ControllerContext } from '../context';
import { keyOf } from '../keys';
import { createIndex } from '../object-index';
import { VolumeSnapshots } from '../snapshot/types';
import { isFinal } from '../vmi/phases';
import { claimsOf } from '../volume-claims';
import { createWorkQueue } from '../work-queue';
import { type ClaimContext, syncClaim } from './claim-sync';
import { syncVolume } from './volume-sync';

/** Binds claims to volumes of this machine and removes the data of deleted ones. */
export function startStorageControllers(base: ControllerContext): Controller {
  const { client } = base;
  const users = createIndex(client, VirtualMachineInstanceKind, (vmi) =>
    isFinal(vmi) ? [] : claimsOf(vmi.spec).map((claim) => `${vmi.metadata.namespace}/${claim}`),
  );
  const context: ClaimContext = { ...base, inUse: (namespace, claim) => users.get(`${namespace}/${claim}`).length > 0 };
  const claims = createWorkQueue({ name: 'claims', ...base, reconcile: (key) => syncClaim(context, key) });
  const volumes = createWorkQueue({ name: 'volumes', ...base, reconcile: (key) => syncVolume(base, key) });
  const watches = [
    client.watch(PersistentVolumeClaimKind, ({ type, object }) => {
      claims.add(keyOf(object));
      if (type === 'DELETED' && object.spec.volumeName) volumes.add(object.spec.volumeName);
    }),
    client.watch(VolumeSnapshots, ({ object }) => {
      const at = { namespace: object.metadata.namespace ?? '' };
      for (const claim of client.list(PersistentVolumeClaimKind, at)) if (claim.spec.dataSourceRef?.name === object.metadata.name) claims.add(keyOf(claim));
    }),
    client.watch(PersistentVolumeKind, ({ object }) => volumes.add(object.metadata.name)),
    client.watch(StorageClassKind, ({ type }) => {
      if (type === 'DELETED') return;
      for (const claim of client.list(PersistentVolumeClaimKind)) if (claim.status?.phase !== 'Bound') claims.add(keyOf(claim));
    }),
    client.watch(VirtualMachineInstanceKind, ({ type, object }) => {
      if (type !== 'DELETED' && !isFinal(object)) return;
      for (const claim of claimsOf(object.spec)) {
        const known = client.get(PersistentVolumeClaimKind, claim, object.metadata.namespace);
        if (known) claims.add(keyOf(known));
      }
    }),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      users.stop();
      await Promise.all([claims.stop(), volumes.stop()]);
    },
  };
}
