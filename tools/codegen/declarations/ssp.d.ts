/** The operator of templates and boot images. */

export interface SSPV1beta2 {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec?: SSPSpecV1beta2;
  status?: SSPStatus;
}

/** Templates, boot images and the validation of what is made from them. */
export interface SSPV1beta3 {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec?: SSPSpecV1beta3;
  status?: SSPStatus;
}

export interface SSPSpecV1beta2 {
  commonInstancetypes?: InstancetypesSource;
  commonTemplates: CommonTemplates;
  featureGates?: SSPFeatureGates;
  tektonPipelines?: TektonNamespace;
  tektonTasks?: TektonNamespace;
  templateValidator?: TemplateValidator;
  tlsSecurityProfile?: TLSSecurityProfile;
  tokenGenerationService?: Switch;
}

export interface SSPSpecV1beta3 {
  /** Of which architectures the nodes are. */
  cluster?: ClusterArchitectures;
  commonTemplates: CommonTemplates;
  enableMultipleArchitectures?: boolean;
  templateValidator?: TemplateValidator;
  tlsSecurityProfile?: TLSSecurityProfile;
  tokenGenerationService?: Switch;
}

export interface InstancetypesSource {
  url?: string;
}

export interface CommonTemplates {
  /** Boot images that are imported on a schedule. */
  dataImportCronTemplates?: Array<SSPBootImage>;
  /**
   * Where the templates are.
   * @maxLength 63
   * @pattern ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$
   */
  namespace: string;
}

export interface SSPBootImage {
  metadata?: BootImageMeta;
  spec: V1beta1DataImportCronSpec;
}

export interface SSPFeatureGates {
  deployCommonInstancetypes?: boolean;
  deployTektonTaskResources?: boolean;
  deployVmConsoleProxy?: boolean;
}

export interface TektonNamespace {
  namespace?: string;
}

export interface TemplateValidator {
  placement?: ApiNodePlacement;
  /**
   * @default 2
   * @minimum 0
   */
  replicas?: number;
}

export interface Switch {
  enabled?: boolean;
}

export interface ClusterArchitectures {
  controlPlaneArchitectures?: Array<string>;
  workloadArchitectures?: Array<string>;
}

export interface SSPStatus {
  conditions?: Array<V1Condition>;
  observedGeneration?: number;
  observedVersion?: string;
  operatorVersion?: string;
  paused?: boolean;
  /** Deploying, Deployed, Deleting … */
  phase?: string;
  targetVersion?: string;
}
