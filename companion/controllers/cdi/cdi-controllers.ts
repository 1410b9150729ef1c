import {
  DataImportCronKind,
  DataSourceKind,
  DataVolumeKind,
  PersistentVolumeClaimKind,
  StorageClassKind,
  StorageProfileKind,
  VolumeSnapshotKind,
} from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { DataImportCron, DataSource } from '../../../contracts/virt';
import type { Controller, ControllerContext } from '../context';
import { keyOf } from '../keys';
import { createIndex } from '../object-index';
import { createWorkQueue } from '../work-queue';
import { CRON_LABEL } from './data-import-cron-words';
import { syncDataImportCron } from './data-import-cron-sync';
import { syncDataSource } from './data-source-sync';
import { syncStorageProfile } from './storage-profile-sync';

function pointsAt({ metadata, spec }: DataSource): string[] {
  const { pvc, snapshot, dataSource } = spec.source;
  return [pvc, snapshot, dataSource].filter((each) => each !== undefined).map((each) => `${each.namespace ?? metadata.namespace}/${each.name}`);
}

/** A cron that retains nothing takes its DataSource and its imports along. */
async function removeImports({ client, logger }: ControllerContext, cron: DataImportCron): Promise<void> {
  const { name, namespace = '' } = cron.metadata;
  const labels = { [CRON_LABEL]: name };
  try {
    for (const each of client.list(DataVolumeKind, { namespace, labels })) await client.delete(DataVolumeKind, each.metadata.name, namespace);
    for (const each of client.list(DataSourceKind, { namespace, labels })) await client.delete(DataSourceKind, each.metadata.name, namespace);
  } catch (error) {
    logger.warn('imports of a deleted cron remain', { cron: `${namespace}/${name}`, error: String(error) });
  }
}

/** DataSources, DataImportCrons and StorageProfiles. */
export function startCdiControllers(context: ControllerContext): Controller {
  const { client } = context;
  const sources = createWorkQueue({ name: 'datasource', ...context, reconcile: (key) => syncDataSource(context, key) });
  const crons = createWorkQueue({ name: 'dataimportcron', ...context, reconcile: (key) => syncDataImportCron(context, key) });
  const profiles = createWorkQueue({ name: 'storageprofile', ...context, reconcile: (key) => syncStorageProfile(context, key) });
  const users = createIndex(client, DataSourceKind, pointsAt);
  const targetChanged = ({ object }: { object: KubeObject }) => users.get(keyOf(object)).forEach(sources.add);
  const watches = [
    client.watch(DataSourceKind, ({ object }) => {
      sources.add(keyOf(object));
      targetChanged({ object });
      const cron = object.metadata.labels?.[CRON_LABEL];
      if (cron) crons.add(`${object.metadata.namespace}/${cron}`);
    }),
    client.watch(DataVolumeKind, ({ object }) => {
      targetChanged({ object });
      const cron = object.metadata.labels?.[CRON_LABEL];
      if (cron) crons.add(`${object.metadata.namespace}/${cron}`);
    }),
    client.watch(PersistentVolumeClaimKind, targetChanged),
    client.watch(VolumeSnapshotKind, targetChanged),
    client.watch(DataImportCronKind, ({ type, object }) => {
      if (type !== 'DELETED') return crons.add(keyOf(object));
      if (object.spec.retentionPolicy === 'None') void removeImports(context, object);
    }),
    client.watch(StorageClassKind, ({ object }) => profiles.add(object.metadata.name)),
    client.watch(StorageProfileKind, ({ object }) => profiles.add(object.metadata.name)),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      users.stop();
      await Promise.all([sources.stop(), crons.stop(), profiles.stop()]);
    },
  };
}
