import { PersistentVolumeClaimKind, StorageClassKind, VolumeSnapshotClassKind } from '../../../contracts/kinds';
import type { PersistentVolumeClaim, VirtualMachine, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import type { ObjectReader } from '../../store/client';
import { claimOf } from '../volume-claims';

type Volume = NonNullable<VirtualMachineInstanceSpec['volumes']>[number];

/** Name of a class of snapshots that fits the claim's storage class. */
export function snapshotClassOf(read: ObjectReader, claim: PersistentVolumeClaim): string | undefined {
  const provisioner = read.get(StorageClassKind, claim.spec.storageClassName ?? '')?.provisioner;
  return read.list(VolumeSnapshotClassKind).find((each) => provisioner !== undefined && each.driver === provisioner)?.metadata.name;
}

export interface SnapshotSupport {
  name: string;
  enabled: boolean;
  reason?: string;
}

function supportOf(read: ObjectReader, namespace: string, volume: Volume): SnapshotSupport {
  const { name } = volume;
  const claimName = volume.memoryDump || volume.ephemeral ? undefined : claimOf(volume);
  if (!claimName) return { name, enabled: false, reason: `Snapshot is not supported for this volumeSource type [${name}]` };
  const claim = read.get(PersistentVolumeClaimKind, claimName, namespace);
  if (!claim) return { name, enabled: false, reason: 'PVC not found' };
  if (snapshotClassOf(read, claim)) return { name, enabled: true };
  const storageClass = claim.spec.storageClassName ?? '';
  return { name, enabled: false, reason: `No VolumeSnapshotClass: Volume snapshots are not configured for this StorageClass [${storageClass}] [${name}]` };
}

/** `status.volumeSnapshotStatuses` of a machine. */
export function snapshotSupport(read: ObjectReader, vm: VirtualMachine): SnapshotSupport[] {
  const namespace = vm.metadata.namespace ?? '';
  return (vm.spec.template.spec?.volumes ?? []).map((volume) => supportOf(read, namespace, volume));
}

export interface SnapshotVolume {
  volumeName: string;
  claim: PersistentVolumeClaim;
  snapshotClass: string;
}

/** The volumes that a snapshot of the machine holds, and the names of the claims it has to leave out. */
export function volumesToSnapshot(read: ObjectReader, vm: VirtualMachine): { included: SnapshotVolume[]; excluded: string[] } {
  const included: SnapshotVolume[] = [];
  const excluded: string[] = [];
  for (const volume of vm.spec.template.spec?.volumes ?? []) {
    const name = volume.memoryDump || volume.ephemeral ? undefined : claimOf(volume);
    if (!name) continue;
    const claim = read.get(PersistentVolumeClaimKind, name, vm.metadata.namespace);
    const snapshotClass = claim && snapshotClassOf(read, claim);
    if (claim && snapshotClass) included.push({ volumeName: volume.name, claim, snapshotClass });
    else excluded.push(volume.name);
  }
  return { included, excluded };
}
