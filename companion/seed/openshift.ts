import type { UnknownObject } from '../../contracts/objects';
import { Namespaces, object } from './objects';

/** The OpenShift release whose console and API the local cluster follows. */
const RELEASE = '4.22.0';
const OPERATOR_VERSION = '1.18.1';
const CLUSTER_ID = '00000000-0000-4000-8000-000000000000';
const IMAGE = `quay.io/openshift-release-dev/ocp-release:${RELEASE}-x86_64`;

const GROUP = 'config.openshift.io/v1';

function health(now: string) {
  const condition = (type: string, status: string) => ({ type, status, reason: 'AsExpected', message: '', lastTransitionTime: now });
  return [condition('Available', 'True'), condition('Progressing', 'False'), condition('Degraded', 'False'), condition('Upgradeable', 'True')];
}

function clusterVersion(now: string): UnknownObject {
  const conditions = [
    { type: 'Available', status: 'True', message: `Done applying ${RELEASE}`, lastTransitionTime: now },
    { type: 'Progressing', status: 'False', message: `Cluster version is ${RELEASE}`, lastTransitionTime: now },
    { type: 'Failing', status: 'False', lastTransitionTime: now },
    { type: 'RetrievedUpdates', status: 'False', reason: 'NoChannel', message: 'The update channel has not been configured.', lastTransitionTime: now },
  ];
  return object(GROUP, 'ClusterVersion', 'version', {
    spec: { clusterID: CLUSTER_ID },
    status: {
      desired: { version: RELEASE, image: IMAGE },
      history: [{ state: 'Completed', startedTime: now, completionTime: now, version: RELEASE, image: IMAGE, verified: false }],
      observedGeneration: 1,
      versionHash: '',
      availableUpdates: null,
      conditions,
    },
  });
}

/** Parts of OpenShift that the companion plays. */
function clusterOperators(now: string): UnknownObject[] {
  return ['console', 'kube-apiserver', 'monitoring', 'network', 'storage'].map((name) =>
    object(GROUP, 'ClusterOperator', name, { spec: {}, status: { conditions: health(now), versions: [{ name: 'operator', version: RELEASE }], relatedObjects: [] } }),
  );
}

/** Objects named `cluster` that consoles read without looking first whether they are there. */
function configuration(): UnknownObject[] {
  const network = { clusterNetwork: [{ cidr: '10.244.0.0/16', hostPrefix: 24 }], serviceNetwork: ['10.96.0.0/12'], networkType: 'OVNKubernetes' };
  return [
    object(GROUP, 'Console', 'cluster', { spec: { authentication: {} }, status: { consoleURL: '' } }),
    object(GROUP, 'FeatureGate', 'cluster', { spec: {}, status: { featureGates: [] } }),
    object(GROUP, 'Ingress', 'cluster', { spec: { domain: '' }, status: {} }),
    object(GROUP, 'Network', 'cluster', { spec: { ...network, externalIP: { policy: {} } }, status: network }),
    object(GROUP, 'OAuth', 'cluster', { spec: {}, status: {} }),
    object(GROUP, 'Project', 'cluster', { spec: {}, status: {} }),
    object(GROUP, 'Proxy', 'cluster', { spec: { trustedCA: { name: '' } }, status: {} }),
  ];
}

/** The operator behind KubeVirt as OLM would show it: consoles read its version there. */
function operator(now: string): UnknownObject[] {
  const name = `kubevirt-hyperconverged-operator.v${OPERATOR_VERSION}`;
  const installed = { reason: 'InstallSucceeded', message: 'install strategy completed with no errors', lastTransitionTime: now, lastUpdateTime: now };
  const owned = [{ name: 'hyperconvergeds.hco.kubevirt.io', version: 'v1beta1', kind: 'HyperConverged', displayName: 'KubeVirt HyperConverged Cluster' }];
  return [
    object('operators.coreos.com/v1alpha1', 'ClusterServiceVersion', name, {
      namespace: Namespaces.operator,
      metadata: { name, namespace: Namespaces.operator, labels: { [`operators.coreos.com/kubevirt-hyperconverged.${Namespaces.operator}`]: '' } },
      spec: {
        displayName: 'KubeVirt HyperConverged Cluster Operator',
        version: OPERATOR_VERSION,
        provider: { name: 'KubeVirt project' },
        installModes: [{ type: 'OwnNamespace', supported: true }],
        install: { strategy: 'deployment', spec: { deployments: [] } },
        customresourcedefinitions: { owned },
      },
      status: { phase: 'Succeeded', ...installed },
    }),
    object('operators.coreos.com/v1alpha1', 'Subscription', 'kubevirt-hyperconverged', {
      namespace: Namespaces.operator,
      spec: { name: 'community-kubevirt-hyperconverged', channel: 'stable', source: 'community-operators', sourceNamespace: 'openshift-marketplace', startingCSV: name },
      status: { state: 'AtLatestKnown', installedCSV: name, currentCSV: name, lastUpdated: now },
    }),
  ];
}

/** What the OpenShift Console's home, settings and overview pages ask an OpenShift cluster for. */
export function openshift(now: string): UnknownObject[] {
  return [clusterVersion(now), ...clusterOperators(now), ...configuration(), ...operator(now)];
}
