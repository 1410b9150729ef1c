import {
  CloneKind,
  type KindRef,
  RestoreKind,
  SnapshotContentKind,
  SnapshotKind,
  VolumeSnapshotContentKind,
  VolumeSnapshotKind,
} from '../../../contracts/kinds';
import type { Condition, KubeObject } from '../../../contracts/objects';
import type { PersistentVolumeClaim, VirtualMachine } from '../../../contracts/virt';

function typed<T extends KubeObject>({ group, version, kind, plural, namespaced }: KindRef): KindRef<T> {
  return { group, version, kind, plural, namespaced };
}

export interface Reference {
  apiGroup?: string;
  kind: string;
  name: string;
}

export interface VolumeSnapshot extends KubeObject {
  spec: { source: { persistentVolumeClaimName?: string; volumeSnapshotContentName?: string }; volumeSnapshotClassName?: string };
  status?: { boundVolumeSnapshotContentName?: string; creationTime?: string; readyToUse?: boolean; restoreSize?: string; error?: { message?: string; time?: string } };
}

export interface VolumeSnapshotContent extends KubeObject {
  spec: Record<string, unknown>;
  status?: Record<string, unknown>;
}

export interface Snapshot extends KubeObject {
  spec: { source: Reference; deletionPolicy?: string; failureDeadline?: string };
  status?: {
    phase?: string;
    readyToUse?: boolean;
    creationTime?: string;
    sourceUID?: string;
    virtualMachineSnapshotContentName?: string;
    error?: { message?: string; time?: string };
    indications?: string[];
    sourceIndications?: { indication: string; message: string }[];
    snapshotVolumes?: { includedVolumes?: string[]; excludedVolumes?: string[] };
    conditions?: Condition[];
  };
}

export interface VolumeBackup {
  volumeName: string;
  persistentVolumeClaim: Pick<PersistentVolumeClaim, 'metadata' | 'spec'>;
  volumeSnapshotName?: string;
}

export interface SnapshotContent extends KubeObject {
  spec: {
    virtualMachineSnapshotName?: string;
    source: { virtualMachine?: Pick<VirtualMachine, 'metadata' | 'spec'> };
    volumeBackups?: VolumeBackup[];
  };
  status?: {
    readyToUse?: boolean;
    creationTime?: string;
    volumeSnapshotStatus?: { volumeSnapshotName: string; creationTime?: string; readyToUse?: boolean }[];
  };
}

export interface VolumeRestore {
  volumeName: string;
  persistentVolumeClaim: string;
  volumeSnapshotName: string;
  dataVolumeName?: string;
}

export interface Restore extends KubeObject {
  spec: { target: Reference; virtualMachineSnapshotName: string; targetReadinessPolicy?: string; patches?: string[] };
  status?: { complete?: boolean; restoreTime?: string; deletedDataVolumes?: string[]; restores?: VolumeRestore[]; conditions?: Condition[] };
}

export interface Clone extends KubeObject {
  spec: {
    source: Reference;
    target?: Reference;
    labelFilters?: string[];
    annotationFilters?: string[];
    template?: { labelFilters?: string[]; annotationFilters?: string[] };
    newMacAddresses?: Record<string, string>;
    newSMBiosSerial?: string;
    patches?: string[];
  };
  status?: { phase?: string; snapshotName?: string; restoreName?: string; targetName?: string; creationTime?: string; conditions?: Condition[] };
}

export const Snapshots = typed<Snapshot>(SnapshotKind);
export const Contents = typed<SnapshotContent>(SnapshotContentKind);
export const Restores = typed<Restore>(RestoreKind);
export const Clones = typed<Clone>(CloneKind);
export const VolumeSnapshots = typed<VolumeSnapshot>(VolumeSnapshotKind);
export const VolumeSnapshotContents = typed<VolumeSnapshotContent>(VolumeSnapshotContentKind);
