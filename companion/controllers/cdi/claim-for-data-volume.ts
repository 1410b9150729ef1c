import { StorageClassKind, StorageProfileKind } from '../../../contracts/kinds';
import type { DataVolume, PersistentVolumeClaim, StorageClass, VolumeClaimSpec } from '../../../contracts/virt';
import { isRecord } from '../../lib/guards';
import { formatBytes, parseQuantity } from '../../kinds/kubevirt/quantity';
import type { ObjectReader } from '../../store/client';
import { controlledBy } from '../keys';
import { Marks } from '../storage/claim-marks';
import { type ClaimPropertySet, defaultClass, propertySetsOf } from '../storage/storage-classes';

/** The claim cannot be described: the reason becomes a warning event, the data volume waits. */
export class InvalidClaim extends Error {}

const OVERHEAD = 0.06;
const MIB = 1024 * 1024;

function profileSets(read: ObjectReader, storageClass: StorageClass): ClaimPropertySet[] {
  const profile = read.get(StorageProfileKind, storageClass.metadata.name);
  const sets = isRecord(profile?.status) ? profile.status.claimPropertySets : undefined;
  if (!Array.isArray(sets) || sets.length === 0) return propertySetsOf(storageClass);
  return sets.filter(isRecord).map((set) => ({
    ...(Array.isArray(set.accessModes) ? { accessModes: set.accessModes.map(String) } : {}),
    ...(typeof set.volumeMode === 'string' ? { volumeMode: set.volumeMode } : {}),
  }));
}

/** The first set of the profile that agrees with what the data volume says itself. */
function fittingSet(sets: readonly ClaimPropertySet[], spec: VolumeClaimSpec): ClaimPropertySet | undefined {
  return sets.find((set) => {
    const modes = !spec.accessModes?.length || spec.accessModes.every((mode) => set.accessModes?.includes(mode));
    return modes && (!spec.volumeMode || spec.volumeMode === set.volumeMode);
  });
}

/** A Filesystem volume loses part of its size to the file system: the claim asks for more (CDI: size / (1 − overhead)). */
export function withOverhead(bytes: number): number {
  return Math.ceil(bytes / (1 - OVERHEAD) / MIB) * MIB;
}

/** `spec.storage` completed from the class and its profile; `size` stands in when the source gives it. */
function fromStorage(read: ObjectReader, spec: VolumeClaimSpec, size: string | undefined, archive: boolean): VolumeClaimSpec {
  const storageClass = spec.storageClassName ? read.get(StorageClassKind, spec.storageClassName) : defaultClass(read, !archive);
  const requested = spec.resources?.requests?.storage ?? size;
  const complete = spec.accessModes?.length && spec.volumeMode;
  if (!storageClass && !complete) throw new InvalidClaim('PVC spec is missing accessMode and no storageClass to choose profile');
  const set = storageClass ? fittingSet(profileSets(read, storageClass), spec) : undefined;
  const accessModes = spec.accessModes?.length ? spec.accessModes : set?.accessModes;
  const volumeMode = archive ? 'Filesystem' : (spec.volumeMode ?? set?.volumeMode ?? 'Filesystem');
  if (!accessModes?.length) {
    const name = storageClass?.metadata.name ?? '';
    throw new InvalidClaim(`Spec is missing accessMode and volumeMode, cannot get access mode from StorageProfile ${name}`);
  }
  const bytes = parseQuantity(requested);
  const storage = volumeMode === 'Filesystem' ? formatBytes(withOverhead(bytes)) : (requested ?? '0');
  return {
    ...spec,
    accessModes: [...accessModes],
    volumeMode: volumeMode === 'Block' ? 'Block' : 'Filesystem',
    ...(storageClass ? { storageClassName: storageClass.metadata.name } : {}),
    resources: { ...spec.resources, requests: { ...spec.resources?.requests, storage } },
  };
}

/**
 * The claim that CDI makes for a data volume. `sourceSize` is the size of a clone's source, used when the data volume has none.
 * Throws `InvalidClaim`.
 */
export function claimFor(read: ObjectReader, dataVolume: DataVolume, sourceSize?: string): PersistentVolumeClaim {
  const { name, namespace, uid = '' } = dataVolume.metadata;
  const archive = dataVolume.spec.contentType === 'archive';
  const spec = dataVolume.spec.pvc
    ? { volumeMode: 'Filesystem' as const, ...structuredClone(dataVolume.spec.pvc) }
    : fromStorage(read, structuredClone(dataVolume.spec.storage ?? {}), sourceSize, archive);
  if (archive && spec.volumeMode === 'Block') throw new InvalidClaim('ContentType Archive cannot have block volumeMode');
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      labels: {
        ...dataVolume.metadata.labels,
        app: 'containerized-data-importer',
        ...(spec.volumeMode === 'Filesystem' ? { 'alerts.k8s.io/KubePersistentVolumeFillingUp': 'disabled' } : {}),
      },
      annotations: {
        ...dataVolume.metadata.annotations,
        [Marks.contentType]: dataVolume.spec.contentType ?? 'kubevirt',
        [Marks.podRestarts]: '0',
        'cdi.kubevirt.io/storage.preallocation.requested': String(dataVolume.spec.preallocation ?? false),
        [Marks.createdForDataVolume]: uid,
        ...(dataVolume.spec.source?.upload ? { [Marks.uploadTarget]: '' } : {}),
      },
      ownerReferences: [controlledBy(dataVolume)],
    },
    spec,
  };
}

/** Bytes that the disk image of a claim has: what the guest sees of it. */
export function imageSize(claim: PersistentVolumeClaim): number {
  const bytes = parseQuantity(claim.spec.resources?.requests?.storage);
  if (claim.spec.volumeMode === 'Block') return bytes;
  return Math.floor((bytes * (1 - OVERHEAD)) / MIB) * MIB;
}
