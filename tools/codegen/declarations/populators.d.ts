/** What fills volumes from elsewhere, and plugins of KubeVirt. */

/** A volume to be filled by an import. */
export interface VolumeImportSource {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: VolumeImportSourceSpec;
  status?: object;
}

export interface VolumeImportSourceSpec {
  /** Steps of an import that begins while its source is in use. */
  checkpoints?: Array<ImportCheckpoint>;
  /** kubevirt for a disk, archive for a tree of files. */
  contentType?: string;
  /** The checkpoint is the last. */
  finalCheckpoint?: boolean;
  /** Reserve all of the space before the data comes. */
  preallocation?: boolean;
  source?: ImportSource;
  /** The claim that checkpoints are written to. */
  targetClaim?: string;
}

export interface ImportCheckpoint {
  current: string;
  previous: string;
}

export interface ImportSource {
  blank?: object;
  gcs?: V1beta1DataVolumeSourceGCS;
  http?: V1beta1DataVolumeSourceHTTP;
  imageio?: V1beta1DataVolumeSourceImageIO;
  registry?: V1beta1DataVolumeSourceRegistry;
  s3?: V1beta1DataVolumeSourceS3;
  vddk?: V1beta1DataVolumeSourceVDDK;
}

/** A volume to be filled from OpenStack. */
export interface OpenstackVolumePopulator {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: OpenstackPopulatorSpec;
  status?: PopulatorStatus;
}

export interface OpenstackPopulatorSpec {
  identityUrl: string;
  imageId: string;
  /** A Secret with credentials. */
  secretRef: string;
  /** The network the data comes over. */
  transferNetwork?: string;
}

/** A volume to be filled from oVirt. */
export interface OvirtVolumePopulator {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: OvirtPopulatorSpec;
  status?: PopulatorStatus;
}

export interface OvirtPopulatorSpec {
  diskId: string;
  engineUrl: string;
  /** A Secret with credentials. */
  secretRef: string;
  /** The network the data comes over. */
  transferNetwork?: string;
}

export interface PopulatorStatus {
  /** Percent. */
  progress?: string;
}

/** Code that changes how machines are run. */
export interface Plugin {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: PluginSpec;
  status?: object;
}

export interface PluginSpec {
  /** CEL: the machines it is for. */
  condition?: string;
  /** @listType atomic */
  domainHooks?: Array<DomainHook>;
  /** What a failing hook does to the machine. */
  failureStrategy?: string;
  /** @listType atomic */
  mutatingAdmissionPolicies?: Array<NamedObject>;
  /** @listType atomic */
  mutatingAdmissionWebhooks?: Array<NamedObject>;
  /** @listType atomic */
  nodeHooks?: Array<NodeHook>;
  /** @listType atomic */
  validatingAdmissionPolicies?: Array<NamedObject>;
  /** @listType atomic */
  validatingAdmissionWebhooks?: Array<NamedObject>;
}

/** Changes the definition of a guest before it is started. */
export interface DomainHook {
  cel?: DomainExpression;
  condition?: string;
  failureStrategy?: string;
  sidecar?: HookSidecar;
  timeout?: string;
}

export interface DomainExpression {
  /** @minLength 1 */
  expression: string;
}

export interface HookSidecar {
  /** @minLength 1 */
  socketPath: string;
}

export interface NodeHook {
  condition?: string;
  failureStrategy?: string;
  /**
   * @listType atomic
   * @minItems 1
   */
  permittedHooks: Array<string>;
  /** @minLength 1 */
  socket: string;
  timeout?: string;
}

export interface NamedObject {
  /** @minLength 1 */
  name: string;
}
