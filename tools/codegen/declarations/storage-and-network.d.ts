/**
 * Kinds that clusters have and the typed packages leave out, in the same form: the generator reads both alike.
 * Names are those of the APIs; what a field is for is said in our own words.
 */

export interface ObjectMeta {
  name?: string;
}

/** What a kind of volume can do and how its volumes are best imported and cloned. */
export interface StorageProfile {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  /** What an administrator says; it goes before what is known of the provisioner. */
  spec: StorageProfileSpec;
  /** What is in force. */
  status?: StorageProfileStatus;
}

export interface StorageProfileSpec {
  /** Access modes and volume modes that go together, the best first. */
  claimPropertySets?: Array<ClaimPropertySet>;
  /** How volumes are cloned: copy, snapshot or csi-clone. */
  cloneStrategy?: string;
  /** What a DataImportCron keeps of an import: pvc or snapshot. */
  dataImportCronSourceFormat?: string;
  /** The VolumeSnapshotClass that clones by snapshot use. */
  snapshotClass?: string;
}

export interface StorageProfileStatus {
  /** Access modes and volume modes that go together, the best first. */
  claimPropertySets?: Array<ClaimPropertySet>;
  /** How volumes are cloned: copy, snapshot or csi-clone. */
  cloneStrategy?: string;
  /** What is wrong or noteworthy. */
  conditions?: Array<HeartbeatCondition>;
  /** What a DataImportCron keeps of an import: pvc or snapshot. */
  dataImportCronSourceFormat?: string;
  /** The provisioner of the storage class. */
  provisioner?: string;
  /** The VolumeSnapshotClass that clones by snapshot use. */
  snapshotClass?: string;
  /** The storage class the profile is of. */
  storageClass?: string;
}

export interface ClaimPropertySet {
  /** Access modes a volume may be asked for with. */
  accessModes: Array<string>;
  /** Block or Filesystem. */
  volumeMode: string;
}

export interface HeartbeatCondition {
  lastHeartbeatTime?: string;
  lastTransitionTime?: string;
  /** For people. */
  message?: string;
  /** One word, for programs. */
  reason?: string;
  /** True, False or Unknown. */
  status: string;
  type: string;
}

/** A volume to be filled by an upload. */
export interface VolumeUploadSource {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeUploadSourceSpec;
  status?: object;
}

export interface VolumeUploadSourceSpec {
  /** kubevirt for a disk, archive for a tree of files. */
  contentType?: string;
  /** Reserve all of the space before the data comes. */
  preallocation?: boolean;
}

/** A volume to be filled from another one. */
export interface VolumeCloneSource {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeCloneSourceSpec;
}

export interface VolumeCloneSourceSpec {
  /** Reserve all of the space before the data comes. */
  preallocation?: boolean;
  /** PriorityClass of the pods that copy. */
  priorityClassName?: string;
  /** The claim or snapshot that is copied. */
  source: LocalReference;
}

export interface LocalReference {
  /** Group of the kind; none for core kinds. */
  apiGroup?: string;
  kind: string;
  name: string;
}

/** A volume on its way from one namespace or name to another. */
export interface ObjectTransfer {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ObjectTransferSpec;
  status?: ObjectTransferStatus;
}

export interface ObjectTransferSpec {
  /** The transfer this one is a part of. */
  parentName?: string;
  source: TransferSource;
  target: TransferTarget;
}

export interface TransferSource {
  apiVersion?: string;
  kind: string;
  name: string;
  namespace: string;
  /** Annotations without which nothing is transferred. */
  requiredAnnotations?: { [key: string]: string };
}

export interface TransferTarget {
  name?: string;
  namespace?: string;
}

export interface ObjectTransferStatus {
  conditions?: Array<HeartbeatCondition>;
  /** What the transfer has to remember between its steps. */
  data?: { [key: string]: string };
  phase?: string;
}

/** A further network that pods and machines can be attached to. */
export interface NetworkAttachmentDefinition {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec?: NetworkAttachmentDefinitionSpec;
}

export interface NetworkAttachmentDefinitionSpec {
  /** The CNI configuration of the network, as JSON text. */
  config?: string;
}

/** How snapshots of volumes are taken. */
export interface VolumeSnapshotClass {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  /** Whether the snapshot goes with its object (Delete) or stays (Retain). */
  deletionPolicy: string;
  /** The storage driver that takes the snapshots. */
  driver: string;
  /** What the driver wants to be told. */
  parameters?: { [key: string]: string };
}

/** A snapshot of a volume that somebody has asked for. */
export interface VolumeSnapshot {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeSnapshotSpec;
  status?: VolumeSnapshotStatus;
}

export interface VolumeSnapshotSpec {
  /** Where the snapshot comes from. */
  source: VolumeSnapshotSource;
  /** The class of the snapshot; the default one when left out. */
  volumeSnapshotClassName?: string;
}

export interface VolumeSnapshotSource {
  /** The claim to take a snapshot of. */
  persistentVolumeClaimName?: string;
  /** A snapshot that is already there. */
  volumeSnapshotContentName?: string;
}

export interface VolumeSnapshotStatus {
  /** The VolumeSnapshotContent that stands for the snapshot. */
  boundVolumeSnapshotContentName?: string;
  /** When the snapshot was taken. */
  creationTime?: string;
  error?: SnapshotError;
  /** Can a volume be made of it? */
  readyToUse?: boolean;
  /** The least size a volume made of it must have. */
  restoreSize?: string;
  /** The group the snapshot was taken in. */
  volumeGroupSnapshotName?: string;
}

export interface SnapshotError {
  message?: string;
  time?: string;
}

/** A snapshot as the storage has it. */
export interface VolumeSnapshotContent {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeSnapshotContentSpec;
  status?: VolumeSnapshotContentStatus;
}

export interface VolumeSnapshotContentSpec {
  /** Whether the snapshot goes with its object (Delete) or stays (Retain). */
  deletionPolicy: string;
  /** The storage driver that has the snapshot. */
  driver: string;
  source: VolumeSnapshotContentSource;
  /** Block or Filesystem, as the volume was. */
  sourceVolumeMode?: string;
  volumeSnapshotClassName?: string;
  /** The VolumeSnapshot this belongs to. */
  volumeSnapshotRef: ObjectReference;
}

export interface VolumeSnapshotContentSource {
  /** The driver's name of a snapshot that is already there. */
  snapshotHandle?: string;
  /** The driver's name of the volume to take a snapshot of. */
  volumeHandle?: string;
}

export interface ObjectReference {
  apiVersion?: string;
  fieldPath?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  resourceVersion?: string;
  uid?: string;
}

export interface VolumeSnapshotContentStatus {
  /** When the snapshot was taken, in nanoseconds of the epoch. */
  creationTime?: number;
  error?: SnapshotError;
  /** Can a volume be made of it? */
  readyToUse?: boolean;
  /** The least size in bytes a volume made of it must have. */
  restoreSize?: number;
  /** The driver's name of the snapshot. */
  snapshotHandle?: string;
  volumeGroupSnapshotHandle?: string;
}

/** Follows the checkpoints of a machine, so that a backup holds only what changed since the last one. */
export interface VirtualMachineBackupTracker {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VirtualMachineBackupTrackerSpec;
  status?: VirtualMachineBackupTrackerStatus;
}

export interface VirtualMachineBackupTrackerSpec {
  /** The machine whose backups are followed. */
  source: LocalReference;
}

export interface VirtualMachineBackupTrackerStatus {
  /** The checkpoint has to be made known to the machine again, e.g. after a restart. */
  checkpointRedefinitionRequired?: boolean;
  latestCheckpoint?: BackupCheckpoint;
}

export interface BackupCheckpoint {
  creationTime?: string;
  name?: string;
  volumes?: Array<BackupVolume>;
}

export interface BackupVolume {
  dataEndpoint?: string;
  /** The disk in the machine. */
  diskTarget: string;
  mapEndpoint?: string;
  volumeName: string;
}
