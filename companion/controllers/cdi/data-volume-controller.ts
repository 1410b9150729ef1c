import { DataSourceKind, DataVolumeKind, PersistentVolumeClaimKind, StorageClassKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { DataVolume } from '../../../contracts/virt';
import type { Controller, ControllerContext } from '../context';
import { fromKey, keyOf } from '../keys';
import { createIndex } from '../object-index';
import { VolumeSnapshots } from '../snapshot/types';
import { isFinal } from '../vmi/phases';
import { claimsOf } from '../volume-claims';
import { createWorkQueue } from '../work-queue';
import { isFatalImport } from './data-volume-conditions';
import type { DataVolumeContext } from './data-volume-context';
import { syncDataVolume } from './data-volume-sync';
import { createTransfers } from './transfers';

/** Words under which a waiting data volume is filed: the claim and the DataSource it waits for. */
function sourcesOf({ spec, metadata, status }: DataVolume): string[] {
  if (status?.phase === 'Succeeded') return [];
  const { source, sourceRef } = spec;
  const words: string[] = [];
  if (source?.pvc) words.push(`claim ${source.pvc.namespace ?? metadata.namespace}/${source.pvc.name}`);
  if (source?.snapshot) words.push(`snapshot ${source.snapshot.namespace ?? metadata.namespace}/${source.snapshot.name}`);
  if (sourceRef) words.push(`source ${sourceRef.namespace ?? metadata.namespace}/${sourceRef.name}`);
  return words;
}

/** Fills the claims of data volumes: blank, imports, clones, uploads. */
export function startDataVolumeController(base: ControllerContext): Controller {
  const { client } = base;
  const queue = createWorkQueue({ name: 'datavolume', ...base, workers: 8, reconcile: (key) => syncDataVolume(context, key) });
  const byUid = createIndex(client, DataVolumeKind, (dataVolume) => [dataVolume.metadata.uid ?? '']);
  const bySource = createIndex(client, DataVolumeKind, sourcesOf);
  const unfinished = createIndex(client, DataVolumeKind, ({ status }) => (status?.phase === 'Succeeded' ? [] : ['waiting']));
  const users = createIndex(client, VirtualMachineInstanceKind, (vmi) =>
    isFinal(vmi) ? [] : claimsOf(vmi.spec).map((claim) => `${vmi.metadata.namespace}/${claim}`),
  );
  const changed = (uid: string) => byUid.get(uid).forEach(queue.add);
  const context: DataVolumeContext = {
    ...base,
    transfers: createTransfers({ clock: base.clock, changed, isFatal: isFatalImport }),
    userOf(namespace, claim) {
      const key = users.get(`${namespace}/${claim}`)[0];
      return key === undefined ? undefined : `virt-launcher-${fromKey(key).name}`;
    },
  };
  const again = (word: string) => bySource.get(word).forEach(queue.add);
  const watches = [
    client.watch(DataVolumeKind, ({ type, object }) => {
      again(`claim ${keyOf(object)}`);
      if (type === 'DELETED') context.transfers.forget(object.metadata.uid ?? '');
      else queue.add(keyOf(object));
    }),
    client.watch(PersistentVolumeClaimKind, ({ object }: { object: KubeObject }) => {
      queue.add(keyOf(object));
      again(`claim ${keyOf(object)}`);
    }),
    client.watch(VolumeSnapshots, ({ object }) => again(`snapshot ${keyOf(object)}`)),
    client.watch(DataSourceKind, ({ object }) => again(`source ${keyOf(object)}`)),
    client.watch(StorageClassKind, () => unfinished.get('waiting').forEach(queue.add)),
    client.watch(VirtualMachineInstanceKind, ({ type, object }) => {
      if (type === 'DELETED' || isFinal(object)) for (const claim of claimsOf(object.spec)) again(`claim ${object.metadata.namespace}/${claim}`);
    }),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      for (const index of [byUid, bySource, unfinished, users]) index.stop();
      await Promise.all([queue.stop(), context.transfers.stop()]);
    },
  };
}
