import type { UnknownObject } from '../../contracts/objects';
import type { DataImportCron, DataVolume, PersistentVolumeClaim, StorageClass } from '../../contracts/virt';
import { Annotations } from '../../contracts/labels';
import { arrayAt, objectAt, stringAt } from '../guests/json';
import { parseQuantity } from '../../contracts/quantity';
import { isRecord } from '../lib/guards';
import { labelName, type Exposition } from './exposition';
import { seconds } from './machine-facts';
import type { Claims } from './machines';

const RESTORE_LABEL = 'restore.kubevirt.io/source-vm-name';

/** Sizes of claims, for the disks of machines. */
export function claimSizes(claims: readonly PersistentVolumeClaim[]): Claims {
  return new Map(
    claims.map(({ metadata, spec, status }) => {
      const size = status?.capacity?.storage ?? spec.resources?.requests?.storage;
      return [`${metadata.namespace}/${metadata.name}`, { bytes: parseQuantity(size) ?? 0, volumeMode: spec.volumeMode ?? 'Filesystem' }];
    }),
  );
}

/** Claims that a restore made, as kube-state-metrics shows their labels: KubeVirt's rules count them. */
export function collectRestoredClaims(out: Exposition, claims: readonly PersistentVolumeClaim[]): void {
  const labels = out.gauge('kube_persistentvolumeclaim_labels', 'Labels of claims made by a restore.');
  const request = out.gauge('kube_persistentvolumeclaim_resource_requests_storage_bytes', 'Size a claim asked for.');
  for (const { metadata, spec } of claims) {
    if (metadata.labels?.[RESTORE_LABEL] === undefined) continue;
    const at = { namespace: metadata.namespace ?? '', persistentvolumeclaim: metadata.name };
    const own = Object.entries(metadata.labels).map(([key, value]) => [labelName('label_', key), value] as const);
    labels({ ...at, ...Object.fromEntries(own) }, 1);
    request(at, parseQuantity(spec.resources?.requests?.storage) ?? 0);
  }
}

export function collectSnapshots(out: Exposition, snapshots: readonly UnknownObject[]): void {
  const succeeded = out.gauge('kubevirt_vmsnapshot_succeeded_timestamp_seconds', 'When a snapshot succeeded.');
  for (const { metadata, spec, status } of snapshots) {
    if (stringAt(status, 'phase') !== 'Succeeded') continue;
    const name = stringAt(objectAt(spec, 'source'), 'name') ?? '';
    succeeded({ name, snapshot_name: metadata.name, namespace: metadata.namespace ?? '' }, seconds(stringAt(status, 'creationTime')));
  }
}

function sampleProgress(out: Exposition, volumes: readonly DataVolume[]): void {
  const imports = out.counter('kubevirt_cdi_import_progress_total', 'Progress of an import in percent.');
  const clones = out.counter('kubevirt_cdi_clone_progress_total', 'Progress of a clone in percent.');
  for (const { metadata, spec, status } of volumes) {
    const percent = Number.parseFloat(status?.progress ?? '');
    if (!Number.isFinite(percent) || status?.phase === 'Succeeded') continue;
    const isClone = spec.source?.pvc !== undefined || spec.source?.snapshot !== undefined;
    (isClone ? clones : imports)({ ownerUID: metadata.uid ?? '' }, percent);
  }
}

/** How often a worker had to begin again, as kube-state-metrics tells of its container. */
function sampleRestarts(out: Exposition, volumes: readonly DataVolume[]): void {
  const restarts = out.counter('kube_pod_container_status_restarts_total', 'Restarts of the containers that fill volumes.');
  for (const { metadata, spec, status } of volumes) {
    if (!status?.restartCount || status.phase === 'Succeeded') continue;
    const container = spec.source?.pvc || spec.source?.snapshot || spec.sourceRef ? 'cdi-clone-source' : 'importer';
    restarts({ namespace: metadata.namespace ?? '', pod: `${container}-${metadata.name}`, container }, status.restartCount);
  }
}

interface CdiObjects {
  crons: readonly DataImportCron[];
  volumes: readonly DataVolume[];
  profiles: readonly UnknownObject[];
  classes: readonly StorageClass[];
}

function isOutdated(cron: DataImportCron): boolean {
  return cron.status?.conditions?.some(({ type, status }) => type === 'UpToDate' && status === 'False') ?? false;
}

/** What CDI says about its crons, volumes and storage profiles. */
export function collectCdi(out: Exposition, { crons, volumes, profiles, classes }: CdiObjects): void {
  out.gauge('kubevirt_cdi_cr_ready', 'Whether CDI is ready.')({}, 1);
  const outdated = out.gauge('kubevirt_cdi_dataimportcron_outdated', 'Whether a DataImportCron has an outdated import.');
  for (const cron of crons) {
    outdated({ namespace: cron.metadata.namespace ?? '', cron_name: cron.metadata.name, pending: 'false' }, isOutdated(cron) ? 1 : 0);
  }
  const hasDefault = classes.some(({ metadata }) =>
    [Annotations.defaultStorageClass, Annotations.defaultVirtStorageClass].some((name) => metadata.annotations?.[name] === 'true'),
  );
  const waiting = volumes.filter(({ spec, status }) => !(spec.storage ?? spec.pvc)?.storageClassName && status?.phase === 'Pending');
  out.gauge('kubevirt_cdi_datavolume_pending', 'Data volumes that wait for a default storage class.')({}, hasDefault ? 0 : waiting.length);
  sampleProgress(out, volumes);
  sampleRestarts(out, volumes);
  const profile = out.gauge('kubevirt_cdi_storageprofile_info', 'Information about storage profiles.');
  for (const { metadata, status } of profiles) {
    const storageClass = classes.find((each) => each.metadata.name === metadata.name);
    const sets = arrayAt(status, 'claimPropertySets').filter(isRecord);
    const annotated = (name: string) => String(storageClass?.metadata.annotations?.[name] === 'true');
    profile(
      {
        storageclass: metadata.name,
        provisioner: stringAt(status, 'provisioner') ?? '',
        complete: String(sets.length > 0),
        default: annotated(Annotations.defaultStorageClass),
        virtdefault: annotated(Annotations.defaultVirtStorageClass),
        rwx: String(sets.some((set) => arrayAt(set, 'accessModes').includes('ReadWriteMany'))),
        smartclone: String(['snapshot', 'csi-clone'].includes(stringAt(status, 'cloneStrategy') ?? '')),
        degraded: 'false',
      },
      1,
    );
  }
}
