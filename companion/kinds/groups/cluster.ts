import type { KindDefinition } from '../definition';
import { kindsOf } from '../build';
import { CORE_AGE } from '../core/columns';
import {
  admissionBindingColumns,
  admissionPolicyColumns,
  flowSchemaColumns,
  priorityLevelColumns,
  resourceClaimColumns,
  resourceSliceColumns,
  signingRequestColumns,
} from '../core/columns-cluster';

const admission = kindsOf('admissionregistration.k8s.io', 'core', ['v1'], [
  { kind: 'ValidatingAdmissionPolicy', plural: 'validatingadmissionpolicies', cluster: true, status: true, columns: admissionPolicyColumns },
  { kind: 'ValidatingAdmissionPolicyBinding', plural: 'validatingadmissionpolicybindings', cluster: true, columns: admissionBindingColumns },
]);

const certificates = kindsOf('certificates.k8s.io', 'core', ['v1'], [
  { kind: 'CertificateSigningRequest', plural: 'certificatesigningrequests', short: ['csr'], cluster: true, status: true, columns: signingRequestColumns },
]);

const flowControl = kindsOf('flowcontrol.apiserver.k8s.io', 'core', ['v1'], [
  { kind: 'FlowSchema', plural: 'flowschemas', cluster: true, status: true, columns: flowSchemaColumns },
  { kind: 'PriorityLevelConfiguration', plural: 'prioritylevelconfigurations', cluster: true, status: true, columns: priorityLevelColumns },
]);

const devices = kindsOf('resource.k8s.io', 'core', ['v1'], [
  { kind: 'DeviceClass', plural: 'deviceclasses', cluster: true, columns: [CORE_AGE] },
  { kind: 'ResourceClaim', plural: 'resourceclaims', status: true, columns: resourceClaimColumns },
  { kind: 'ResourceClaimTemplate', plural: 'resourceclaimtemplates', columns: [CORE_AGE] },
  { kind: 'ResourceSlice', plural: 'resourceslices', cluster: true, columns: resourceSliceColumns },
]);

/** Groups of a Kubernetes 1.34 server that only those who run clusters look at. Nothing acts on these objects here. */
export const clusterGroups: KindDefinition[] = [...admission, ...certificates, ...flowControl, ...devices];
