/**
 * HyperConverged as v1 has it: the same settings, sorted by what they are about. Objects are kept as they were written, in
 * the form of v1beta1 or of v1: the spec allows the members of the other form, and fills in none of its own.
 */

/** KubeVirt and what belongs to it, installed and configured together. */
export interface HyperConvergedV1 {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec?: HyperConvergedSpec;
  status?: HyperConvergedStatus;
}

export interface HyperConvergedSpec {
  deployment?: DeploymentConfig;
  /** A list of names with `Enabled` or `Disabled`; a map of names and booleans in an object that was written as v1beta1. */
  featureGates?: unknown;
  networking?: NetworkingConfig;
  security?: SecurityConfig;
  storage?: StorageConfig;
  virtualization?: VirtualizationConfig;
  workloadSources?: WorkloadSources;
  [member: string]: unknown;
}

export interface DeploymentConfig {
  /** Quotas that count machines instead of their pods. */
  applicationAwareConfig?: ApplicationAwareConfig;
  /** @default false */
  deployVmConsoleProxy?: boolean;
  logVerbosityConfig?: LogVerbosityConfig;
  nodePlacements?: NodePlacements;
  /**
   * What an uninstallation does with machines that are there.
   * @default "BlockUninstallIfWorkloadsExist"
   */
  uninstallStrategy?: 'RemoveWorkloads' | 'BlockUninstallIfWorkloadsExist';
}

export interface ApplicationAwareConfig {
  /** @default false */
  allowApplicationAwareClusterResourceQuota?: boolean;
  /** @default false */
  enable?: boolean;
  namespaceSelector?: Selector;
  /** @default "DedicatedVirtualResources" */
  vmiCalcConfigName?: 'VmiPodUsage' | 'VirtualResources' | 'DedicatedVirtualResources' | 'IgnoreVmiCalculator' | 'GuestEffectiveResources';
}

export interface NodePlacements {
  /** Where the operators run. */
  infra?: ApiNodePlacement;
  /** Where machines run. */
  workload?: ApiNodePlacement;
}

export interface NetworkingConfig {
  kubeMacPoolConfiguration?: MacPool;
  kubeSecondaryDNSNameServerIP?: string;
  /** Ways to attach machines to networks that are not built in. */
  networkBinding?: { [key: string]: V1InterfaceBindingPlugin };
}

export interface SecurityConfig {
  /** @default {"ca":{"duration":"48h0m0s","renewBefore":"24h0m0s"},"server":{"duration":"24h0m0s","renewBefore":"12h0m0s"}} */
  certConfig?: CertificatePair;
  tlsSecurityProfile?: TLSSecurityProfile;
}

export interface StorageConfig {
  /** Space that a file system takes for itself. */
  filesystemOverhead?: V1beta1FilesystemOverhead;
  /** Where an image is unpacked while it is imported. */
  scratchSpaceStorageClass?: string;
  storageImport?: StorageImport;
  /** Where TPM and EFI state of machines is kept. */
  vmStateStorageClass?: string;
  /** Of the pods that import and clone. */
  workloadResourceRequirements?: V1ResourceRequirements;
}

/** @rule !has(self.vmiCPUAllocationRatio) || self.vmiCPUAllocationRatio > 0 => vmiCPUAllocationRatio must be greater than 0 */
export interface VirtualizationConfig {
  autoCPULimitNamespaceLabelSelector?: Selector;
  /** Machines whose changed blocks are tracked for backups. */
  changedBlockTrackingLabelSelectors?: BlockTrackingSelectors;
  /** What becomes of machines on a node that is drained, unless they say. */
  evictionStrategy?: 'None' | 'LiveMigrate' | 'LiveMigrateIfPossible' | 'External';
  /** @default {"memoryOvercommitPercentage":100} */
  higherWorkloadDensity?: WorkloadDensity;
  /**
   * @listType atomic
   * @maxItems 1
   */
  hypervisors?: Array<Hypervisor>;
  /** Nodes whose equal pages of memory are merged. */
  ksmConfiguration?: MergedPages;
  /** @default {"allowAutoConverge":false,"allowPostCopy":false,"completionTimeoutPerGiB":150,"parallelMigrationsPerCluster":5,"parallelOutboundMigrationsPerNode":2,"progressTimeout":150} */
  liveMigrationConfig?: LiveMigrationConfig;
  liveUpdateConfiguration?: LiveUpdateConfiguration;
  mediatedDevicesConfiguration?: MediatedDevices;
  /**
   * CPU models that machines are not offered.
   * @listType set
   */
  obsoleteCPUModels?: Array<string>;
  permittedHostDevices?: PermittedDevices;
  roleAggregationStrategy?: 'AggregateToDefault' | 'Manual';
  /** How fast the parts of KubeVirt may ask the API server. */
  tuningPolicy?: 'annotation' | 'highBurst';
  /** @default {"disableFreePageReporting":false,"disableSerialConsoleLog":false} */
  virtualMachineOptions?: VirtualMachineDefaults;
  /**
   * Virtual processors for each requested one.
   * @default 10
   * @minimum 1
   */
  vmiCPUAllocationRatio?: number;
  /** @default {"batchEvictionInterval":"1m0s","batchEvictionSize":10,"workloadUpdateMethods":["LiveMigrate"]} */
  workloadUpdateStrategy?: WorkloadUpdateStrategy;
}

export interface VirtualMachineDefaults {
  /** CPU model of machines that name none. */
  defaultCPUModel?: string;
  /** RuntimeClass of the pods of machines. */
  defaultRuntimeClass?: string;
  /** @default false */
  disableFreePageReporting?: boolean;
  /** @default false */
  disableSerialConsoleLog?: boolean;
}

export interface MediatedDevices {
  /** @listType atomic */
  mediatedDeviceTypes?: Array<string>;
  /** @listType atomic */
  nodeMediatedDeviceTypes?: Array<NodeMediatedDevices>;
}

export interface NodeMediatedDevices {
  /** @listType atomic */
  mediatedDeviceTypes?: Array<string>;
  nodeSelector: { [key: string]: string };
}

export interface WorkloadSources {
  /** Namespace of the boot images. */
  commonBootImageNamespace?: string;
  /** Whether KubeVirt installs the common instance types and preferences. */
  commonInstancetypesDeployment?: InstancetypesDeployment;
  /** Namespace of the templates. */
  commonTemplatesNamespace?: string;
  /**
   * Boot images to import besides those that ship with the product.
   * @listType atomic
   */
  dataImportCronTemplates?: Array<BootImageTemplate>;
  /** @default true */
  enableCommonBootImageImport?: boolean;
  instancetypeConfig?: InstancetypeConfig;
}
