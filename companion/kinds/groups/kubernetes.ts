import type { KindDefinition } from '../definition';
import { kindsOf, REPLICAS_SCALE } from '../build';
import { CORE_AGE } from '../core/columns';
import { bindingColumns } from '../core/columns-access';
import { autoscalerColumns } from '../core/columns-autoscaling';
import {
  apiServiceColumns,
  attachmentColumns,
  CREATED_AT,
  csiDriverColumns,
  csiNodeColumns,
  disruptionBudgetColumns,
  priorityClassColumns,
  storageCapacityColumns,
  webhookColumns,
} from '../core/columns-cluster';
import { addressColumns, endpointSliceColumns, ingressClassColumns, ingressColumns, networkPolicyColumns, serviceRangeColumns, storageClassColumns } from '../core/columns-network';
import {
  controllerRevisionColumns,
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  jobColumns,
  replicaSetColumns,
  statefulSetColumns,
} from '../core/columns-workloads';

const scale = { ...REPLICAS_SCALE, labelSelectorPath: '.status.selector' };

const apps = kindsOf('apps', 'core', ['v1'], [
  { kind: 'ControllerRevision', plural: 'controllerrevisions', columns: controllerRevisionColumns },
  { kind: 'DaemonSet', plural: 'daemonsets', short: ['ds'], all: true, status: true, columns: daemonSetColumns },
  { kind: 'Deployment', plural: 'deployments', short: ['deploy'], all: true, status: true, scale, columns: deploymentColumns },
  { kind: 'ReplicaSet', plural: 'replicasets', short: ['rs'], all: true, status: true, scale, columns: replicaSetColumns },
  { kind: 'StatefulSet', plural: 'statefulsets', short: ['sts'], all: true, status: true, scale, columns: statefulSetColumns },
]);

const batch = kindsOf('batch', 'core', ['v1'], [
  { kind: 'CronJob', plural: 'cronjobs', short: ['cj'], all: true, status: true, columns: cronJobColumns },
  { kind: 'Job', plural: 'jobs', all: true, status: true, columns: jobColumns },
]);

const storage = kindsOf('storage.k8s.io', 'core', ['v1'], [
  { kind: 'CSIDriver', plural: 'csidrivers', cluster: true, columns: csiDriverColumns },
  { kind: 'CSINode', plural: 'csinodes', cluster: true, columns: csiNodeColumns },
  { kind: 'CSIStorageCapacity', plural: 'csistoragecapacities', columns: storageCapacityColumns },
  { kind: 'StorageClass', plural: 'storageclasses', short: ['sc'], cluster: true, columns: storageClassColumns },
  { kind: 'VolumeAttachment', plural: 'volumeattachments', cluster: true, status: true, columns: attachmentColumns },
  { kind: 'VolumeAttributesClass', plural: 'volumeattributesclasses', short: ['vac'], cluster: true, columns: [['DriverName', 'string', '.driverName'], CORE_AGE] },
]);

const rbac = kindsOf('rbac.authorization.k8s.io', 'core', ['v1'], [
  { kind: 'ClusterRoleBinding', plural: 'clusterrolebindings', cluster: true, columns: bindingColumns },
  { kind: 'ClusterRole', plural: 'clusterroles', cluster: true, columns: [CREATED_AT] },
  { kind: 'RoleBinding', plural: 'rolebindings', columns: bindingColumns },
  { kind: 'Role', plural: 'roles', columns: [CREATED_AT] },
]);

const networking = kindsOf('networking.k8s.io', 'core', ['v1'], [
  { kind: 'IngressClass', plural: 'ingressclasses', cluster: true, columns: ingressClassColumns },
  { kind: 'Ingress', plural: 'ingresses', short: ['ing'], status: true, columns: ingressColumns },
  { kind: 'NetworkPolicy', plural: 'networkpolicies', short: ['netpol'], columns: networkPolicyColumns },
  { kind: 'IPAddress', plural: 'ipaddresses', short: ['ip'], cluster: true, columns: addressColumns },
  { kind: 'ServiceCIDR', plural: 'servicecidrs', cluster: true, status: true, columns: serviceRangeColumns },
]);

const policy = kindsOf('policy', 'core', ['v1'], [
  { kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets', short: ['pdb'], status: true, columns: disruptionBudgetColumns },
]);

const autoscaling = kindsOf('autoscaling', 'core', [{ name: 'v2', storage: true }, 'v1'], [
  { kind: 'HorizontalPodAutoscaler', plural: 'horizontalpodautoscalers', short: ['hpa'], all: true, status: true, columns: autoscalerColumns },
]);

const machinery = [
  ...kindsOf('apiextensions.k8s.io', 'core', ['v1'], [
    {
      kind: 'CustomResourceDefinition',
      plural: 'customresourcedefinitions',
      short: ['crd', 'crds'],
      cluster: true,
      status: true,
      columns: [CREATED_AT],
    },
  ]),
  ...kindsOf('apiregistration.k8s.io', 'core', ['v1'], [{ kind: 'APIService', plural: 'apiservices', cluster: true, status: true, columns: apiServiceColumns }]),
  ...kindsOf('admissionregistration.k8s.io', 'core', ['v1'], [
    { kind: 'MutatingWebhookConfiguration', plural: 'mutatingwebhookconfigurations', cluster: true, columns: webhookColumns },
    { kind: 'ValidatingWebhookConfiguration', plural: 'validatingwebhookconfigurations', cluster: true, columns: webhookColumns },
  ]),
];

const rest = [
  ...kindsOf('coordination.k8s.io', 'core', ['v1'], [
    { kind: 'Lease', plural: 'leases', columns: [['Holder', 'string', '.spec.holderIdentity'], CORE_AGE] },
  ]),
  ...kindsOf('discovery.k8s.io', 'core', ['v1'], [{ kind: 'EndpointSlice', plural: 'endpointslices', columns: endpointSliceColumns }]),
  ...kindsOf('scheduling.k8s.io', 'core', ['v1'], [
    { kind: 'PriorityClass', plural: 'priorityclasses', short: ['pc'], cluster: true, columns: priorityClassColumns },
  ]),
  ...kindsOf('node.k8s.io', 'core', ['v1'], [
    { kind: 'RuntimeClass', plural: 'runtimeclasses', cluster: true, columns: [['Handler', 'string', '.handler'], CORE_AGE] },
  ]),
];

/** What is compiled into a real API server, beside the core group and what `clusterGroups` adds. */
export const kubernetesGroups: KindDefinition[] = [
  ...apps,
  ...batch,
  ...storage,
  ...rbac,
  ...networking,
  ...policy,
  ...autoscaling,
  ...machinery,
  ...rest,
];
