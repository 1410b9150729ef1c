/** HyperConverged as v1beta1 has it. */

/** KubeVirt and what belongs to it, installed and configured together. */
export interface HyperConvergedV1beta1 {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  /** @default {"certConfig":{"ca":{"duration":"48h0m0s","renewBefore":"24h0m0s"},"server":{"duration":"24h0m0s","renewBefore":"12h0m0s"}},"deployVmConsoleProxy":false,"enableApplicationAwareQuota":false,"enableCommonBootImageImport":true,"featureGates":{"containerPathVolumes":false,"decentralizedLiveMigration":true,"declarativeHotplugVolumes":false,"deployKubeSecondaryDNS":false,"disableMDevConfiguration":false,"downwardMetrics":false,"enableMultiArchBootImageImport":false,"incrementalBackup":false,"objectGraph":false,"persistentReservation":false,"videoConfig":true},"liveMigrationConfig":{"allowAutoConverge":false,"allowPostCopy":false,"completionTimeoutPerGiB":150,"parallelMigrationsPerCluster":5,"parallelOutboundMigrationsPerNode":2,"progressTimeout":150},"resourceRequirements":{"vmiCPUAllocationRatio":10},"uninstallStrategy":"BlockUninstallIfWorkloadsExist","virtualMachineOptions":{"disableFreePageReporting":false,"disableSerialConsoleLog":false}} */
  spec?: HyperConvergedSpecV1beta1;
  status?: HyperConvergedStatus;
}

export interface HyperConvergedSpecV1beta1 {
  /** Whether KubeVirt installs the common instance types and preferences. */
  CommonInstancetypesDeployment?: InstancetypesDeployment;
  /** Quotas that count machines instead of their pods. */
  applicationAwareConfig?: ApplicationAwareConfigV1beta1;
  /** @default {"ca":{"duration":"48h0m0s","renewBefore":"24h0m0s"},"server":{"duration":"24h0m0s","renewBefore":"12h0m0s"}} */
  certConfig?: CertificatePair;
  /** Machines whose changed blocks are tracked for backups. */
  changedBlockTrackingLabelSelectors?: BlockTrackingSelectors;
  /** Namespace of the boot images. */
  commonBootImageNamespace?: string;
  /** Namespace of the templates. */
  commonTemplatesNamespace?: string;
  /**
   * Boot images to import besides those that ship with the product.
   * @listType atomic
   */
  dataImportCronTemplates?: Array<BootImageTemplate>;
  /** CPU model of machines that name none. */
  defaultCPUModel?: string;
  /** RuntimeClass of the pods of machines. */
  defaultRuntimeClass?: string;
  /** @default false */
  deployVmConsoleProxy?: boolean;
  /** @default false */
  enableApplicationAwareQuota?: boolean;
  /** @default true */
  enableCommonBootImageImport?: boolean;
  /** What becomes of machines on a node that is drained, unless they say. */
  evictionStrategy?: 'None' | 'LiveMigrate' | 'LiveMigrateIfPossible' | 'External';
  /** @default {"containerPathVolumes":false,"decentralizedLiveMigration":true,"declarativeHotplugVolumes":false,"deployKubeSecondaryDNS":false,"disableMDevConfiguration":false,"downwardMetrics":false,"enableMultiArchBootImageImport":false,"incrementalBackup":false,"objectGraph":false,"persistentReservation":false,"videoConfig":true} */
  featureGates?: HyperConvergedFeatureGates;
  /** Space that a file system takes for itself. */
  filesystemOverhead?: V1beta1FilesystemOverhead;
  /** @default {"memoryOvercommitPercentage":100} */
  higherWorkloadDensity?: WorkloadDensity;
  /**
   * @listType atomic
   * @maxItems 1
   */
  hypervisors?: Array<Hypervisor>;
  /** Where the operators run. */
  infra?: ComponentPlacement;
  instancetypeConfig?: InstancetypeConfig;
  /** Nodes whose equal pages of memory are merged. */
  ksmConfiguration?: MergedPages;
  kubeMacPoolConfiguration?: MacPool;
  kubeSecondaryDNSNameServerIP?: string;
  /** @default {"allowAutoConverge":false,"allowPostCopy":false,"completionTimeoutPerGiB":150,"parallelMigrationsPerCluster":5,"parallelOutboundMigrationsPerNode":2,"progressTimeout":150} */
  liveMigrationConfig?: LiveMigrationConfig;
  liveUpdateConfiguration?: LiveUpdateConfiguration;
  localStorageClassName?: string;
  logVerbosityConfig?: LogVerbosityConfig;
  mediatedDevicesConfiguration?: MediatedDevicesV1beta1;
  /** Ways to attach machines to networks that are not built in. */
  networkBinding?: { [key: string]: V1InterfaceBindingPlugin };
  obsoleteCPUs?: ObsoleteProcessors;
  permittedHostDevices?: PermittedDevices;
  /** @default {"vmiCPUAllocationRatio":10} */
  resourceRequirements?: OperandResources;
  roleAggregationStrategy?: 'AggregateToDefault' | 'Manual';
  /** Where an image is unpacked while it is imported. */
  scratchSpaceStorageClass?: string;
  storageImport?: StorageImport;
  tektonPipelinesNamespace?: string;
  tektonTasksNamespace?: string;
  tlsSecurityProfile?: TLSSecurityProfile;
  /** How fast the parts of KubeVirt may ask the API server. */
  tuningPolicy?: 'annotation' | 'highBurst';
  /**
   * What an uninstallation does with machines that are there.
   * @default "BlockUninstallIfWorkloadsExist"
   */
  uninstallStrategy?: 'RemoveWorkloads' | 'BlockUninstallIfWorkloadsExist';
  vddkInitImage?: string;
  /** @default {"disableFreePageReporting":false,"disableSerialConsoleLog":false} */
  virtualMachineOptions?: VirtualMachineOptions;
  /** Where TPM and EFI state of machines is kept. */
  vmStateStorageClass?: string;
  /** @default {"batchEvictionInterval":"1m0s","batchEvictionSize":10,"workloadUpdateMethods":["LiveMigrate"]} */
  workloadUpdateStrategy?: WorkloadUpdateStrategy;
  /** Where machines run. */
  workloads?: ComponentPlacement;
}

export interface ApplicationAwareConfigV1beta1 {
  /** @default false */
  allowApplicationAwareClusterResourceQuota?: boolean;
  namespaceSelector?: Selector;
  /** @default "DedicatedVirtualResources" */
  vmiCalcConfigName?: 'VmiPodUsage' | 'VirtualResources' | 'DedicatedVirtualResources' | 'IgnoreVmiCalculator' | 'GuestEffectiveResources';
}

/** Features that are off, or on, unless said; those without a default no longer do anything. */
export interface HyperConvergedFeatureGates {
  /** @default false */
  alignCPUs?: boolean;
  autoResourceLimits?: boolean;
  /** @default false */
  containerPathVolumes?: boolean;
  /** @default true */
  decentralizedLiveMigration?: boolean;
  /** @default false */
  declarativeHotplugVolumes?: boolean;
  /** @default false */
  deployKubeSecondaryDNS?: boolean;
  deployKubevirtIpamController?: boolean;
  deployTektonTaskResources?: boolean;
  deployVmConsoleProxy?: boolean;
  /** @default false */
  disableMDevConfiguration?: boolean;
  /** @default false */
  downwardMetrics?: boolean;
  enableApplicationAwareQuota?: boolean;
  enableCommonBootImageImport?: boolean;
  enableManagedTenantQuota?: boolean;
  /** @default false */
  enableMultiArchBootImageImport?: boolean;
  /** @default false */
  incrementalBackup?: boolean;
  nonRoot?: boolean;
  /** @default false */
  objectGraph?: boolean;
  /** @default false */
  persistentReservation?: boolean;
  primaryUserDefinedNetworkBinding?: boolean;
  /** @default true */
  videoConfig?: boolean;
  withHostPassthroughCPU?: boolean;
}

export interface WorkloadDensity {
  /**
   * Memory promised to guests, of what nodes have; above 100 they rely on not all using it.
   * @default 100
   * @minimum 10
   */
  memoryOvercommitPercentage?: number;
}

export interface ComponentPlacement {
  nodePlacement?: ApiNodePlacement;
}

export interface MergedPages {
  nodeLabelSelector?: Selector;
}

/** @rule (has(self.mediatedDeviceTypes) && size(self.mediatedDeviceTypes)>0) || (has(self.mediatedDevicesTypes) && size(self.mediatedDevicesTypes)>0) => for mediatedDevicesConfiguration a non-empty mediatedDeviceTypes or mediatedDevicesTypes(deprecated) is required */
export interface MediatedDevicesV1beta1 {
  /** @listType atomic */
  mediatedDeviceTypes?: Array<string>;
  /**
   * The old name of mediatedDeviceTypes.
   * @listType atomic
   */
  mediatedDevicesTypes?: Array<string>;
  /** @listType atomic */
  nodeMediatedDeviceTypes?: Array<NodeMediatedDevicesV1beta1>;
}

/** @rule (has(self.mediatedDeviceTypes) && size(self.mediatedDeviceTypes)>0) || (has(self.mediatedDevicesTypes) && size(self.mediatedDevicesTypes)>0) => for nodeMediatedDeviceTypes a non-empty mediatedDeviceTypes or mediatedDevicesTypes(deprecated) is required */
export interface NodeMediatedDevicesV1beta1 {
  /** @listType atomic */
  mediatedDeviceTypes?: Array<string>;
  /**
   * The old name of mediatedDeviceTypes.
   * @listType atomic
   */
  mediatedDevicesTypes?: Array<string>;
  nodeSelector: { [key: string]: string };
}

export interface ObsoleteProcessors {
  /** @listType set */
  cpuModels?: Array<string>;
  minCPUModel?: string;
}

/** @rule !has(self.vmiCPUAllocationRatio) || self.vmiCPUAllocationRatio > 0 => vmiCPUAllocationRatio must be greater than 0 */
export interface OperandResources {
  autoCPULimitNamespaceLabelSelector?: Selector;
  /** Of the pods that import and clone. */
  storageWorkloads?: V1ResourceRequirements;
  /**
   * Virtual processors for each requested one.
   * @default 10
   * @minimum 1
   */
  vmiCPUAllocationRatio?: number;
}
