import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { PersistentVolumeClaimKind, PersistentVolumeKind, StorageClassKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { PersistentVolumeClaim, StorageClass } from '../../../contracts/virt';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import { imageSize } from '../cdi/claim-for-data-volume';
import { ApiError } from '../../lib/api-error';
import type { ControllerContext } from '../context';
import { fromKey } from '../keys';
import { VolumeSnapshots } from '../snapshot/types';
import { copyImage, snapshotFile } from '../snapshot/volume-snapshot-files';
import { Marks } from './claim-marks';
import { defaultClass } from './storage-classes';
import { volumeFile, volumeFolder } from './volume-files';

const COMPONENT = 'persistentvolume-controller';

/** What the claim loop must know of the rest of the world. */
export interface ClaimContext extends ControllerContext {
  /** An instance that is not over uses the claim. */
  inUse(namespace: string, claim: string): boolean;
}

/** One look at one claim: default class, volume, disk image, protection while it is used. */
export async function syncClaim(context: ClaimContext, key: string): Promise<void> {
  const { client } = context;
  const { name, namespace } = fromKey(key);
  const claim = client.get(PersistentVolumeClaimKind, name, namespace);
  if (!claim) return;
  if (claim.metadata.deletionTimestamp) return releaseClaim(context, claim);
  if (claim.status?.phase === 'Bound') {
    await offerUpload(context, claim);
    return growClaim(context, claim);
  }
  const ready = await client.mutate(PersistentVolumeClaimKind, name, namespace, (draft) => prepareClaim(context, draft));
  if (ready) await bindClaim(context, ready);
}

/** A claim that waits for an upload, without a data volume that would say so, announces that it is ready. */
async function offerUpload({ client }: ClaimContext, { metadata }: PersistentVolumeClaim): Promise<void> {
  const annotations = metadata.annotations ?? {};
  const waits = annotations[Marks.uploadTarget] !== undefined && annotations[Marks.createdForDataVolume] === undefined;
  if (!waits || annotations[Marks.podPhase] !== undefined) return;
  await client.mutate(PersistentVolumeClaimKind, metadata.name, metadata.namespace, (draft) => {
    draft.metadata.annotations = { ...draft.metadata.annotations, [Marks.podPhase]: 'Running', [Marks.podReady]: 'true' };
  });
}

function prepareClaim({ client }: ClaimContext, draft: PersistentVolumeClaim): void {
  const finalizers = draft.metadata.finalizers ?? [];
  if (!finalizers.includes(Marks.claimProtection)) draft.metadata.finalizers = [...finalizers, Marks.claimProtection];
  if (draft.spec.storageClassName !== undefined) return;
  const standard = defaultClass(client, false);
  if (standard) draft.spec.storageClassName = standard.metadata.name;
}

async function releaseClaim(context: ClaimContext, claim: PersistentVolumeClaim): Promise<void> {
  const { name, namespace = '' } = claim.metadata;
  if (context.inUse(namespace, name)) return;
  await context.client.mutate(PersistentVolumeClaimKind, name, namespace, (draft) => {
    draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((each) => each !== Marks.claimProtection);
  });
}

/** A class that waits for its first consumer binds when a machine asks for the claim, or when CDI is told not to wait. */
export function mayBind(claim: PersistentVolumeClaim, storageClass: StorageClass): boolean {
  if (storageClass.volumeBindingMode !== 'WaitForFirstConsumer') return true;
  const annotations = claim.metadata.annotations ?? {};
  return annotations[Marks.selectedNode] !== undefined || annotations[Marks.bindImmediately] !== undefined;
}

async function bindClaim(context: ClaimContext, claim: PersistentVolumeClaim): Promise<void> {
  const { client, events } = context;
  const wanted = claim.spec.storageClassName;
  if (!wanted) {
    const message = 'no persistent volumes available for this claim and no storage class is set';
    return events.record(claim, { reason: 'FailedBinding', message, component: COMPONENT });
  }
  const storageClass = client.get(StorageClassKind, wanted);
  if (!storageClass) {
    const message = `storageclass.storage.k8s.io "${wanted}" not found`;
    return events.record(claim, { reason: 'ProvisioningFailed', message, warning: true, component: COMPONENT });
  }
  if (!mayBind(claim, storageClass)) {
    const message = 'waiting for first consumer to be created before binding';
    return events.record(claim, { reason: 'WaitForFirstConsumer', message, component: COMPONENT });
  }
  await provision(context, claim, storageClass);
}

/** Claims that a DataVolume or an upload fills get their image from there. */
function isFilledByOthers(claim: PersistentVolumeClaim): boolean {
  const annotations = claim.metadata.annotations ?? {};
  return [Marks.createdForDataVolume, Marks.uploadTarget].some((mark) => annotations[mark] !== undefined) || claim.spec.dataSourceRef !== undefined;
}

/** A claim on a VolumeSnapshot begins as its copy; false while the snapshot is not ready. */
async function fillFromSnapshot({ client, images, folder, events }: ClaimContext, claim: PersistentVolumeClaim, path: string): Promise<boolean> {
  const source = claim.spec.dataSourceRef ?? claim.spec.dataSource;
  if (source?.kind !== 'VolumeSnapshot') return true;
  const snapshot = client.get(VolumeSnapshots, source.name, claim.metadata.namespace);
  if (!snapshot?.status?.readyToUse) {
    const message = `failed to provision volume with StorageClass "${claim.spec.storageClassName ?? ''}": error getting handle for DataSource Type VolumeSnapshot by Name ${source.name}: snapshot ${source.name} is not Ready`;
    events.record(claim, { reason: 'ProvisioningFailed', message, warning: true, component: 'local.virtdeck.io' });
    return false;
  }
  await copyImage(snapshotFile(folder, snapshot), path);
  const { virtualSize } = await images.inspect(path);
  if (virtualSize < imageSize(claim)) await images.resize(path, imageSize(claim));
  return true;
}

async function provision(context: ClaimContext, claim: PersistentVolumeClaim, storageClass: StorageClass): Promise<void> {
  const { client, images, folder, events } = context;
  const uid = claim.metadata.uid ?? '';
  const size = claim.spec.resources?.requests?.storage ?? '0';
  const path = volumeFile(folder, claim);
  await mkdir(volumeFolder(folder, uid), { recursive: true });
  if (!existsSync(path) && !(await fillFromSnapshot(context, claim, path))) return;
  if (!isFilledByOthers(claim) && !existsSync(path)) await images.blank(path, imageSize(claim));
  const volume = volumeOf(claim, storageClass, size);
  try {
    await client.create(PersistentVolumeKind, volume);
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
  await client.mutate(PersistentVolumeKind, volume.metadata.name, undefined, (draft) => void (draft.status = { phase: 'Bound' }), { subresource: 'status' });
  const { name, namespace } = claim.metadata;
  await client.mutate(PersistentVolumeClaimKind, name, namespace, (draft) => {
    draft.spec.volumeName = volume.metadata.name;
    draft.metadata.annotations = {
      ...draft.metadata.annotations,
      'pv.kubernetes.io/bind-completed': 'yes',
      'pv.kubernetes.io/bound-by-controller': 'yes',
      'volume.kubernetes.io/storage-provisioner': storageClass.provisioner,
    };
  });
  await client.mutate(
    PersistentVolumeClaimKind,
    name,
    namespace,
    (draft) => void (draft.status = { ...draft.status, phase: 'Bound', accessModes: [...(claim.spec.accessModes ?? [])], capacity: { storage: size } }),
    { subresource: 'status' },
  );
  const message = `Successfully provisioned volume ${volume.metadata.name}`;
  events.record(claim, { reason: 'ProvisioningSucceeded', message, component: storageClass.provisioner });
}

function volumeOf(claim: PersistentVolumeClaim, storageClass: StorageClass, size: string): UnknownObject {
  const { name, namespace, uid = '' } = claim.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pvc-${uid}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': storageClass.provisioner },
      finalizers: [Marks.volumeProtection],
    },
    spec: {
      accessModes: claim.spec.accessModes ?? [],
      capacity: { storage: size },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      csi: { driver: storageClass.provisioner, volumeHandle: uid },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
    },
  };
}

/** A bound claim that asks for more than it has is grown, unless a guest holds its image. */
async function growClaim(context: ClaimContext, claim: PersistentVolumeClaim): Promise<void> {
  const { client, images, folder, events } = context;
  const { name, namespace = '' } = claim.metadata;
  const wanted = claim.spec.resources?.requests?.storage;
  if (!wanted || parseQuantity(wanted) <= parseQuantity(claim.status?.capacity?.storage)) return;
  const path = volumeFile(folder, claim);
  if (context.inUse(namespace, name) || !existsSync(path)) return;
  await images.resize(path, imageSize(claim));
  await client.mutate(PersistentVolumeKind, claim.spec.volumeName ?? '', undefined, (draft) => {
    draft.spec = { ...(draft.spec as object), capacity: { storage: wanted } };
  });
  await client.mutate(PersistentVolumeClaimKind, name, namespace, (draft) => void (draft.status = { ...draft.status, capacity: { storage: wanted } }), { subresource: 'status' });
  events.record(claim, { reason: 'FileSystemResizeSuccessful', message: 'MountVolume.NodeExpandVolume succeeded for volume', component: 'kubelet' });
}
