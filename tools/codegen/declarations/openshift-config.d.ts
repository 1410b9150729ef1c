/** Settings of an OpenShift cluster, as far as consoles read them: what depends on the platform is left open. */

export interface ObjectMeta {
  name?: string;
}

export interface Open {
  [member: string]: unknown;
}

export interface ConfigCondition {
  /** @format date-time */
  lastTransitionTime: string;
  /** For people. */
  message?: string;
  /** One word, for programs. */
  reason?: string;
  status: string;
  type: string;
}

export interface KeyedCondition {
  type: string;
  [member: string]: unknown;
}

/** How a part of the cluster is. */
export interface ClusterOperator {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: object;
  status?: ClusterOperatorStatus;
}

export interface ClusterOperatorStatus {
  /**
   * Available, Progressing, Degraded and Upgradeable.
   * @listKeys type
   */
  conditions?: Array<ConfigCondition>;
  /** @nullable */
  extension?: Open;
  /** Where to look when something is wrong. */
  relatedObjects?: Array<OperatorObject>;
  versions?: Array<OperandVersion>;
}

export interface OperatorObject {
  group: string;
  name: string;
  namespace?: string;
  resource: string;
}

export interface OperandVersion {
  name: string;
  version: string;
}

/**
 * Which version the cluster has, and which it is to have.
 * @rule has(self.spec.capabilities) && has(self.spec.capabilities.additionalEnabledCapabilities) && self.spec.capabilities.baselineCapabilitySet == 'None' && 'marketplace' in self.spec.capabilities.additionalEnabledCapabilities ? 'OperatorLifecycleManager' in self.spec.capabilities.additionalEnabledCapabilities || (has(self.status) && has(self.status.capabilities) && has(self.status.capabilities.enabledCapabilities) && 'OperatorLifecycleManager' in self.status.capabilities.enabledCapabilities) : true => the `marketplace` capability requires the `OperatorLifecycleManager` capability, which is neither explicitly or implicitly enabled in this cluster, please enable the `OperatorLifecycleManager` capability
 */
export interface ClusterVersion {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ClusterVersionSpec;
  status?: ClusterVersionStatus;
}

export interface ClusterVersionSpec {
  capabilities?: Open;
  /** The channel of releases that updates come from. */
  channel?: string;
  clusterID: string;
  /** The release that is wanted. */
  desiredUpdate?: DesiredUpdate;
  /** @listKeys kind group namespace name */
  overrides?: Array<ComponentOverride>;
  /** Where to ask for updates. */
  upstream?: string;
}

/**
 * @rule has(self.architecture) && has(self.image) ? (self.architecture == "" || self.image == "") : true => cannot set both Architecture and Image
 * @rule has(self.architecture) && self.architecture != "" ? self.version != "" : true => Version must be set if Architecture is set
 */
export interface DesiredUpdate {
  architecture?: 'Multi' | '';
  /** Update without the checks. */
  force?: boolean;
  image?: string;
  version?: string;
}

export interface ComponentOverride {
  group: string;
  kind: string;
  name: string;
  namespace: string;
  unmanaged: boolean;
}

export interface ClusterVersionStatus {
  /**
   * @listType atomic
   * @nullable
   */
  availableUpdates: Array<Release>;
  capabilities?: Open;
  /**
   * Updates that have a known risk here.
   * @listType atomic
   * @maxItems 500
   */
  conditionalUpdates?: Array<Open>;
  /** @listKeys type */
  conditions?: Array<ConfigCondition>;
  desired: Release;
  /**
   * What was installed when, the newest first.
   * @listType atomic
   */
  history?: Array<UpdateHistory>;
  observedGeneration: number;
  versionHash: string;
}

export interface Release {
  architecture?: 'Multi' | '';
  /** @listType set */
  channels?: Array<string>;
  image: string;
  url?: string;
  version: string;
}

export interface UpdateHistory {
  acceptedRisks?: string;
  /**
   * @format date-time
   * @nullable
   */
  completionTime: string;
  image: string;
  /** @format date-time */
  startedTime: string;
  /** Completed or Partial. */
  state: string;
  verified: boolean;
  version?: string;
}

/** Where the console is, and where it sends who logs out. */
export interface Console {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleSpec;
  status?: ConsoleStatus;
}

export interface ConsoleSpec {
  authentication?: ConsoleAuthentication;
}

export interface ConsoleAuthentication {
  /** @pattern ^$|^((https):\/\/?)[^\s()<>]+(?:\([\w\d]+\)|([^[:punct:]\s]|\/?))$ */
  logoutRedirect?: string;
}

export interface ConsoleStatus {
  consoleURL?: string;
}

/** Which unfinished features are on. */
export interface FeatureGate {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: FeatureGateSpec;
  status?: FeatureGateStatus;
}

/** @rule has(oldSelf.featureSet) ? has(self.featureSet) : true => .spec.featureSet cannot be removed */
export interface FeatureGateSpec {
  /** @nullable */
  customNoUpgrade?: Open;
  /**
   * All features of a kind; there is no way back.
   * @rule oldSelf == 'CustomNoUpgrade' ? self == 'CustomNoUpgrade' : true => CustomNoUpgrade may not be changed
   * @rule oldSelf == 'TechPreviewNoUpgrade' ? self == 'TechPreviewNoUpgrade' : true => TechPreviewNoUpgrade may not be changed
   * @rule oldSelf == 'DevPreviewNoUpgrade' ? self == 'DevPreviewNoUpgrade' : true => DevPreviewNoUpgrade may not be changed
   * @rule oldSelf == 'OKD' ? self != '' : true => OKD cannot transition to Default
   */
  featureSet?: 'CustomNoUpgrade' | 'DevPreviewNoUpgrade' | 'TechPreviewNoUpgrade' | 'OKD' | '';
}

export interface FeatureGateStatus {
  /** @listKeys type */
  conditions?: Array<KeyedCondition>;
  /** @listKeys version */
  featureGates?: Array<FeatureGateDetails>;
}

export interface FeatureGateDetails {
  disabled?: Array<FeatureName>;
  enabled?: Array<FeatureName>;
  version: string;
}

export interface FeatureName {
  /** @pattern ^([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+\.?$ */
  name: string;
}

/** What the cluster runs on. */
export interface Infrastructure {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: InfrastructureSpec;
  status?: InfrastructureStatus;
}

export interface InfrastructureSpec {
  cloudConfig?: ConfigMapKey;
  platformSpec?: Platform;
}

export interface ConfigMapKey {
  key?: string;
  name?: string;
}

/** What a platform needs beside its name is not checked. */
export interface Platform {
  type?: '' | 'AWS' | 'Azure' | 'BareMetal' | 'GCP' | 'Libvirt' | 'OpenStack' | 'None' | 'VSphere' | 'oVirt' | 'IBMCloud' | 'KubeVirt' | 'EquinixMetal' | 'PowerVS' | 'AlibabaCloud' | 'Nutanix' | 'External';
  [platform: string]: unknown;
}

export interface InfrastructureStatus {
  /** Address of the API server from within. */
  apiServerInternalURI?: string;
  /** Address of the API server from outside. */
  apiServerURL?: string;
  /** @default "HighlyAvailable" */
  controlPlaneTopology?: 'HighlyAvailable' | 'HighlyAvailableArbiter' | 'SingleReplica' | 'DualReplica' | 'External';
  /** @default "None" */
  cpuPartitioning?: 'None' | 'AllNodes';
  etcdDiscoveryDomain?: string;
  infrastructureName?: string;
  /** @default "HighlyAvailable" */
  infrastructureTopology?: 'HighlyAvailable' | 'SingleReplica';
  platform?: '' | 'AWS' | 'Azure' | 'BareMetal' | 'GCP' | 'Libvirt' | 'OpenStack' | 'None' | 'VSphere' | 'oVirt' | 'IBMCloud' | 'KubeVirt' | 'EquinixMetal' | 'PowerVS' | 'AlibabaCloud' | 'Nutanix' | 'External';
  platformStatus?: Platform;
}
