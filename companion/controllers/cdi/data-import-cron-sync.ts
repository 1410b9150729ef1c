import { DataImportCronKind, DataSourceKind, DataVolumeKind } from '../../../contracts/kinds';
import type { DataImportCron, DataSource, DataVolume } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import { withCondition } from '../conditions';
import type { ControllerContext } from '../context';
import { fromKey } from '../keys';
import { mutateStatus } from '../status-writes';
import { Marks } from '../storage/claim-marks';
import type { Again } from '../work-queue';
import { nextPoll } from '../../kinds/cdi/schedule';
import { conditionsFor, copiedLabels, CRON_LABEL, DESIRED_DIGEST, importName } from './data-import-cron-words';
import { sourceDigest } from './source-digest';

/** One look at one DataImportCron: its DataSource, the poll that is due, the import, what is outdated. */
export async function syncDataImportCron(context: ControllerContext, key: string): Promise<Again | void> {
  const { client, clock } = context;
  const { name, namespace } = fromKey(key);
  const cron = client.get(DataImportCronKind, name, namespace);
  if (!cron || cron.metadata.deletionTimestamp) return;
  if (!(await ensureDataSource(context, cron))) return;
  const due = nextPoll(cron.spec.schedule, cron.status?.lastExecutionTimestamp);
  if (due !== undefined && due <= clock.now()) await poll(context, cron);
  const current = client.get(DataImportCronKind, name, namespace);
  if (current) await follow(context, current);
  const next = current && nextPoll(current.spec.schedule, current.status?.lastExecutionTimestamp);
  return next === undefined ? undefined : { after: Math.max(1000, next - clock.now()) };
}

const ownedBy = (cron: DataImportCron, object: { metadata: { labels?: Record<string, string> } }) =>
  object.metadata.labels?.[CRON_LABEL] === cron.metadata.name;

/** Makes the managed DataSource; false when another cron manages it. */
async function ensureDataSource({ client, events }: ControllerContext, cron: DataImportCron): Promise<boolean> {
  const { namespace = '' } = cron.metadata;
  const name = cron.spec.managedDataSource;
  const found = client.get(DataSourceKind, name, namespace);
  if (found) {
    const manager = found.metadata.labels?.[CRON_LABEL];
    if (manager === undefined || manager === cron.metadata.name) return true;
    const message = `DataSource ${name} is already managed by DataImportCron ${manager}`;
    events.record(cron, { reason: 'ErrDataSourceAlreadyManaged', message, warning: true, component: 'dataimportcron-controller' });
    return false;
  }
  const dataSource: DataSource = {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataSource',
    metadata: { name, namespace, labels: { ...copiedLabels(cron), [CRON_LABEL]: cron.metadata.name } },
    spec: { source: {} },
  };
  await ignoreExisting(client.create(DataSourceKind, dataSource));
  return true;
}

async function ignoreExisting(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
}

/** Asks the source for its digest. What cannot be reached is asked again soon. */
async function poll(context: ControllerContext, cron: DataImportCron): Promise<void> {
  const { client, clock } = context;
  const { name, namespace = '' } = cron.metadata;
  const digest = await sourceDigest(context, cron).catch(async (error: unknown) => {
    await writeConditions(context, cron, undefined);
    throw error;
  });
  await client.mutate(DataImportCronKind, name, namespace, (draft) => {
    draft.metadata.annotations = { ...draft.metadata.annotations, [DESIRED_DIGEST]: digest };
    draft.status = { ...draft.status, lastExecutionTimestamp: timestamp(clock) };
  });
}

function importOf(cron: DataImportCron, name: string): DataVolume {
  const { namespace = '' } = cron.metadata;
  return {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataVolume',
    metadata: {
      name,
      namespace,
      labels: { ...copiedLabels(cron), [CRON_LABEL]: cron.metadata.name },
      annotations: { [Marks.bindImmediately]: 'true' },
    },
    spec: structuredClone(cron.spec.template.spec),
  };
}

/** Brings the import of the wanted digest on its way, and the DataSource to it when it has succeeded. */
async function follow(context: ControllerContext, cron: DataImportCron): Promise<void> {
  const { client, clock } = context;
  const { name, namespace = '' } = cron.metadata;
  const digest = cron.metadata.annotations?.[DESIRED_DIGEST];
  if (!digest) return writeConditions(context, cron, undefined);
  const volume = importName(cron, digest);
  const found = client.get(DataVolumeKind, volume, namespace);
  if (!found) await ignoreExisting(client.create(DataVolumeKind, importOf(cron, volume)));
  await mutateStatus(client, DataImportCronKind, { name, namespace }, (draft) => {
    draft.status = { ...draft.status, sourceFormat: 'pvc', currentImports: [{ DataVolumeName: volume, Digest: digest }] };
    if (found?.status?.phase !== 'Succeeded' || draft.status.lastImportedPVC?.name === volume) return;
    draft.status.lastImportedPVC = { name: volume, namespace };
    draft.status.lastImportTimestamp = timestamp(clock);
  });
  if (found?.status?.phase === 'Succeeded') {
    await pointDataSource(context, cron, volume);
    await collectGarbage(context, cron, volume);
  }
  await writeConditions(context, cron, found ?? importOf(cron, volume));
}

async function pointDataSource({ client }: ControllerContext, cron: DataImportCron, volume: string): Promise<void> {
  const { namespace = '' } = cron.metadata;
  const { managedDataSource } = cron.spec;
  const current = client.get(DataSourceKind, managedDataSource, namespace);
  if (current?.spec.source.pvc?.name === volume && ownedBy(cron, current)) return;
  await client.mutate(DataSourceKind, managedDataSource, namespace, (draft) => {
    draft.spec.source = { pvc: { name: volume, namespace } };
    draft.metadata.labels = { ...draft.metadata.labels, ...copiedLabels(cron), [CRON_LABEL]: cron.metadata.name };
  });
}

const KEPT = 3;

/** Removes the oldest imports beyond `importsToKeep`; the current one always stays. */
async function collectGarbage({ client }: ControllerContext, cron: DataImportCron, current: string): Promise<void> {
  if (cron.spec.garbageCollect === 'Never') return;
  const { namespace = '' } = cron.metadata;
  const imports = client
    .list(DataVolumeKind, { namespace, labels: { [CRON_LABEL]: cron.metadata.name } })
    .filter((each) => each.metadata.name !== current)
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''));
  for (const outdated of imports.slice(Math.max(0, (cron.spec.importsToKeep ?? KEPT) - 1))) {
    await client.delete(DataVolumeKind, outdated.metadata.name, namespace);
  }
}

async function writeConditions({ client, clock }: ControllerContext, cron: DataImportCron, current: DataVolume | undefined): Promise<void> {
  const { name, namespace = '' } = cron.metadata;
  await mutateStatus(client, DataImportCronKind, { name, namespace }, (draft) => {
    const status = (draft.status ??= {});
    for (const condition of conditionsFor(current)) status.conditions = withCondition(status.conditions, condition, timestamp(clock));
  });
}
