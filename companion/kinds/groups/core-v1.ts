import type { KindDefinition } from '../definition';
import { kindsOf, REPLICAS_SCALE } from '../build';
import {
  configMapColumns,
  eventColumns,
  namespaceColumns,
  nodeColumns,
  persistentVolumeColumns,
  secretColumns,
  serviceAccountColumns,
  volumeClaimColumns,
} from '../core/columns';
import { CREATED_AT } from '../core/columns-cluster';
import { podColumns, podTemplateColumns } from '../core/columns-pod';
import { endpointsColumns, quotaColumns, replicationControllerColumns } from '../core/columns-workloads';
import { serviceColumns } from '../core/columns-network';

export const coreV1: KindDefinition[] = kindsOf('', 'core', ['v1'], [
  { kind: 'ConfigMap', plural: 'configmaps', short: ['cm'], columns: configMapColumns },
  { kind: 'Endpoints', plural: 'endpoints', short: ['ep'], columns: endpointsColumns },
  { kind: 'Event', plural: 'events', short: ['ev'], columns: eventColumns },
  { kind: 'LimitRange', plural: 'limitranges', short: ['limits'], columns: [CREATED_AT] },
  {
    kind: 'Namespace',
    plural: 'namespaces',
    short: ['ns'],
    cluster: true,
    status: true,
    columns: namespaceColumns,
    verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  },
  { kind: 'Node', plural: 'nodes', short: ['no'], cluster: true, status: true, columns: nodeColumns },
  { kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims', short: ['pvc'], status: true, columns: volumeClaimColumns },
  { kind: 'PersistentVolume', plural: 'persistentvolumes', short: ['pv'], cluster: true, status: true, columns: persistentVolumeColumns },
  { kind: 'Pod', plural: 'pods', short: ['po'], all: true, status: true, columns: podColumns },
  { kind: 'PodTemplate', plural: 'podtemplates', columns: podTemplateColumns },
  {
    kind: 'ReplicationController',
    plural: 'replicationcontrollers',
    short: ['rc'],
    all: true,
    status: true,
    scale: REPLICAS_SCALE,
    columns: replicationControllerColumns,
  },
  { kind: 'ResourceQuota', plural: 'resourcequotas', short: ['quota'], status: true, columns: quotaColumns },
  { kind: 'Secret', plural: 'secrets', columns: secretColumns },
  { kind: 'ServiceAccount', plural: 'serviceaccounts', short: ['sa'], columns: serviceAccountColumns },
  { kind: 'Service', plural: 'services', short: ['svc'], all: true, status: true, columns: serviceColumns },
]);
