import type { JsonSchema } from '../../companion/kinds/definition';
import type { DefinitionFacts } from './facts';

/** Lists merged by key: `x-kubernetes-patch-*` for strategic merge, `x-kubernetes-list-*` for server-side apply. */
const keyed = (mergeKey: string, ...applyKeys: string[]): JsonSchema => ({
  'x-kubernetes-patch-merge-key': mergeKey,
  'x-kubernetes-patch-strategy': 'merge',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': applyKeys.length > 0 ? applyKeys : [mergeKey],
});
/** Strategic merge by key, but one value for server-side apply. */
const mergedOnly = (mergeKey: string): JsonSchema => ({ 'x-kubernetes-patch-merge-key': mergeKey, 'x-kubernetes-patch-strategy': 'merge' });
const asSet: JsonSchema = { 'x-kubernetes-patch-strategy': 'merge', 'x-kubernetes-list-type': 'set' };
const retainKeys: JsonSchema = { 'x-kubernetes-patch-strategy': 'retainKeys' };
const atomicMap: JsonSchema = { 'x-kubernetes-map-type': 'atomic' };
const conditions: DefinitionFacts = { members: { conditions: keyed('type') } };

const v1 = 'io.k8s.api.core.v1.';
const apps = 'io.k8s.api.apps.v1.';
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

const container: DefinitionFacts = {
  members: {
    env: keyed('name'),
    ports: keyed('containerPort', 'containerPort', 'protocol'),
    volumeDevices: keyed('devicePath'),
    volumeMounts: keyed('mountPath'),
  },
};

export const coreFacts: Record<string, DefinitionFacts> = {
  [`${meta}ObjectMeta`]: { members: { finalizers: asSet, ownerReferences: keyed('uid') } },
  [`${meta}LabelSelector`]: { self: atomicMap },
  [`${v1}Container`]: container,
  [`${v1}EphemeralContainer`]: container,
  [`${v1}PodSpec`]: {
    members: {
      containers: keyed('name'),
      ephemeralContainers: keyed('name'),
      hostAliases: keyed('ip'),
      imagePullSecrets: keyed('name'),
      initContainers: keyed('name'),
      resourceClaims: { ...keyed('name'), 'x-kubernetes-patch-strategy': 'merge,retainKeys' },
      schedulingGates: keyed('name'),
      topologySpreadConstraints: keyed('topologyKey', 'topologyKey', 'whenUnsatisfiable'),
      volumes: { ...keyed('name'), 'x-kubernetes-patch-strategy': 'merge,retainKeys' },
    },
  },
  [`${v1}PodStatus`]: { members: { conditions: keyed('type'), hostIPs: mergedOnly('ip'), podIPs: keyed('ip'), resourceClaimStatuses: keyed('name') } },
  [`${v1}LocalObjectReference`]: { self: atomicMap },
  [`${v1}ObjectReference`]: { self: atomicMap },
  [`${v1}TypedLocalObjectReference`]: { self: atomicMap },
  [`${v1}SecretKeySelector`]: { self: atomicMap },
  [`${v1}ConfigMapKeySelector`]: { self: atomicMap },
  [`${v1}ObjectFieldSelector`]: { self: atomicMap },
  [`${v1}ResourceFieldSelector`]: { self: atomicMap },
  [`${v1}NodeSelector`]: { self: atomicMap },
  [`${v1}NodeSelectorTerm`]: { self: atomicMap },
  // Left out, the protocol counts as TCP: part of a port's key.
  [`${v1}ServicePort`]: { members: { protocol: { default: 'TCP' } } },
  [`${v1}ContainerPort`]: { members: { protocol: { default: 'TCP' } } },
  [`${v1}ServiceSpec`]: { members: { ports: keyed('port', 'port', 'protocol'), selector: atomicMap } },
  [`${v1}ServiceStatus`]: conditions,
  [`${v1}ServiceAccount`]: { members: { secrets: keyed('name') } },
  [`${v1}NodeSpec`]: { members: { podCIDRs: asSet } },
  [`${v1}NodeStatus`]: { members: { addresses: mergedOnly('type'), conditions: keyed('type') } },
  [`${v1}NamespaceStatus`]: conditions,
  [`${v1}PersistentVolumeClaimStatus`]: conditions,
  [`${v1}PersistentVolumeSpec`]: { members: { claimRef: atomicMap } },
  [`${v1}ReplicationControllerSpec`]: { members: { selector: atomicMap } },
  [`${v1}ReplicationControllerStatus`]: conditions,
  [`${v1}ResourceRequirements`]: { members: { claims: { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] } } },
  [`${apps}DeploymentSpec`]: { members: { strategy: retainKeys } },
  [`${apps}DeploymentStatus`]: conditions,
  [`${apps}DaemonSetStatus`]: conditions,
  [`${apps}ReplicaSetStatus`]: conditions,
  [`${apps}StatefulSetStatus`]: conditions,
  'io.k8s.api.batch.v1.JobStatus': { members: { conditions: mergedOnly('type') } },
  'io.k8s.api.policy.v1.PodDisruptionBudgetStatus': conditions,
  'io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus': conditions,
  'io.k8s.api.rbac.v1.RoleRef': { self: atomicMap },
  'io.k8s.api.rbac.v1.Subject': { self: atomicMap },
  'io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration': { members: { webhooks: keyed('name') } },
  'io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration': { members: { webhooks: keyed('name') } },
};
