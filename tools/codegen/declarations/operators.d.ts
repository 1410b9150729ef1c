/** Operators and what they watch, as far as consoles show it; what is not named is kept. */

export interface ObjectMeta {
  name?: string;
}

export interface Open {
  [member: string]: unknown;
}

/** An operator in one version. */
export interface ClusterServiceVersion {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ClusterServiceVersionSpec;
  status?: ClusterServiceVersionStatus;
}

export interface ClusterServiceVersionSpec {
  annotations?: { [key: string]: string };
  customresourcedefinitions?: DefinedResources;
  description?: string;
  displayName: string;
  icon?: Array<OperatorIcon>;
  install: InstallStrategy;
  installModes?: Array<InstallMode>;
  keywords?: Array<string>;
  labels?: { [key: string]: string };
  links?: Array<OperatorLink>;
  maintainers?: Array<OperatorMaintainer>;
  maturity?: string;
  minKubeVersion?: string;
  provider?: OperatorLink;
  relatedImages?: Array<RelatedImage>;
  /** The version it takes the place of. */
  replaces?: string;
  skips?: Array<string>;
  version?: string;
  [member: string]: unknown;
}

export interface DefinedResources {
  /** Kinds it brings. */
  owned?: Array<DefinedResource>;
  /** Kinds it needs. */
  required?: Array<DefinedResource>;
}

export interface DefinedResource {
  description?: string;
  displayName?: string;
  kind: string;
  /** plural.group */
  name: string;
  version: string;
  [member: string]: unknown;
}

export interface OperatorIcon {
  base64data: string;
  mediatype: string;
}

export interface InstallStrategy {
  spec?: Open;
  strategy: string;
}

export interface InstallMode {
  supported: boolean;
  /** OwnNamespace, SingleNamespace, MultiNamespace or AllNamespaces. */
  type: string;
}

export interface OperatorLink {
  name?: string;
  url?: string;
}

export interface OperatorMaintainer {
  email?: string;
  name?: string;
}

export interface RelatedImage {
  image: string;
  name: string;
}

export interface ClusterServiceVersionStatus {
  conditions?: Array<Open>;
  /** @format date-time */
  lastTransitionTime?: string;
  /** @format date-time */
  lastUpdateTime?: string;
  message?: string;
  /** Pending, Installing, Succeeded, Failed … */
  phase?: string;
  reason?: string;
  requirementStatus?: Array<Open>;
  [member: string]: unknown;
}

/** The wish to have an operator and its updates. */
export interface Subscription {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: SubscriptionSpec;
  status?: SubscriptionStatus;
}

export interface SubscriptionSpec {
  /** The stream of versions. */
  channel?: string;
  config?: Open;
  /** Automatic or Manual. */
  installPlanApproval?: string;
  /** The package. */
  name: string;
  /** The CatalogSource. */
  source: string;
  sourceNamespace: string;
  /** The version to begin with. */
  startingCSV?: string;
}

export interface SubscriptionStatus {
  catalogHealth?: Array<Open>;
  conditions?: Array<Open>;
  currentCSV?: string;
  installPlanGeneration?: number;
  installPlanRef?: Open;
  installedCSV?: string;
  installplan?: Open;
  /** @format date-time */
  lastUpdated: string;
  reason?: string;
  state?: string;
}

/** Alerts, and series that are computed in advance. */
export interface PrometheusRule {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: PrometheusRuleSpec;
}

export interface PrometheusRuleSpec {
  /** @listKeys name */
  groups?: Array<RuleGroup>;
}

export interface RuleGroup {
  /** How often its rules are evaluated: `30s`. */
  interval?: string;
  labels?: { [key: string]: string };
  limit?: number;
  /** @minLength 1 */
  name: string;
  partial_response_strategy?: string;
  query_offset?: string;
  rules?: Array<Rule>;
}

export interface Rule {
  /** Name of the alert; for one that alerts. */
  alert?: string;
  annotations?: { [key: string]: string };
  /** PromQL. */
  expr: IntOrString;
  /** How long it has to hold before it alerts: `5m`. */
  for?: string;
  keep_firing_for?: string;
  labels?: { [key: string]: string };
  /** Name of the series; for one that records. */
  record?: string;
}

/** Services that are scraped. */
export interface ServiceMonitor {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ServiceMonitorSpec;
}

export interface ServiceMonitorSpec {
  endpoints: Array<ScrapeEndpoint>;
  jobLabel?: string;
  namespaceSelector?: NamespaceChoice;
  selector: Open;
  targetLabels?: Array<string>;
  [member: string]: unknown;
}

/** Pods that are scraped. */
export interface PodMonitor {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: PodMonitorSpec;
}

export interface PodMonitorSpec {
  jobLabel?: string;
  namespaceSelector?: NamespaceChoice;
  podMetricsEndpoints?: Array<ScrapeEndpoint>;
  podTargetLabels?: Array<string>;
  selector: Open;
  [member: string]: unknown;
}

export interface ScrapeEndpoint {
  honorLabels?: boolean;
  /** How often: `30s`. */
  interval?: string;
  path?: string;
  /** Name of a port. */
  port?: string;
  scheme?: string;
  scrapeTimeout?: string;
  targetPort?: IntOrString;
  tlsConfig?: Open;
  [member: string]: unknown;
}

export interface NamespaceChoice {
  /** All namespaces. */
  any?: boolean;
  matchNames?: Array<string>;
}
