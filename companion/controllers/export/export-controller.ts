import { rm } from 'node:fs/promises';
import { DataVolumeKind, PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { Controller, ControllerContext } from '../context';
import { keyOf } from '../keys';
import { createIndex } from '../object-index';
import { Snapshots } from '../snapshot/types';
import { createWorkQueue } from '../work-queue';
import { exportFolder } from './export-files';
import { syncExport } from './export-sync';
import { type ExportAddress, Exports } from './types';

/** VirtualMachineExports: tokens, readiness, links and their end. What they hold is served by the export server. */
export function startExportController(context: ControllerContext, address: ExportAddress): Controller {
  const { client, folder, logger } = context;
  const queue = createWorkQueue({ name: 'vmexport', ...context, reconcile: (key) => syncExport(context, address, key) });
  const sources = createIndex(client, Exports, ({ metadata, spec }) => [metadata.namespace ?? '', `${metadata.namespace}/${spec.source.name}`]);
  const sourceChanged = ({ object }: { object: KubeObject }) => sources.get(keyOf(object)).forEach(queue.add);
  const watches = [
    client.watch(Exports, ({ type, object }) => {
      queue.add(keyOf(object));
      if (type !== 'DELETED') return;
      const gone = rm(exportFolder(folder, object), { recursive: true, force: true });
      gone.catch((error: unknown) => logger.warn('the files of an export were not removed', { export: keyOf(object), error: String(error) }));
    }),
    client.watch(VirtualMachineKind, sourceChanged),
    client.watch(Snapshots, sourceChanged),
    client.watch(PersistentVolumeClaimKind, sourceChanged),
    client.watch(DataVolumeKind, sourceChanged),
    // Any claim of the namespace may be the one that a guest takes or lets go.
    client.watch(VirtualMachineInstanceKind, ({ object }) => sources.get(object.metadata.namespace ?? '').forEach(queue.add)),
  ];
  return {
    async stop() {
      for (const end of watches) end();
      sources.stop();
      await queue.stop();
    },
  };
}
