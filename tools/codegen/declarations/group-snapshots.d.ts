/** Snapshots of several volumes at one moment, in the form of v1 and v1beta2; v1beta1 lacks some of the rules. */

export interface ObjectMeta {
  name?: string;
}

/** How a driver takes snapshots of groups. */
export interface VolumeGroupSnapshotClass {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  /**
   * What becomes of the snapshots when their object is deleted.
   * @rule self == oldSelf => deletionPolicy is immutable once set
   */
  deletionPolicy: 'Delete' | 'Retain';
  /**
   * The CSI driver.
   * @rule self == oldSelf => driver is immutable once set
   */
  driver: string;
  /**
   * For the driver.
   * @rule self == oldSelf => parameters are immutable once set
   */
  parameters?: { [key: string]: string };
}

/** The wish for a snapshot of the volumes that labels select. */
export interface VolumeGroupSnapshot {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeGroupSnapshotSpec;
  status?: VolumeGroupSnapshotStatus;
}

export interface VolumeGroupSnapshotSpec {
  source: VolumeGroupSnapshotSource;
  /** @rule size(self) > 0 => volumeGroupSnapshotClassName must not be the empty string when set */
  volumeGroupSnapshotClassName?: string;
}

/**
 * @rule !has(oldSelf.selector) || has(self.selector) => selector is required once set
 * @rule !has(oldSelf.volumeGroupSnapshotContentName) || has(self.volumeGroupSnapshotContentName) => volumeGroupSnapshotContentName is required once set
 * @rule (has(self.selector) && !has(self.volumeGroupSnapshotContentName)) || (!has(self.selector) && has(self.volumeGroupSnapshotContentName)) => exactly one of selector and volumeGroupSnapshotContentName must be set
 */
export interface VolumeGroupSnapshotSource {
  /**
   * Claims of the namespace that belong to the group.
   * @rule self == oldSelf => selector is immutable
   */
  selector?: ClaimSelector;
  /**
   * Snapshots that are there already.
   * @rule self == oldSelf => volumeGroupSnapshotContentName is immutable
   */
  volumeGroupSnapshotContentName?: string;
}

/** @mapType atomic */
export interface ClaimSelector {
  /** @listType atomic */
  matchExpressions?: Array<ClaimRequirement>;
  matchLabels?: { [key: string]: string };
}

export interface ClaimRequirement {
  key: string;
  /** In, NotIn, Exists or DoesNotExist. */
  operator: string;
  /** @listType atomic */
  values?: Array<string>;
}

export interface VolumeGroupSnapshotStatus {
  /** @rule self == oldSelf => boundVolumeGroupSnapshotContentName is immutable once set */
  boundVolumeGroupSnapshotContentName?: string;
  /** @format date-time */
  creationTime?: string;
  error?: GroupSnapshotError;
  readyToUse?: boolean;
}

export interface GroupSnapshotError {
  message?: string;
  /** @format date-time */
  time?: string;
}

/** Snapshots of a group as the driver knows them. */
export interface VolumeGroupSnapshotContent {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeGroupSnapshotContentSpec;
  status?: VolumeGroupSnapshotContentStatus;
}

export interface VolumeGroupSnapshotContentSpec {
  deletionPolicy: 'Delete' | 'Retain';
  /** @rule self == oldSelf => driver is immutable once set */
  driver: string;
  source: GroupContentSource;
  /** @rule self == oldSelf => volumeGroupSnapshotClassName is immutable once set */
  volumeGroupSnapshotClassName?: string;
  volumeGroupSnapshotRef: GroupSnapshotReference;
}

/**
 * @rule !has(oldSelf.volumeHandles) || has(self.volumeHandles) => volumeHandles is required once set
 * @rule !has(oldSelf.groupSnapshotHandles) || has(self.groupSnapshotHandles) => groupSnapshotHandles is required once set
 * @rule (has(self.volumeHandles) && !has(self.groupSnapshotHandles)) || (!has(self.volumeHandles) && has(self.groupSnapshotHandles)) => exactly one of volumeHandles and groupSnapshotHandles must be set
 */
export interface GroupContentSource {
  /** @rule self == oldSelf => groupSnapshotHandles is immutable */
  groupSnapshotHandles?: GroupSnapshotHandles;
  /** @rule self == oldSelf => volumeHandles is immutable */
  volumeHandles?: Array<string>;
}

export interface GroupSnapshotHandles {
  volumeGroupSnapshotHandle: string;
  volumeSnapshotHandles: Array<string>;
}

/**
 * @mapType atomic
 * @rule has(self.name) && has(self.__namespace__) => both volumeGroupSnapshotRef.name and volumeGroupSnapshotRef.namespace must be set
 * @rule self.name == oldSelf.name && self.__namespace__ == oldSelf.__namespace__ => volumeGroupSnapshotRef.name and volumeGroupSnapshotRef.namespace are immutable
 * @rule !has(oldSelf.uid) || (has(self.uid) && self.uid == oldSelf.uid) => volumeGroupSnapshotRef.uid is immutable once set
 */
export interface GroupSnapshotReference {
  apiVersion?: string;
  fieldPath?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  resourceVersion?: string;
  uid?: string;
}

export interface VolumeGroupSnapshotContentStatus {
  /** @format date-time */
  creationTime?: string;
  error?: GroupSnapshotError;
  readyToUse?: boolean;
  /** @rule self == oldSelf => volumeGroupSnapshotHandle is immutable once set */
  volumeGroupSnapshotHandle?: string;
  /** Of v1 and v1beta2. */
  volumeSnapshotInfoList?: Array<SnapshotOfGroup>;
}

/** Snapshots of a group as the driver knows them. */
export interface VolumeGroupSnapshotContentV1beta1 {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeGroupSnapshotContentSpec;
  status?: VolumeGroupSnapshotContentStatusV1beta1;
}

export interface VolumeGroupSnapshotContentStatusV1beta1 {
  /** @format date-time */
  creationTime?: string;
  error?: GroupSnapshotError;
  readyToUse?: boolean;
  volumeGroupSnapshotHandle?: string;
  volumeSnapshotHandlePairList?: Array<SnapshotPair>;
}

export interface SnapshotPair {
  snapshotHandle: string;
  volumeHandle: string;
}

export interface SnapshotOfGroup {
  /** Nanoseconds since 1970. */
  creationTime?: number;
  readyToUse?: boolean;
  /** Bytes. */
  restoreSize?: number;
  snapshotHandle?: string;
  volumeHandle?: string;
}
