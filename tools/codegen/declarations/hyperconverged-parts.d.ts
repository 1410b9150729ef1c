/** What both versions of HyperConverged are made of. Interfaces that are not here come from the typed packages. */

export interface ObjectMeta {
  name?: string;
}

/** @mapType atomic */
export interface Selector {
  /**
   * Requirements that all have to hold.
   * @listType atomic
   */
  matchExpressions?: Array<SelectorRequirement>;
  /** Labels with their values. */
  matchLabels?: { [key: string]: string };
}

export interface SelectorRequirement {
  /** The label. */
  key: string;
  /** In, NotIn, Exists or DoesNotExist. */
  operator: string;
  /**
   * Values for In and NotIn.
   * @listType atomic
   */
  values?: Array<string>;
}

export interface CertificatePair {
  /**
   * The certificate authority.
   * @default {"duration":"48h0m0s","renewBefore":"24h0m0s"}
   */
  ca?: AuthorityRotation;
  /**
   * The certificates of the servers.
   * @default {"duration":"24h0m0s","renewBefore":"12h0m0s"}
   */
  server?: ServerRotation;
}

export interface AuthorityRotation {
  /**
   * How long a certificate is valid.
   * @default "48h0m0s"
   */
  duration?: string;
  /**
   * How long before its end it is replaced.
   * @default "24h0m0s"
   */
  renewBefore?: string;
}

export interface ServerRotation {
  /**
   * How long a certificate is valid.
   * @default "24h0m0s"
   */
  duration?: string;
  /**
   * How long before its end it is replaced.
   * @default "12h0m0s"
   */
  renewBefore?: string;
}

/** What limits live migrations of the whole cluster. */
export interface LiveMigrationConfig {
  /**
   * Slow the guest down until its memory can be moved.
   * @default false
   */
  allowAutoConverge?: boolean;
  /**
   * Switch over before all memory is moved; a lost network then loses the guest.
   * @default false
   */
  allowPostCopy?: boolean;
  /**
   * Most bandwidth of one migration, per second; none for no limit.
   * @pattern ^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$
   */
  bandwidthPerMigration?: string;
  /**
   * Seconds per GiB of memory after which a migration is given up.
   * @default 150
   */
  completionTimeoutPerGiB?: number;
  /** NetworkAttachmentDefinition that migrations go over. */
  network?: string;
  /**
   * Most migrations at once.
   * @default 5
   */
  parallelMigrationsPerCluster?: number;
  /**
   * Most migrations away from one node at once.
   * @default 2
   */
  parallelOutboundMigrationsPerNode?: number;
  /**
   * Seconds without progress after which a migration is given up.
   * @default 150
   */
  progressTimeout?: number;
}

/** How far running machines may grow. */
export interface LiveUpdateConfiguration {
  /** Most sockets; it also is what a machine can grow to when it does not say. */
  maxCpuSockets?: number;
  /** Most memory of a guest. */
  maxGuest?: Quantity;
  /** How many times of what a machine starts with it can grow to. */
  maxHotplugRatio?: number;
}

export interface LogVerbosityConfig {
  /** Of CDI. */
  cdi?: number;
  /** Of the parts of KubeVirt. */
  kubevirt?: KubevirtVerbosity;
}

export interface KubevirtVerbosity {
  nodeVerbosity?: { [key: string]: number };
  virtAPI?: number;
  virtController?: number;
  virtHandler?: number;
  virtLauncher?: number;
  virtOperator?: number;
  virtSynchronizationController?: number;
}

export interface VirtualMachineOptions {
  /**
   * Guests keep pages they no longer use.
   * @default false
   */
  disableFreePageReporting?: boolean;
  /**
   * The serial console is not written to the log of the pod.
   * @default false
   */
  disableSerialConsoleLog?: boolean;
}

/** How running machines get a new version of what runs them. */
export interface WorkloadUpdateStrategy {
  /**
   * Time between two batches of evictions.
   * @default "1m0s"
   */
  batchEvictionInterval?: string;
  /**
   * Machines evicted at once.
   * @default 10
   */
  batchEvictionSize?: number;
  /**
   * LiveMigrate, Evict or both; none leaves running machines alone.
   * @default ["LiveMigrate"]
   * @listType atomic
   */
  workloadUpdateMethods: Array<string>;
}

export interface Hypervisor {
  name?: 'kvm' | 'hyperv-direct';
}

export interface StorageImport {
  /**
   * Registries that are asked without TLS.
   * @listType set
   */
  insecureRegistries?: Array<string>;
}

export interface BootImageTemplate {
  metadata?: BootImageMeta;
  spec?: V1beta1DataImportCronSpec;
}

export interface BootImageMeta {
  annotations?: { [key: string]: string };
  finalizers?: Array<string>;
  labels?: { [key: string]: string };
  name?: string;
  namespace?: string;
}

export interface InstancetypeConfig {
  /**
   * What becomes of the instance type in a new machine: kept as a reference, or written out.
   * @nullable
   */
  referencePolicy?: 'reference' | 'expand' | 'expandAll';
}

export interface InstancetypesDeployment {
  /** @nullable */
  enabled?: boolean;
}

export interface BlockTrackingSelectors {
  /** Namespaces whose machines are tracked. */
  namespaceLabelSelector?: Selector;
  /** Machines that are tracked. */
  virtualMachineLabelSelector?: Selector;
}

/** @rule (has(self.rangeStart) && has(self.rangeEnd)) || (!has(self.rangeStart) && !has(self.rangeEnd)) => both rangeStart and rangeEnd must be configured together, or both omitted */
export interface MacPool {
  /**
   * Last address that is given out.
   * @pattern ^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$
   */
  rangeEnd?: string;
  /**
   * First address that is given out.
   * @pattern ^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$
   */
  rangeStart?: string;
}

/** Versions of TLS and ciphers. */
export interface TLSSecurityProfile {
  /** @nullable */
  custom?: TLSCustomProfile;
  /** @nullable */
  intermediate?: object;
  /** @nullable */
  modern?: object;
  /** @nullable */
  old?: object;
  type?: 'Old' | 'Intermediate' | 'Modern' | 'Custom';
}

export interface TLSCustomProfile {
  /** @listType atomic */
  ciphers?: Array<string>;
  minTLSVersion?: 'VersionTLS10' | 'VersionTLS11' | 'VersionTLS12' | 'VersionTLS13';
}
