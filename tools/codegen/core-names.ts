/** Names in the declarations of Kubernetes' own API, and what they stand for. */
const GROUPS: Record<string, string> = {
  Core: '',
  Storage: 'storage.k8s.io',
  Rbac: 'rbac.authorization.k8s.io',
  Networking: 'networking.k8s.io',
  Coordination: 'coordination.k8s.io',
  Discovery: 'discovery.k8s.io',
  Scheduling: 'scheduling.k8s.io',
  Node: 'node.k8s.io',
  Events: 'events.k8s.io',
  Admissionregistration: 'admissionregistration.k8s.io',
  Authentication: 'authentication.k8s.io',
  Authorization: 'authorization.k8s.io',
  Apps: 'apps',
  Batch: 'batch',
  Policy: 'policy',
  Autoscaling: 'autoscaling',
  Certificates: 'certificates.k8s.io',
  Flowcontrol: 'flowcontrol.apiserver.k8s.io',
  Resource: 'resource.k8s.io',
};

/** Beta types of the package that Kubernetes 1.34 serves unchanged as v1. */
const PROMOTED: [beta: string, stable: string][] = [
  ['IoK8sApiResourceV1beta2', 'IoK8sApiResourceV1'],
  ['IoK8sApiStorageV1beta1VolumeAttributesClass', 'IoK8sApiStorageV1VolumeAttributesClass'],
];

/** The declarations of Kubernetes' own API under the names of the version served here. */
export const promoted = (declarations: string): string => PROMOTED.reduce((text, [beta, stable]) => text.replaceAll(beta, stable), declarations);

const OTHERS: [RegExp, string][] = [
  [/^IoK8sApiextensionsApiserverPkgApisApiextensions(V1)(CustomResourceDefinition)$/, 'apiextensions.k8s.io'],
  [/^IoK8sKubeAggregatorPkgApisApiregistration(V1)(APIService)$/, 'apiregistration.k8s.io'],
];

/** `group/version/kind` of a generated interface of Kubernetes' own API, undefined for other names. */
export function coreKind(name: string): string | undefined {
  for (const [form, group] of OTHERS) {
    const match = form.exec(name);
    if (match) return `${group}/${(match[1] ?? '').toLowerCase()}/${match[2] ?? ''}`;
  }
  const [, group = '', version = '', kind = ''] = /^IoK8sApi([A-Z][a-z]+)(V\d+(?:(?:alpha|beta)\d+)?)(\w+)$/.exec(name) ?? [];
  const served = GROUPS[group];
  return served === undefined || kind === '' ? undefined : `${served}/${version.toLowerCase()}/${kind}`;
}

/** `io.k8s.api.core.v1.PodSpec` of `IoK8sApiCoreV1PodSpec`; other generated names stay as they are. */
export function coreDefinitionName(name: string): string {
  const match = /^IoK8s(Api|ApimachineryPkgApis|ApiextensionsApiserverPkgApis|KubeAggregatorPkgApis)([A-Z][a-z]+)(V\d+(?:(?:alpha|beta)\d+)?)(\w+)$/.exec(name);
  if (!match) return name;
  const roots: Record<string, string> = {
    Api: 'io.k8s.api',
    ApimachineryPkgApis: 'io.k8s.apimachinery.pkg.apis',
    ApiextensionsApiserverPkgApis: 'io.k8s.apiextensions-apiserver.pkg.apis',
    KubeAggregatorPkgApis: 'io.k8s.kube-aggregator.pkg.apis',
  };
  return `${roots[match[1] ?? ''] ?? ''}.${(match[2] ?? '').toLowerCase()}.${(match[3] ?? '').toLowerCase()}.${match[4] ?? ''}`;
}
