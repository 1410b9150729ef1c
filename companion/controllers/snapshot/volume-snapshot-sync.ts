import { existsSync } from 'node:fs';
import { PersistentVolumeClaimKind, VolumeSnapshotClassKind } from '../../../contracts/kinds';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import type { ControllerContext } from '../context';
import { fromKey } from '../keys';
import { volumeFile } from '../storage/volume-files';
import { type VolumeSnapshot, VolumeSnapshotContents, VolumeSnapshots } from './types';
import { copyImage, removeSnapshotFile, snapshotFile } from './volume-snapshot-files';

const FINALIZER = 'snapshot.storage.kubernetes.io/volumesnapshot-bound-protection';
const contentName = (snapshot: VolumeSnapshot) => `snapcontent-${snapshot.metadata.uid ?? ''}`;

/** One look at one VolumeSnapshot: the copy of the claim's image, what a CSI driver and its snapshotter do. */
export async function syncVolumeSnapshot(context: ControllerContext, key: string): Promise<void> {
  const { client, folder } = context;
  const { name, namespace } = fromKey(key);
  const snapshot = client.get(VolumeSnapshots, name, namespace);
  if (!snapshot) return;
  if (snapshot.metadata.deletionTimestamp) return remove(context, snapshot);
  if (snapshot.status?.readyToUse) return;
  await client.mutate(VolumeSnapshots, name, namespace, (draft) => {
    if (!draft.metadata.finalizers?.includes(FINALIZER)) draft.metadata.finalizers = [...(draft.metadata.finalizers ?? []), FINALIZER];
  });
  const claimName = snapshot.spec.source.persistentVolumeClaimName ?? '';
  const claim = client.get(PersistentVolumeClaimKind, claimName, namespace);
  if (!claim || claim.status?.phase !== 'Bound') return fail(context, snapshot, `Failed to create snapshot content with error snapshot controller failed to update ${name} on API server: cannot get claim from snapshot`);
  const source = volumeFile(folder, claim);
  if (!existsSync(source)) return fail(context, snapshot, `the disk of PersistentVolumeClaim ${namespace}/${claimName} is gone`);
  const target = snapshotFile(folder, snapshot);
  if (!existsSync(target)) await copyImage(source, target);
  await finish(context, snapshot, claim.status.capacity?.storage ?? '0', claim.spec.storageClassName ?? '');
}

async function fail({ client, clock }: ControllerContext, { metadata }: VolumeSnapshot, message: string): Promise<void> {
  await client.mutate(
    VolumeSnapshots,
    metadata.name,
    metadata.namespace,
    (draft) => {
      if (draft.status?.error?.message === message) return;
      draft.status = { ...draft.status, readyToUse: false, error: { message, time: timestamp(clock) } };
    },
    { subresource: 'status' },
  );
}

async function finish({ client, clock }: ControllerContext, snapshot: VolumeSnapshot, restoreSize: string, storageClass: string): Promise<void> {
  const { name, namespace = '', uid = '' } = snapshot.metadata;
  const snapshotClass = snapshot.spec.volumeSnapshotClassName ?? client.list(VolumeSnapshotClassKind)[0]?.metadata.name ?? '';
  try {
    await client.create(VolumeSnapshotContents, {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotContent',
      metadata: { name: contentName(snapshot), annotations: { 'virtdeck.io/storage-class': storageClass } },
      spec: {
        deletionPolicy: 'Delete',
        driver: 'local.virtdeck.io',
        source: { snapshotHandle: uid },
        volumeSnapshotClassName: snapshotClass,
        volumeSnapshotRef: { apiVersion: snapshot.apiVersion, kind: 'VolumeSnapshot', name, namespace, uid },
      },
    });
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
  const creationTime = timestamp(clock);
  await client.mutate(
    VolumeSnapshots,
    name,
    namespace,
    (draft) => void (draft.status = { boundVolumeSnapshotContentName: contentName(snapshot), creationTime, readyToUse: true, restoreSize }),
    { subresource: 'status' },
  );
}

async function remove({ client, folder }: ControllerContext, snapshot: VolumeSnapshot): Promise<void> {
  await removeSnapshotFile(folder, snapshot);
  await client.delete(VolumeSnapshotContents, contentName(snapshot));
  await client.mutate(VolumeSnapshots, snapshot.metadata.name, snapshot.metadata.namespace, (draft) => {
    draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((each) => each !== FINALIZER);
  });
}
