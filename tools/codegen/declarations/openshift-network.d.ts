/** Networks, ways in and identities of an OpenShift cluster. */

/** Names under which routes get their hosts. */
export interface Ingress {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: IngressSpec;
  status?: IngressStatus;
}

export interface IngressSpec {
  /** Domain of the hosts of routes, instead of `domain`. */
  appsDomain?: string;
  /**
   * Other hosts for routes of the cluster itself.
   * @listKeys namespace name
   * @maxItems 250
   */
  componentRoutes?: Array<ComponentRoute>;
  /** Domain of the hosts of routes. */
  domain?: string;
  loadBalancer?: IngressLoadBalancer;
  requiredHSTSPolicies?: Array<Open>;
}

export interface ComponentRoute {
  /**
   * @minLength 1
   * @maxLength 256
   */
  name: string;
  /**
   * @minLength 1
   * @maxLength 63
   * @pattern ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$
   */
  namespace: string;
  [member: string]: unknown;
}

export interface IngressLoadBalancer {
  platform?: Open;
}

export interface IngressStatus {
  /** @listKeys namespace name */
  componentRoutes?: Array<ComponentRoute>;
  defaultPlacement?: 'ControlPlane' | 'Workers' | '';
}

/** Address ranges of pods and services. */
export interface Network {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: NetworkSpec;
  status?: NetworkStatus;
}

/** @rule !has(self.networkDiagnostics) || !has(self.networkDiagnostics.mode) || self.networkDiagnostics.mode!='Disabled' || !has(self.networkDiagnostics.sourcePlacement) && !has(self.networkDiagnostics.targetPlacement) => cannot set networkDiagnostics.sourcePlacement and networkDiagnostics.targetPlacement when networkDiagnostics.mode is Disabled */
export interface NetworkSpec {
  /**
   * Ranges of the addresses of pods.
   * @listType atomic
   */
  clusterNetwork?: Array<ClusterNetwork>;
  externalIP?: Open;
  networkDiagnostics?: NetworkDiagnostics;
  /** OVNKubernetes, for example. */
  networkType?: string;
  /**
   * Ranges of the addresses of services.
   * @listType atomic
   */
  serviceNetwork?: Array<string>;
  /** @pattern ^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])-([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$ */
  serviceNodePortRange?: string;
}

export interface NetworkDiagnostics {
  mode?: '' | 'All' | 'Disabled';
  sourcePlacement?: Open;
  targetPlacement?: Open;
}

export interface ClusterNetwork {
  cidr?: string;
  /** @minimum 0 */
  hostPrefix?: number;
}

export interface NetworkStatus {
  /** @listType atomic */
  clusterNetwork?: Array<ClusterNetwork>;
  clusterNetworkMTU?: number;
  /** @listKeys type */
  conditions?: Array<KeyedCondition>;
  migration?: Open;
  networkType?: string;
  /** @listType atomic */
  serviceNetwork?: Array<string>;
}

/** Who may log in, and how. */
export interface OAuth {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: OAuthSpec;
  status?: object;
}

export interface OAuthSpec {
  /** @listType atomic */
  identityProviders?: Array<IdentityProvider>;
  templates?: Open;
  tokenConfig?: TokenConfig;
}

/** What a provider needs beside its name and type is not checked. */
export interface IdentityProvider {
  /** claim, lookup or add. */
  mappingMethod?: string;
  name?: string;
  type?: string;
  [provider: string]: unknown;
}

export interface TokenConfig {
  accessTokenInactivityTimeout?: string;
  accessTokenInactivityTimeoutSeconds?: number;
  accessTokenMaxAgeSeconds?: number;
}

/** What becomes of requests for projects. */
export interface Project {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ProjectSpec;
  status?: object;
}

export interface ProjectSpec {
  /** Told to those who may not create one. */
  projectRequestMessage?: string;
  projectRequestTemplate?: NamedTemplate;
}

export interface NamedTemplate {
  name?: string;
}

/** How the cluster reaches the outside. */
export interface Proxy {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ProxySpec;
  status?: ProxyStatus;
}

export interface ProxySpec {
  httpProxy?: string;
  httpsProxy?: string;
  /** Hosts, domains and ranges that are asked directly. */
  noProxy?: string;
  /** Addresses that tell whether the proxy works. */
  readinessEndpoints?: Array<string>;
  trustedCA?: TrustedAuthority;
}

export interface TrustedAuthority {
  /** A ConfigMap with certificates. */
  name: string;
}

export interface ProxyStatus {
  httpProxy?: string;
  httpsProxy?: string;
  noProxy?: string;
}

/** A way in for HTTP. */
export interface Route {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: RouteSpec;
  status?: RouteStatus;
}

/** @rule !has(self.tls) || self.tls.termination != 'passthrough' || !has(self.httpHeaders) => header actions are not permitted when tls termination is passthrough. */
export interface RouteSpec {
  /**
   * Further services that share the load.
   * @listKeys name kind
   * @maxItems 3
   */
  alternateBackends?: Array<RouteTarget>;
  /**
   * The host it is reached under; chosen when left out.
   * @maxLength 253
   * @pattern ^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9]))*$
   */
  host?: string;
  /** Headers that are set or taken away. */
  httpHeaders?: Open;
  /**
   * Only requests whose path begins with it.
   * @pattern ^/
   */
  path?: string;
  port?: RoutePort;
  /**
   * The first label of a host below the cluster's domain.
   * @maxLength 253
   * @pattern ^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9]))*$
   */
  subdomain?: string;
  tls?: RouteTLS;
  to: RouteTarget;
  /** @default "None" */
  wildcardPolicy?: 'None' | 'Subdomain' | '';
}

export interface RouteTarget {
  /** @default "Service" */
  kind: 'Service' | '';
  /** @minLength 1 */
  name: string;
  /**
   * Its share, against the weights of the others.
   * @default 100
   * @minimum 0
   * @maximum 256
   */
  weight?: number;
}

export interface RoutePort {
  /** Number or name of a port of the service's pods. */
  targetPort: IntOrString;
}

/**
 * @rule has(self.termination) && has(self.insecureEdgeTerminationPolicy) ? !((self.termination=='passthrough') && (self.insecureEdgeTerminationPolicy=='Allow')) : true => cannot have both spec.tls.termination: passthrough and spec.tls.insecureEdgeTerminationPolicy: Allow
 * @rule !(has(self.certificate) && has(self.externalCertificate)) => cannot have both spec.tls.certificate and spec.tls.externalCertificate
 */
export interface RouteTLS {
  caCertificate?: string;
  certificate?: string;
  destinationCACertificate?: string;
  externalCertificate?: RouteSecret;
  /** What becomes of requests without TLS. */
  insecureEdgeTerminationPolicy?: 'Allow' | 'None' | 'Redirect' | '';
  key?: string;
  /** Where TLS ends: at the router, there and again at the pod, or only at the pod. */
  termination: 'edge' | 'reencrypt' | 'passthrough';
}

/** @mapType atomic */
export interface RouteSecret {
  name?: string;
}

export interface RouteStatus {
  /** @listType atomic */
  ingress?: Array<RouteIngress>;
}

export interface RouteIngress {
  /** @listKeys type */
  conditions?: Array<RouteCondition>;
  host?: string;
  routerCanonicalHostname?: string;
  routerName?: string;
  wildcardPolicy?: string;
}

export interface RouteCondition {
  /** @format date-time */
  lastTransitionTime?: string;
  message?: string;
  reason?: string;
  status: string;
  type: string;
}
