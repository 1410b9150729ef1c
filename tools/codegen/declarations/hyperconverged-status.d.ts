/** What the operator says of a HyperConverged, the same in both versions. */

export interface HyperConvergedStatus {
  /** @listType atomic */
  conditions?: Array<HyperConvergedCondition>;
  /** Boot images that are imported. */
  dataImportCronTemplates?: Array<BootImageTemplateStatus>;
  /** When boot images are looked for; chosen at random. */
  dataImportSchedule?: string;
  /** More than one node can run the operators. */
  infrastructureHighlyAvailable?: boolean;
  nodeInfo?: NodeInfo;
  /** Generation of the spec that is in force. */
  observedGeneration?: number;
  /**
   * What the operator made.
   * @listType atomic
   */
  relatedObjects?: Array<RelatedObject>;
  /** healthy, warning or error. */
  systemHealthStatus?: string;
  /** @listType atomic */
  versions?: Array<ComponentVersion>;
}

export interface HyperConvergedCondition {
  /** @format date-time */
  lastTransitionTime: string;
  /**
   * For people.
   * @maxLength 32768
   */
  message: string;
  /** @minimum 0 */
  observedGeneration?: number;
  /**
   * One word, for programs.
   * @minLength 1
   * @maxLength 1024
   * @pattern ^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$
   */
  reason: string;
  status: 'True' | 'False' | 'Unknown';
  /**
   * @maxLength 316
   * @pattern ^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$
   */
  type: string;
}

export interface BootImageTemplateStatus {
  metadata?: BootImageMeta;
  spec?: V1beta1DataImportCronSpec;
  status?: BootImageStatus;
}

export interface BootImageStatus {
  /** It is one of those that ship with the product. */
  commonTemplate?: boolean;
  conditions?: Array<HyperConvergedCondition>;
  /** It ships with the product and was changed. */
  modified?: boolean;
  originalSupportedArchitectures?: string;
}

export interface NodeInfo {
  controlPlaneArchitectures?: Array<string>;
  workloadsArchitectures?: Array<string>;
}

/** @mapType atomic */
export interface RelatedObject {
  apiVersion?: string;
  fieldPath?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  resourceVersion?: string;
  uid?: string;
}

export interface ComponentVersion {
  name?: string;
  version?: string;
}
