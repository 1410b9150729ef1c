import type {
  V1VirtualMachineInstanceMigrationSpec,
  V1VirtualMachineInstanceMigrationStatus,
  V1VirtualMachineInstanceSpec,
  V1VirtualMachineInstanceStatus,
  V1VirtualMachineSpec,
  V1VirtualMachineStatus,
} from '@kubevirt-ui-ext/kubevirt-api/kubevirt';
import type { KubeObject } from './objects';

/** A value as JSON carries it: the generated types say `Date` where the wire has an RFC 3339 string. */
export type Wire<T> = T extends Date ? string : T extends (infer Item)[] ? Wire<Item>[] : T extends object ? { [Key in keyof T]: Wire<T[Key]> } : T;

export type VirtualMachineSpec = Wire<V1VirtualMachineSpec>;
export type VirtualMachineStatus = Wire<V1VirtualMachineStatus>;
export type VirtualMachineInstanceSpec = Wire<V1VirtualMachineInstanceSpec>;
export type VirtualMachineInstanceStatus = Wire<V1VirtualMachineInstanceStatus>;

export interface VirtualMachine extends KubeObject {
  spec: VirtualMachineSpec;
  status?: VirtualMachineStatus;
}

export interface VirtualMachineInstance extends KubeObject {
  spec: VirtualMachineInstanceSpec;
  status?: VirtualMachineInstanceStatus;
}

export interface VirtualMachineInstanceMigration extends KubeObject {
  spec: Wire<V1VirtualMachineInstanceMigrationSpec>;
  status?: Wire<V1VirtualMachineInstanceMigrationStatus>;
}

export interface DataVolumeSource {
  blank?: object;
  http?: { url: string; secretRef?: string; certConfigMap?: string };
  registry?: { url?: string; imageStream?: string; pullMethod?: string; secretRef?: string; certConfigMap?: string };
  pvc?: { name: string; namespace?: string };
  snapshot?: { name: string; namespace?: string };
  upload?: object;
  s3?: { url: string; secretRef?: string };
  gcs?: { url: string; secretRef?: string };
  imageio?: { url: string; diskId: string };
  vddk?: object;
}

export interface VolumeClaimSpec {
  accessModes?: string[];
  volumeMode?: 'Filesystem' | 'Block';
  storageClassName?: string;
  volumeName?: string;
  resources?: { requests?: { storage?: string }; limits?: { storage?: string } };
  dataSource?: { apiGroup?: string; kind: string; name: string };
  dataSourceRef?: { apiGroup?: string; kind: string; name: string; namespace?: string };
}

export interface DataVolume extends KubeObject {
  spec: {
    source?: DataVolumeSource;
    sourceRef?: { kind: string; name: string; namespace?: string };
    pvc?: VolumeClaimSpec;
    storage?: VolumeClaimSpec;
    contentType?: 'kubevirt' | 'archive';
    preallocation?: boolean;
    checkpoints?: object[];
    finalCheckpoint?: boolean;
    priorityClassName?: string;
  };
  status?: {
    phase?: string;
    progress?: string;
    claimName?: string;
    restartCount?: number;
    conditions?: { type: string; status: string; reason?: string; message?: string; lastTransitionTime?: string; lastHeartbeatTime?: string }[];
  };
}

export interface DataSource extends KubeObject {
  spec: { source: { pvc?: { name: string; namespace: string }; snapshot?: { name: string; namespace: string }; dataSource?: { name: string; namespace: string } } };
  status?: {
    source?: DataSource['spec']['source'];
    conditions?: { type: string; status: string; reason?: string; message?: string; lastTransitionTime?: string }[];
  };
}

export interface DataImportCron extends KubeObject {
  spec: {
    managedDataSource: string;
    schedule: string;
    template: { metadata?: object; spec: DataVolume['spec'] };
    garbageCollect?: 'Outdated' | 'Never';
    importsToKeep?: number;
    retentionPolicy?: 'None' | 'All';
  };
  status?: {
    lastExecutionTimestamp?: string;
    lastImportTimestamp?: string;
    lastImportedPVC?: { name: string; namespace: string };
    sourceFormat?: string;
    currentImports?: { DataVolumeName: string; Digest: string }[];
    conditions?: { type: string; status: string; reason?: string; message?: string; lastTransitionTime?: string }[];
  };
}

export interface MigrationPolicy extends KubeObject {
  spec: {
    allowAutoConverge?: boolean;
    allowPostCopy?: boolean;
    allowWorkloadDisruption?: boolean;
    bandwidthPerMigration?: string | number;
    completionTimeoutPerGiB?: number;
    selectors?: { namespaceSelector?: Record<string, string>; virtualMachineInstanceSelector?: Record<string, string> };
  };
}

export interface Namespace extends KubeObject {
  spec?: { finalizers?: string[] };
  status?: { phase?: string };
}

export interface EventObject extends KubeObject {
  involvedObject: { apiVersion?: string; kind?: string; namespace?: string; name?: string; uid?: string; fieldPath?: string };
  reason?: string;
  message?: string;
  type?: string;
  count?: number;
  firstTimestamp?: string;
  lastTimestamp?: string;
  eventTime?: string;
  source?: { component?: string; host?: string };
}

export interface PersistentVolumeClaim extends KubeObject {
  spec: VolumeClaimSpec;
  status?: { phase?: string; capacity?: { storage?: string }; accessModes?: string[]; conditions?: object[] };
}

export interface StorageClass extends KubeObject {
  provisioner: string;
  reclaimPolicy?: string;
  volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  allowVolumeExpansion?: boolean;
  parameters?: Record<string, string>;
}
